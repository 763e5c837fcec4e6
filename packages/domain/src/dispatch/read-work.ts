import type { Transaction } from '@afterhourfix/database';
import { bookings, dispatches, jobLengths } from '@afterhourfix/database/schema';
import type { CustomerId, Severity, TechnicianId, Trade } from '@afterhourfix/vocabulary';
import { and, count, desc, eq, gt, isNotNull, lte } from 'drizzle-orm';
import type { DomainContext } from '../context.ts';
import type { WorkSpan } from './rules/duty-time.ts';

const DAY_MS = 86_400_000;
const MS_PER_MINUTE = 60_000;
/** Of a job of which nobody wrote down how long such take. */
const USUAL_JOB_MINUTES = 90;

/** What a technician has had to do lately, or does now. */
export interface Work extends WorkSpan {
  technicianId: TechnicianId;
  severity: Severity;
  isOpen: boolean;
  /** Of a visit that can be put off. */
  bookingId: string | null;
  zip: string;
}

type JobLength = typeof jobLengths.$inferSelect;

/** Dispatched jobs and visits of the last day; an open one ends when such jobs usually do. */
export async function readWork(tx: Transaction, ctx: DomainContext): Promise<Work[]> {
  const lengths = await readJobLengths(tx, ctx);
  return [...(await readDispatched(tx, { ctx, lengths })), ...(await readVisits(tx, { ctx, lengths }))];
}

export const readJobLengths = (tx: Transaction, ctx: DomainContext): Promise<JobLength[]> =>
  tx.select().from(jobLengths).where(eq(jobLengths.businessId, ctx.business.id));

/** At the median; of several kinds of work the longest. */
export function toJobMinutes(
  lengths: readonly JobLength[],
  { trade, jobTypes }: { trade: Trade; jobTypes: readonly string[] },
): number {
  const ofTrade = lengths.filter((length) => length.trade === trade);
  const named = ofTrade.filter(({ jobType }) => jobType !== null && jobTypes.includes(jobType));
  const known = named.length > 0 ? named : ofTrade.filter(({ jobType }) => jobType === null);
  return known.length > 0 ? Math.max(...known.map(({ p50Minutes }) => p50Minutes)) : USUAL_JOB_MINUTES;
}

interface Reading {
  ctx: DomainContext;
  lengths: readonly JobLength[];
}

async function readDispatched(tx: Transaction, { ctx, lengths }: Reading): Promise<Work[]> {
  const since = new Date(ctx.clock.now().getTime() - DAY_MS);
  const rows = await tx
    .select()
    .from(dispatches)
    .where(
      and(
        eq(dispatches.businessId, ctx.business.id),
        isNotNull(dispatches.technicianId),
        gt(dispatches.acknowledgedAt, since),
      ),
    );
  return rows.flatMap((row) => {
    const { technicianId, acknowledgedAt: startsAt, arrivedAt, endedAt, severity, zip } = row;
    if (!technicianId || !startsAt) return [];
    const drivesMs = (row.etaP50Minutes ?? 0) * MS_PER_MINUTE;
    const begunAt = arrivedAt ?? new Date(startsAt.getTime() + drivesMs);
    const usualEnd = new Date(begunAt.getTime() + toJobMinutes(lengths, row) * MS_PER_MINUTE);
    const isOpen = endedAt === null;
    return [{ technicianId, startsAt, endsAt: endedAt ?? usualEnd, severity, isOpen, bookingId: null, zip }];
  });
}

/** Whoever comes late in the window is not done when it ends. */
async function readVisits(tx: Transaction, { ctx, lengths }: Reading): Promise<Work[]> {
  const now = ctx.clock.now();
  const rows = await tx
    .select()
    .from(bookings)
    .where(
      and(
        eq(bookings.businessId, ctx.business.id),
        eq(bookings.status, 'booked'),
        isNotNull(bookings.technicianId),
        gt(bookings.endsAt, new Date(now.getTime() - DAY_MS)),
        lte(bookings.startsAt, now),
      ),
    );
  return rows.flatMap((row) => {
    const { technicianId, startsAt, endsAt: windowEndsAt, trade, zip } = row;
    if (!technicianId) return [];
    const jobMs = toJobMinutes(lengths, { trade, jobTypes: [] }) * MS_PER_MINUTE;
    const endsAt = new Date(Math.max(windowEndsAt.getTime(), startsAt.getTime() + jobMs));
    const isOpen = endsAt > now;
    // Only what stands in our own calendar alone, and was booked in a call, can be given another time by us.
    const bookingId = row.calendarStatus === 'none' && row.callId !== null ? row.id : null;
    return [{ technicianId, startsAt, endsAt, severity: 'routine' as const, isOpen, bookingId, zip }];
  });
}

/** Who has been at a customer's most often; null when nobody has. */
export async function findUsualTechnician(
  tx: Transaction,
  { ctx, customerId }: { ctx: DomainContext; customerId: CustomerId | null },
): Promise<TechnicianId | null> {
  if (customerId === null) return null;
  const [found] = await tx
    .select({ id: bookings.technicianId, visits: count() })
    .from(bookings)
    .where(
      and(
        eq(bookings.businessId, ctx.business.id),
        eq(bookings.customerId, customerId),
        eq(bookings.status, 'booked'),
        isNotNull(bookings.technicianId),
        lte(bookings.startsAt, ctx.clock.now()),
      ),
    )
    .groupBy(bookings.technicianId)
    .orderBy(desc(count()), desc(bookings.technicianId))
    .limit(1);
  return found?.id ?? null;
}
