import type { Transaction } from '@afterhourfix/database';
import { dispatches, dispatchPages } from '@afterhourfix/database/schema';
import { toLocalDay } from '@afterhourfix/vocabulary';
import { and, eq, gt, isNotNull } from 'drizzle-orm';
import type { DomainContext } from '../context.ts';
import type { Wake } from './rules/wake-figures.ts';

/** Offers by night since an instant, one for each technician and job, whether taken or not. */
export async function readWakes(
  tx: Transaction,
  { ctx, since }: { ctx: DomainContext; since: Date },
): Promise<Wake[]> {
  const rows = await tx
    .select({
      technicianId: dispatchPages.technicianId,
      dispatchId: dispatchPages.dispatchId,
      at: dispatchPages.createdAt,
      wasEmergency: dispatches.wasEmergency,
    })
    .from(dispatchPages)
    .innerJoin(dispatches, eq(dispatches.id, dispatchPages.dispatchId))
    .where(
      and(
        eq(dispatchPages.businessId, ctx.business.id),
        eq(dispatchPages.kind, 'offer'),
        eq(dispatchPages.isWake, true),
        isNotNull(dispatchPages.technicianId),
        gt(dispatchPages.createdAt, since),
      ),
    )
    .orderBy(dispatchPages.id);
  const seen = new Set<string>();
  return rows.flatMap(({ technicianId, dispatchId, at, wasEmergency }) => {
    const key = `${technicianId}/${dispatchId}`;
    if (!technicianId || seen.has(key)) return [];
    seen.add(key);
    return [{ technicianId, month: toLocalDay(at, ctx.business.timeZone).slice(0, 7), wasEmergency }];
  });
}
