import { PhoneNumber } from '@afterhourfix/vocabulary';
import { expect, test } from 'vitest';
import { briefTransfer, type TransferBriefing } from './brief-transfer.ts';

const BRIEFING: TransferBriefing = {
  callerNumber: PhoneNumber.parse('+16145550115'),
  customerName: null,
  verdict: null,
  isRecorded: false,
};
const FLOOD = {
  severity: 'property_damage',
  trades: ['plumbing'],
  jobTypes: ['plumbing.burst_pipe'],
  isVulnerable: true,
} as const;

test.each<[Partial<TransferBriefing>, string]>([
  [{}, 'A caller, from 6 1 4, 5 5 5, 0 1 1 5, asks for a person.'],
  [{ callerNumber: null }, 'A caller, with a withheld number, asks for a person.'],
  [
    { callerNumber: PhoneNumber.parse('+442079460958') },
    'A caller, from 4 4 2 0 7 9 4 6 0 9 5 8, asks for a person.',
  ],
  [
    { customerName: ' Marla \n Quint', isRecorded: true },
    'Marla Quint, from 6 1 4, 5 5 5, 0 1 1 5, asks for a person. The talk is recorded.',
  ],
])('tells %j', (change, sentence) => {
  expect(briefTransfer({ ...BRIEFING, ...change })).toBe(sentence);
});

test('tells what triage has judged, and cuts a name that is a speech', () => {
  const told = briefTransfer({ ...BRIEFING, verdict: FLOOD, customerName: 'x'.repeat(300) });
  expect(told).toMatch(/^x{60}, .* Judged as .*, plumbing \(burst pipe\); somebody vulnerable is there\.$/);
});
