import { calls } from '@afterhourfix/database/schema';
import type { PhoneNumber } from '@afterhourfix/vocabulary';
import { and, eq } from 'drizzle-orm';
import type { SystemContext } from '../context.ts';
import type { Handover } from './call.ts';
import { type CallRow, findCall, lockCall } from './find-call.ts';

type Transfer = Extract<Handover, { kind: 'transfer' }>;

/**
 * The person rung takes the call. False when there is nothing to take any more. The carrier's own report says
 * "answered" for a voicemail too, so this mark decides. The agent's own word may not be written yet, when
 * PostgreSQL was slow: who was rung can take the call all the same.
 */
export async function acceptTransfer(
  system: SystemContext,
  input: { callSid: string; to?: PhoneNumber | null },
): Promise<boolean> {
  const found = await findCall(system, input.callSid);
  if (!found) return false;
  const { ctx, callId } = found;
  return ctx.db.transaction(async (tx) => {
    const row = await lockCall(tx, { ctx, callId });
    const transfer = findTransferUnderWay(row, input.to ?? null);
    if (row.endedAt || !transfer) return false;
    await tx
      .update(calls)
      .set({
        handover: {
          ...transfer,
          isAccepted: true,
          isMissed: false,
          settledAt: ctx.clock.now().toISOString(),
        },
        transferCount: row.transferCount + (row.handover ? 0 : 1),
      })
      .where(and(eq(calls.businessId, ctx.business.id), eq(calls.id, callId)));
    return true;
  });
}

function findTransferUnderWay(row: CallRow, to: PhoneNumber | null): Transfer | null {
  if (row.handover) return row.handover.kind === 'transfer' ? row.handover : null;
  // Without a stream behind it nobody asked for a person; a token not spent yet leads back to the agent.
  if (!to || !row.mediaTokenUsedAt) return null;
  return { kind: 'transfer', to, technicianName: null, isAccepted: false };
}
