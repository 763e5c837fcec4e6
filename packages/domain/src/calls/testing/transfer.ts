import { PhoneNumber } from '@afterhourfix/vocabulary';
import type { Handover } from '../call.ts';

/** The word of an agent that asks for the person on call, who has not answered yet. */
export const TRANSFER = {
  kind: 'transfer',
  to: PhoneNumber.parse('+16145550190'),
  technicianName: null,
  isAccepted: false,
} as const satisfies Handover;
