import type { Transaction } from '@afterhourfix/database';
import { bookings, messages } from '@afterhourfix/database/schema';
import type { CallId, CallOutcome, CallOutcomeReason } from '@afterhourfix/vocabulary';
import { and, eq, isNotNull } from 'drizzle-orm';
import type { CallRow } from './find-call.ts';

export interface Ending {
  outcome: CallOutcome;
  reason: CallOutcomeReason;
}

/** A visit that is booked is what the call came to, whatever else happened in it; null when none is. */
export async function findBookedEnding(tx: Transaction, callId: CallId): Promise<Ending | null> {
  const [booking] = await tx
    .select({ id: bookings.id })
    .from(bookings)
    .where(and(eq(bookings.callId, callId), eq(bookings.status, 'booked')))
    .limit(1);
  return booking ? { outcome: 'booked', reason: 'slot_booked' } : null;
}

/** What stands in the rows counts, even when the session died before it could say so; null when nothing does. */
export async function deriveEnding(
  tx: Transaction,
  { id: callId, handover }: CallRow,
): Promise<Ending | null> {
  const booked = await findBookedEnding(tx, callId);
  if (booked) return booked;
  if (handover?.kind === 'transfer' && handover.isAccepted) {
    return { outcome: 'transferred', reason: 'handed_to_human' };
  }
  const [message] = await tx
    .select({ source: messages.source })
    .from(messages)
    .where(and(eq(messages.callId, callId), isNotNull(messages.completedAt)));
  if (!message) return null;
  const reason = message.source === 'agent' ? 'agent_message' : 'keypad_message';
  return { outcome: 'message_taken', reason };
}
