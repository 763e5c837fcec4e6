import type { Transaction } from '@afterhourfix/database';
import { holds, technicianCommitments } from '@afterhourfix/database/schema';
import type { BusinessId, CallId } from '@afterhourfix/vocabulary';
import { and, eq, inArray } from 'drizzle-orm';
import type { DomainContext } from '../context.ts';

/** Gives back what was held for a call; what it booked stays. May run again. */
export function releaseHolds(ctx: DomainContext, input: { callId: CallId }): Promise<{ released: number }> {
  return ctx.db.transaction(async (tx) => ({
    released: await releaseCallHolds(tx, { businessId: ctx.business.id, callId: input.callId }),
  }));
}

export async function releaseCallHolds(
  tx: Transaction,
  input: { businessId: BusinessId; callId: CallId },
): Promise<number> {
  const released = await tx
    .update(holds)
    .set({ status: 'released' })
    .where(
      and(eq(holds.businessId, input.businessId), eq(holds.callId, input.callId), eq(holds.status, 'live')),
    )
    .returning({ id: holds.id });
  if (released.length === 0) return 0;
  const ids = released.map((hold) => hold.id);
  await tx.delete(technicianCommitments).where(inArray(technicianCommitments.holdId, ids));
  return released.length;
}
