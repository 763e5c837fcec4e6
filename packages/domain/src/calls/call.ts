import { type CallId, PhoneNumber } from '@afterhourfix/vocabulary';
import { z } from 'zod';

/** What the agent left for the carrier to do once the media stream has ended. */
export const Handover = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('hang-up') }),
  z.object({
    kind: z.literal('transfer'),
    to: PhoneNumber,
    technicianName: z.string().nullable(),
    /** The person rung has pressed 1. */
    isAccepted: z.boolean().default(false),
    /** Of the call to the person, when the caller waits outside of it. */
    personCallSid: z.string().optional(),
    /** That call has ended, and nobody took the caller. */
    isMissed: z.boolean().optional(),
    /** When it was taken or missed, and the caller was called away from the music; ISO 8601. */
    settledAt: z.string().optional(),
  }),
]);
export type Handover = z.infer<typeof Handover>;

export interface AnsweredCall {
  id: CallId;
  callSid: string;
  /** Null when the caller withheld the number. */
  from: PhoneNumber | null;
  to: PhoneNumber;
  startedAt: Date;
  /** The carrier asked about this call before. */
  isRepeat: boolean;
}

export interface ConversationTurn {
  speaker: 'caller' | 'agent';
  text: string;
}
