import { holds } from '@afterhourfix/database/schema';
import { and, eq, lte } from 'drizzle-orm';
import type { DomainContext } from '../context.ts';
import { holdsExpired } from '../events.ts';
import { clearLapsedCommitments } from './lapsed-holds.ts';

/** Frees the time of holds that lapsed. Booking does the same when it needs the time; this keeps the tables small. */
export async function expireHolds(ctx: DomainContext): Promise<{ expired: number }> {
  const businessId = ctx.business.id;
  const now = ctx.clock.now();
  const expired = await ctx.db.transaction(async (tx) => {
    const rows = await tx
      .update(holds)
      .set({ status: 'released' })
      .where(and(eq(holds.businessId, businessId), eq(holds.status, 'live'), lte(holds.expiresAt, now)))
      .returning({ id: holds.id });
    await clearLapsedCommitments(tx, { businessId, now });
    return rows.length;
  });
  if (expired > 0) holdsExpired(ctx, { count: expired });
  return { expired };
}
