import type { Transaction } from '@afterhourfix/database';
import { shiftOverrides, technicianShifts } from '@afterhourfix/database/schema';
import { addDays, type TechnicianId, type TimeWindow, toLocalDay } from '@afterhourfix/vocabulary';
import { and, eq, gte, inArray, lte } from 'drizzle-orm';
import { openingOn } from '../businesses/index.ts';
import type { DomainContext } from '../context.ts';
import { countMinutesOutside } from './rules/minutes-outside.ts';
import { toWorkingTime } from './rules/shifts.ts';
import { type Stretches, toMinute, toStretches } from './rules/stretches.ts';

const DAY_MS = 86_400_000;

export interface PlannedWork extends TimeWindow {
  technicianId: TechnicianId;
}

/**
 * How many minutes of planned work lie outside of each technician's working hours; who has no shifts works when the
 * business is open, and being on call is no working time.
 */
export async function readOvertimeMinutes(
  tx: Transaction,
  { ctx, work }: { ctx: DomainContext; work: readonly PlannedWork[] },
): Promise<Map<TechnicianId, number>> {
  const technicianIds = work.map(({ technicianId }) => technicianId);
  if (technicianIds.length === 0) return new Map();
  const { timeZone } = ctx.business;
  const first = Math.min(...work.map(({ startsAt }) => startsAt.getTime()));
  const last = Math.max(...work.map(({ endsAt }) => endsAt.getTime()));
  const firstDay = toLocalDay(new Date(first), timeZone);
  const lastDay = toLocalDay(new Date(last), timeZone);
  const days = Math.ceil((last - first) / DAY_MS) + 1;
  const shifts = await tx
    .select()
    .from(technicianShifts)
    .where(
      and(
        eq(technicianShifts.businessId, ctx.business.id),
        inArray(technicianShifts.technicianId, technicianIds),
      ),
    );
  const overrides = await tx
    .select()
    .from(shiftOverrides)
    .where(
      and(
        eq(shiftOverrides.businessId, ctx.business.id),
        inArray(shiftOverrides.technicianId, technicianIds),
        gte(shiftOverrides.onDay, addDays(firstDay, -1)),
        lte(shiftOverrides.onDay, lastDay),
      ),
    );
  const usual = toOpeningTime(ctx, { firstDay, days });
  return new Map(
    work.map((one) => {
      const isOwn = ({ technicianId }: { technicianId: TechnicianId }) => technicianId === one.technicianId;
      const own = shifts.filter(isOwn);
      const plan = {
        weekly: own.filter(({ isOnCall }) => !isOnCall),
        overrides: overrides.filter(isOwn),
        timeZone,
      };
      const hasPlan = own.length > 0 || plan.overrides.length > 0;
      const working = hasPlan ? toWorkingTime(plan, { firstDay, days }) : usual;
      const span = { from: toMinute(one.startsAt), until: toMinute(one.endsAt) };
      return [one.technicianId, countMinutesOutside(working, span)];
    }),
  );
}

function toOpeningTime(
  { business }: DomainContext,
  { firstDay, days }: { firstDay: string; days: number },
): Stretches {
  const openings = Array.from({ length: days + 1 }, (_none, index) =>
    openingOn(business, addDays(firstDay, index - 1)),
  );
  return toStretches(
    openings.flatMap((opening) =>
      opening ? [[toMinute(opening.startsAt), toMinute(opening.endsAt)] as const] : [],
    ),
  );
}
