import type { Transaction } from '@afterhourfix/database';
import { openingOverrides } from '@afterhourfix/database/schema';
import { addDays, type TimeWindow, toInstant } from '@afterhourfix/vocabulary';
import { and, eq, gte, lte } from 'drizzle-orm';
import { type Business, openingOn } from '../businesses/index.ts';

export interface DaySpan {
  /** `YYYY-MM-DD` in the business's zone, both included. */
  firstDay: string;
  lastDay: string;
}

/** When the business is open, day by day: its weekly hours, but holidays and the days with hours of their own. */
export async function listOpenings(
  tx: Transaction,
  { business, firstDay, lastDay }: DaySpan & { business: Business },
): Promise<TimeWindow[]> {
  const overrides = await readOverrides(tx, { business, firstDay, lastDay });
  const openings: TimeWindow[] = [];
  for (let day = firstDay; day <= lastDay; day = addDays(day, 1)) {
    const override = overrides.get(day);
    const opening = override === undefined ? openingOn(business, day) : override;
    if (opening) openings.push(opening);
  }
  return openings;
}

/** Every day from its first to its last hour, be it 23, 24 or 25 of them. */
export function listWholeDays({ firstDay, lastDay }: DaySpan, timeZone: string): TimeWindow[] {
  const days: TimeWindow[] = [];
  for (let day = firstDay; day <= lastDay; day = addDays(day, 1)) {
    const startsAt = toInstant({ day, time: '00:00', timeZone });
    days.push({ startsAt, endsAt: toInstant({ day, time: '24:00', timeZone }) });
  }
  return days;
}

/** A holiday stays closed, whatever hours it was given besides. */
async function readOverrides(
  tx: Transaction,
  { business, firstDay, lastDay }: DaySpan & { business: Business },
): Promise<Map<string, TimeWindow | null>> {
  const { timeZone, holidays } = business;
  const rows = await tx
    .select()
    .from(openingOverrides)
    .where(
      and(
        eq(openingOverrides.businessId, business.id),
        gte(openingOverrides.onDay, firstDay),
        lte(openingOverrides.onDay, lastDay),
      ),
    )
    .prepare('booking.opening-overrides')
    .execute();
  return new Map(
    rows.map(({ onDay: day, opensLocal, closesLocal }) => {
      if (opensLocal === null || closesLocal === null || holidays.includes(day)) return [day, null];
      const startsAt = toInstant({ day, time: opensLocal, timeZone });
      const endsAt = toInstant({ day, time: closesLocal, timeZone });
      return [day, startsAt < endsAt ? { startsAt, endsAt } : null];
    }),
  );
}
