import type { Transaction } from '@afterhourfix/database';
import { bookings, messages } from '@afterhourfix/database/schema';
import type { CallOutcome, CallOutcomeReason } from '@afterhourfix/vocabulary';
import { and, eq, isNotNull } from 'drizzle-orm';
import type { CallRow } from './find-call.ts';

export interface Ending {
  outcome: CallOutcome;
  reason: CallOutcomeReason;
}

/** What stands in the rows counts, even when the session died before it could say so; null when nothing does. */
export async function deriveEnding(
  tx: Transaction,
  { id: callId, handover }: CallRow,
): Promise<Ending | null> {
  if (handover?.kind === 'transfer' && handover.isAccepted) {
    return { outcome: 'transferred', reason: 'handed_to_human' };
  }
  const [booking] = await tx
    .select({ id: bookings.id })
    .from(bookings)
    .where(and(eq(bookings.callId, callId), eq(bookings.status, 'booked')))
    .limit(1);
  if (booking) return { outcome: 'booked', reason: 'slot_booked' };
  const [message] = await tx
    .select({ id: messages.id })
    .from(messages)
    .where(and(eq(messages.callId, callId), isNotNull(messages.completedAt)));
  return message ? { outcome: 'message_taken', reason: 'keypad_message' } : null;
}
