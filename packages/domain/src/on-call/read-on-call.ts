import type { Transaction } from '@afterhourfix/database';
import { onCallDepartments, onCallDuties } from '@afterhourfix/database/schema';
import type { Duty, Trade } from '@afterhourfix/vocabulary';
import { and, arrayContains, eq, gt, lte } from 'drizzle-orm';
import type { DomainContext } from '../context.ts';
import { type DutyStretch, listOnCallAt } from './rules/on-call-at.ts';

/**
 * Who is on call for a trade at a place now, by the rota of its department; null when no department has that trade
 * there, and the duty of each technician counts.
 */
export async function readOnCall(
  tx: Transaction,
  { ctx, trade, zip }: { ctx: DomainContext; trade: Trade; zip: string },
): Promise<ReadonlyMap<string, Duty> | null> {
  const departments = await tx
    .select()
    .from(onCallDepartments)
    .where(
      and(
        eq(onCallDepartments.businessId, ctx.business.id),
        arrayContains(onCallDepartments.trades, [trade]),
      ),
    );
  const here = departments.filter(({ zips }) => zips.length === 0 || zips.includes(zip));
  if (here.length === 0) return null;
  const now = ctx.clock.now();
  const duties = new Map<string, Duty>();
  for (const { id: departmentId } of here) {
    const stretches = await readStretches(tx, { ctx, departmentId, startsAt: now, endsAt: now });
    for (const { technicianId, duty } of listOnCallAt(stretches, now)) {
      if (duties.get(technicianId) !== 'primary') duties.set(technicianId, duty);
    }
  }
  return duties;
}

/** What of a department's rota touches a stretch of time. */
export async function readStretches(
  tx: Transaction,
  of: { ctx: DomainContext; departmentId: string; startsAt: Date; endsAt: Date },
): Promise<DutyStretch[]> {
  const rows = await tx
    .select()
    .from(onCallDuties)
    .where(
      and(
        eq(onCallDuties.businessId, of.ctx.business.id),
        eq(onCallDuties.departmentId, of.departmentId),
        lte(onCallDuties.startsAt, of.endsAt),
        gt(onCallDuties.endsAt, of.startsAt),
      ),
    )
    .orderBy(onCallDuties.id);
  // Of two that were made at the same instant the later row is the newer.
  return rows.map(({ createdAt, ...row }, index) => ({
    ...row,
    madeAtMs: createdAt.getTime() + index / 1000,
  }));
}
