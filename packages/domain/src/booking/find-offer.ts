import type { Transaction } from '@afterhourfix/database';
import { holds } from '@afterhourfix/database/schema';
import { type CallId, HoldId } from '@afterhourfix/vocabulary';
import { and, eq } from 'drizzle-orm';
import type { DomainContext } from '../context.ts';
import type { Hold } from './secure-time.ts';

/** The hold behind a slot that this call was offered, locked; null for any other id, another call's included. */
export async function findOffer(
  tx: Transaction,
  { ctx, callId, slotId }: { ctx: DomainContext; callId: CallId; slotId: string },
): Promise<Hold | null> {
  const id = HoldId.safeParse(slotId);
  if (!id.success) return null;
  const [hold] = await tx
    .select()
    .from(holds)
    .where(and(eq(holds.businessId, ctx.business.id), eq(holds.callId, callId), eq(holds.id, id.data)))
    .for('update');
  return hold ?? null;
}
