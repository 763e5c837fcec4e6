import type { Transaction } from '@afterhourfix/database';
import { bookingChanges, bookings, callEvents, messages, textMessages } from '@afterhourfix/database/schema';
import type { CallId, CallOutcome, CallOutcomeReason } from '@afterhourfix/vocabulary';
import { and, desc, eq, isNotNull, isNull, ne, or, sql } from 'drizzle-orm';
import { findDispatchEnding } from '../dispatch/index.ts';
import { isEmergencyLine } from '../triage/index.ts';
import type { CallRow } from './find-call.ts';

export interface Ending {
  outcome: CallOutcome;
  reason: CallOutcomeReason;
}

/** A visit that is booked is what the call came to, whatever else happened in it, and then somebody sent; else null. */
async function findBookedEnding(tx: Transaction, callId: CallId): Promise<Ending | null> {
  const [booking] = await tx
    .select({ id: bookings.id })
    .from(bookings)
    .where(and(eq(bookings.callId, callId), eq(bookings.status, 'booked')))
    .limit(1);
  if (booking) return { outcome: 'booked', reason: 'slot_booked' };
  if ((await findDispatchEnding(tx, callId)) === 'sent')
    return { outcome: 'dispatched', reason: 'technician_sent' };
  return findChangedEnding(tx, callId);
}

/** A visit of an earlier call that was moved, or any that was cancelled in this one; what was done last counts. */
async function findChangedEnding(tx: Transaction, callId: CallId): Promise<Ending | null> {
  const [change] = await tx
    .select({ kind: bookingChanges.kind })
    .from(bookingChanges)
    .innerJoin(bookings, eq(bookings.id, bookingChanges.bookingId))
    .where(
      and(
        eq(bookingChanges.callId, callId),
        or(isNull(bookings.callId), ne(bookings.callId, callId), eq(bookingChanges.kind, 'cancelled')),
      ),
    )
    .orderBy(desc(bookingChanges.id))
    .limit(1);
  if (change?.kind === 'moved') return { outcome: 'rescheduled', reason: 'existing_job' };
  return change?.kind === 'cancelled' ? { outcome: 'cancelled', reason: 'existing_job' } : null;
}

/**
 * What counts before the word of whoever ends the call: a visit that is booked, somebody sent; then, unless a person
 * has taken the call, that the caller was sent to the emergency services, which no tool and no model need have said,
 * and that everybody was asked and nobody comes.
 */
export async function findOutrankingEnding(
  tx: Transaction,
  { callId, outcome }: { callId: CallId; outcome: CallOutcome },
): Promise<Ending | null> {
  const booked = await findBookedEnding(tx, callId);
  if (booked || outcome === 'transferred') return booked;
  if (await isSentToSafety(tx, callId)) return { outcome: 'safety_redirect', reason: 'safety_redirect' };
  const isExhausted = (await findDispatchEnding(tx, callId)) === 'exhausted';
  return isExhausted ? { outcome: 'escalation_exhausted', reason: 'no_ack' } : null;
}

async function isSentToSafety(tx: Transaction, callId: CallId): Promise<boolean> {
  const lines = await tx
    .select({ id: sql<string | null>`${callEvents.payload} ->> 'lineId'` })
    .from(callEvents)
    .where(and(eq(callEvents.callId, callId), eq(callEvents.type, 'safety-line-spoken')));
  return lines.some(({ id }) => id !== null && isEmergencyLine(id));
}

/** What stands in the rows counts, even when the session died before it could say so; null when nothing does. */
export async function deriveEnding(
  tx: Transaction,
  { id: callId, handover, transferCount }: CallRow,
): Promise<Ending | null> {
  const isTaken = handover?.kind === 'transfer' && handover.isAccepted;
  const outranking = await findOutrankingEnding(tx, {
    callId,
    outcome: isTaken ? 'transferred' : 'abandoned',
  });
  if (outranking) return outranking;
  if (isTaken) return { outcome: 'transferred', reason: 'handed_to_human' };
  const payLinks = await tx.$count(
    textMessages,
    and(eq(textMessages.callId, callId), eq(textMessages.kind, 'pay-link')),
  );
  if (payLinks > 0) return { outcome: 'payment_link_sent', reason: 'existing_job' };
  const [message] = await tx
    .select({ source: messages.source })
    .from(messages)
    .where(and(eq(messages.callId, callId), isNotNull(messages.completedAt)));
  if (!message) {
    // The caller came back from it to the agent: with nobody who took the call, and nothing else done.
    const isMissed = transferCount > 0 && handover === null;
    return isMissed ? { outcome: 'escalation_exhausted', reason: 'nobody_took_transfer' } : null;
  }
  const reason = message.source === 'agent' ? 'agent_message' : 'keypad_message';
  return { outcome: 'message_taken', reason };
}
