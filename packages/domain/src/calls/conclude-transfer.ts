import type { Transaction } from '@afterhourfix/database';
import { calls } from '@afterhourfix/database/schema';
import type { CallId } from '@afterhourfix/vocabulary';
import { and, eq } from 'drizzle-orm';
import type { DomainContext, SystemContext } from '../context.ts';
import { callFinished, callResumed } from '../events.ts';
import type { Ending } from './derive-ending.ts';
import { findCall, lockCall, toAnsweredCall } from './find-call.ts';
import { endCall } from './finish-call.ts';
import { pageMissedTransfer } from './page-leftovers.ts';
import { type ResumeCallResult, reconnect, reconnectAfterFault } from './resume-call.ts';

const TAKEN = { outcome: 'transferred', reason: 'handed_to_human' } as const;

/**
 * What follows a transfer: the end when a person took the call, else the agent again with a fresh token, which
 * must tell the caller honestly that nobody did; the person on call is paged that somebody wanted them. A caller
 * who is gone by then is connected to nobody.
 */
export async function concludeTransfer(
  system: SystemContext,
  input: { callSid: string; isCallerGone?: boolean },
): Promise<ResumeCallResult> {
  const found = await findCall(system, input.callSid);
  if (!found) return { next: 'unknown-call' };
  const { ctx, callId } = found;
  const { result, ending } = await ctx.db.transaction((tx) =>
    decide(tx, { ctx, callId, isCallerGone: input.isCallerGone ?? false }),
  );
  if (ending) callFinished(ctx, { callId, ...ending });
  else callResumed(ctx, { callId, next: result.next });
  return result;
}

async function decide(
  tx: Transaction,
  { ctx, callId, isCallerGone }: { ctx: DomainContext; callId: CallId; isCallerGone: boolean },
): Promise<{ result: ResumeCallResult; ending: Ending | null }> {
  const row = await lockCall(tx, { ctx, callId });
  if (row.endedAt) return { result: { next: 'finished' }, ending: null };
  if (row.handover?.kind === 'transfer' && row.handover.isAccepted) {
    const ending = await endCall(tx, { ctx, ending: { callId, ...TAKEN, endedAt: ctx.clock.now() } });
    return { result: { next: 'finished' }, ending };
  }
  await pageMissedTransfer(tx, { ctx, row });
  // The carrier's report of the end, which comes now too, concludes the call.
  if (isCallerGone) return { result: { next: 'finished' }, ending: null };
  const reconnection = {
    ctx,
    row,
    resumption: { call: toAnsweredCall(row, true), business: ctx.business },
  };
  // Asked again about the same transfer, as after a lost answer: not without end.
  if (row.handover?.kind !== 'transfer')
    return { result: await reconnectAfterFault(tx, reconnection), ending: null };
  await tx
    .update(calls)
    .set({ handover: null })
    .where(and(eq(calls.businessId, ctx.business.id), eq(calls.id, callId)));
  const result = await reconnect(tx, { ...reconnection, attempt: row.resumeCount });
  return { result, ending: null };
}
