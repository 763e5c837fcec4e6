import type { Transaction } from '@afterhourfix/database';
import { holds } from '@afterhourfix/database/schema';
import { type CallId, HoldId, type Trade } from '@afterhourfix/vocabulary';
import { and, eq } from 'drizzle-orm';
import type { DomainContext } from '../context.ts';
import type { Hold } from './secure-time.ts';
import { tradesOf } from './slot-search.ts';

/** The hold behind a slot that this call was offered, locked; null for any other id, another call's included. */
export async function findOffer(tx: Transaction, offer: Offer): Promise<Hold | null> {
  const where = toCondition(offer);
  if (!where) return null;
  const [hold] = await tx.select().from(holds).where(where).for('update');
  return hold ?? null;
}

/** Whose work the slot was offered for, which never changes; null as above. */
export async function findOfferedTrades(tx: Transaction, offer: Offer): Promise<readonly Trade[] | null> {
  const where = toCondition(offer);
  if (!where) return null;
  const { trade, otherTrades } = holds;
  const [hold] = await tx.select({ trade, otherTrades }).from(holds).where(where);
  return hold ? tradesOf(hold) : null;
}

interface Offer {
  ctx: DomainContext;
  callId: CallId;
  slotId: string;
}

function toCondition({ ctx, callId, slotId }: Offer) {
  const id = HoldId.safeParse(slotId);
  if (!id.success) return null;
  return and(eq(holds.businessId, ctx.business.id), eq(holds.callId, callId), eq(holds.id, id.data));
}
