import type { Transaction } from '@afterhourfix/database';
import { bookings, calls } from '@afterhourfix/database/schema';
import type { BusinessId, CallId, CallOutcome, CallOutcomeReason } from '@afterhourfix/vocabulary';
import { and, eq, isNull, not, sql } from 'drizzle-orm';
import type { DomainContext } from '../context.ts';
import { queueNewsOfCall } from '../dispatch/index.ts';
import { callFinished } from '../events.ts';
import { enqueue } from '../jobs.ts';
import { textDroppedCaller } from '../messages/index.ts';
import { queueDangerOfCall } from '../paging/index.ts';
import { toAgentNote } from './agent-note.ts';
import { type Ending, findOutrankingEnding } from './derive-ending.ts';
import { eraseWithheld, isWithheldAt } from './recording-consent.ts';

export interface CallEnding {
  callId: CallId;
  outcome: CallOutcome;
  reason: CallOutcomeReason;
  endedAt: Date;
  /** The agent's own words about the call, if it had any. */
  agentNote?: string | null;
}

/**
 * Ends a call with its one outcome: the first ending stands, later ones change nothing, and what stands in the rows
 * (a booked visit, a caller sent to the emergency services) counts before what the session made of the call. Jobs
 * that commit with the ending release what was still held, and write the summary. The agent's note is kept also
 * when somebody else has ended the call before.
 */
export async function finishCall(ctx: DomainContext, ending: CallEnding): Promise<{ isFirst: boolean }> {
  const ended = await ctx.db.transaction(async (tx) => {
    const stands = await endCall(tx, { ctx, ending });
    await keepNote(tx, { ctx, ending });
    return stands;
  });
  if (ended) callFinished(ctx, { callId: ending.callId, ...ended });
  return { isFirst: ended !== null };
}

/** The ending that now stands, or null when the call had one before. */
export async function endCall(
  tx: Transaction,
  { ctx, ending }: { ctx: DomainContext; ending: CallEnding },
): Promise<Ending | null> {
  const { callId, endedAt } = ending;
  const businessId = ctx.business.id;
  if (!(await lockOpenCall(tx, { businessId, callId }))) return null;
  const { outcome, reason } = ending;
  const stands = (await findOutrankingEnding(tx, { callId, outcome })) ?? { outcome, reason };
  const elapsed = sql`${endedAt.toISOString()}::timestamptz - ${calls.startedAt}`;
  const customerOfBooking = tx
    .select({ id: bookings.customerId })
    .from(bookings)
    .where(
      and(eq(bookings.businessId, businessId), eq(bookings.callId, callId), eq(bookings.status, 'booked')),
    )
    .limit(1);
  await tx
    .update(calls)
    .set({
      endedAt,
      outcome: stands.outcome,
      outcomeReason: stands.reason,
      durationMs: sql`greatest(0, extract(epoch from ${elapsed}) * 1000)::integer`,
      customerId: sql`coalesce(${calls.customerId}, (${customerOfBooking}))`,
    })
    .where(eq(calls.id, callId));
  // What another node wrote in the moment of the refusal may not have seen it.
  await eraseWithheld(tx, { ctx, callIds: [callId] });
  await enqueue(tx, 'booking.release-holds', { businessId, callId });
  await enqueue(tx, 'calls.summarise', { businessId, callId });
  await queueNewsOfCall(tx, { ctx, callId });
  await queueDangerOfCall(tx, { ctx, callId });
  // A job ends calls long after their callers have gone.
  if (isCutOff(stands) && ctx.actor.kind !== 'job') await textDroppedCaller(tx, { ctx, callId });
  return stands;
}

/** Gone before anything came of the call, by no wish that they told. */
const isCutOff = ({ outcome, reason }: Ending): boolean =>
  outcome === 'failed' || (outcome === 'abandoned' && reason === 'caller_hung_up');

async function keepNote(
  tx: Transaction,
  { ctx, ending }: { ctx: DomainContext; ending: CallEnding },
): Promise<void> {
  const agentNote = ending.agentNote ? toAgentNote(ending.agentNote) : null;
  if (!agentNote) return;
  // What a caller has said is not kept in other words either, when it may not be kept.
  const isKept = not(isWithheldAt(sql`${ending.endedAt.toISOString()}::timestamptz`));
  await tx
    .update(calls)
    .set({ agentNote })
    .where(
      and(
        eq(calls.businessId, ctx.business.id),
        eq(calls.id, ending.callId),
        isNull(calls.agentNote),
        isKept,
      ),
    );
}

/** Whoever books or ends this call at the same moment waits, and then sees what was done here. */
async function lockOpenCall(
  tx: Transaction,
  { businessId, callId }: { businessId: BusinessId; callId: CallId },
): Promise<boolean> {
  const open = await tx
    .select({ id: calls.id })
    .from(calls)
    .where(and(eq(calls.businessId, businessId), eq(calls.id, callId), isNull(calls.endedAt)))
    .for('no key update');
  return open.length > 0;
}
