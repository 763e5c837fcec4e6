import { calls } from '@afterhourfix/database/schema';
import { and, eq } from 'drizzle-orm';
import type { SystemContext } from '../context.ts';
import { findCall, lockCall } from './find-call.ts';

/**
 * The person rung takes the call. False when there is nothing to take any more. The carrier's own report says
 * "answered" for a voicemail too, so this mark decides.
 */
export async function acceptTransfer(system: SystemContext, input: { callSid: string }): Promise<boolean> {
  const found = await findCall(system, input.callSid);
  if (!found) return false;
  const { ctx, callId } = found;
  return ctx.db.transaction(async (tx) => {
    const row = await lockCall(tx, { ctx, callId });
    if (row.endedAt || row.handover?.kind !== 'transfer') return false;
    await tx
      .update(calls)
      .set({ handover: { ...row.handover, isAccepted: true } })
      .where(and(eq(calls.businessId, ctx.business.id), eq(calls.id, callId)));
    return true;
  });
}
