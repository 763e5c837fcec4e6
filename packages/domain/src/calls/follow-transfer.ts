import { calls } from '@afterhourfix/database/schema';
import { and, eq } from 'drizzle-orm';
import type { SystemContext } from '../context.ts';
import type { Handover } from './call.ts';
import { findCall, lockCall } from './find-call.ts';

type Transfer = Extract<Handover, { kind: 'transfer' }>;

interface PersonCall {
  /** The caller's. */
  callSid: string;
  personCallSid: string;
}

/** The carrier rings the person by this call. */
export async function noteTransferCall(system: SystemContext, call: PersonCall): Promise<void> {
  await changeTransfer(system, call, (transfer) =>
    transfer.personCallSid ? null : { ...transfer, personCallSid: call.personCallSid },
  );
}

/** The call to the person is over. True when they have not taken the caller, who still waits for them. */
export function missTransfer(system: SystemContext, call: PersonCall): Promise<boolean> {
  return changeTransfer(system, call, (transfer) => {
    const isOther = transfer.personCallSid !== undefined && transfer.personCallSid !== call.personCallSid;
    return transfer.isAccepted || isOther
      ? null
      : { ...transfer, isMissed: true, settledAt: system.clock.now().toISOString() };
  });
}

async function changeTransfer(
  system: SystemContext,
  { callSid }: PersonCall,
  change: (transfer: Transfer) => Transfer | null,
): Promise<boolean> {
  const found = await findCall(system, callSid);
  if (!found) return false;
  const { ctx, callId } = found;
  return ctx.db.transaction(async (tx) => {
    const row = await lockCall(tx, { ctx, callId });
    const handover = row.endedAt || row.handover?.kind !== 'transfer' ? null : change(row.handover);
    if (!handover) return false;
    await tx
      .update(calls)
      .set({ handover })
      .where(and(eq(calls.businessId, ctx.business.id), eq(calls.id, callId)));
    return true;
  });
}
