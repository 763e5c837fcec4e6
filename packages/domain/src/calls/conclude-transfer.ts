import type { Transaction } from '@afterhourfix/database';
import { calls } from '@afterhourfix/database/schema';
import type { CallId } from '@afterhourfix/vocabulary';
import { and, eq } from 'drizzle-orm';
import type { DomainContext, SystemContext } from '../context.ts';
import { callFinished, callResumed } from '../events.ts';
import { findCall, lockCall, toAnsweredCall } from './find-call.ts';
import { endCall } from './finish-call.ts';
import { type ResumeCallResult, reconnect } from './resume-call.ts';

const TAKEN = { outcome: 'transferred', reason: 'handed_to_human' } as const;

/**
 * What follows a transfer: the end when a person took the call, else the agent again with a fresh token, which
 * must tell the caller honestly that nobody did.
 */
export async function concludeTransfer(
  system: SystemContext,
  input: { callSid: string },
): Promise<ResumeCallResult> {
  const found = await findCall(system, input.callSid);
  if (!found) return { next: 'unknown-call' };
  const { ctx, callId } = found;
  const { result, isEnding } = await ctx.db.transaction((tx) => decide(tx, { ctx, callId }));
  if (isEnding) callFinished(ctx, { callId, ...TAKEN });
  else callResumed(ctx, { callId, next: result.next });
  return result;
}

async function decide(
  tx: Transaction,
  { ctx, callId }: { ctx: DomainContext; callId: CallId },
): Promise<{ result: ResumeCallResult; isEnding: boolean }> {
  const row = await lockCall(tx, { ctx, callId });
  if (row.endedAt) return { result: { next: 'finished' }, isEnding: false };
  if (row.handover?.kind === 'transfer' && row.handover.isAccepted) {
    await endCall(tx, { ctx, ending: { callId, ...TAKEN, endedAt: ctx.clock.now() } });
    return { result: { next: 'finished' }, isEnding: true };
  }
  const fresh = { handover: null, resumeCount: 0 };
  await tx
    .update(calls)
    .set(fresh)
    .where(and(eq(calls.businessId, ctx.business.id), eq(calls.id, callId)));
  const resumption = { call: toAnsweredCall(row, true), business: ctx.business };
  const result = await reconnect(tx, { ctx, row: { ...row, ...fresh }, resumption });
  return { result, isEnding: false };
}
