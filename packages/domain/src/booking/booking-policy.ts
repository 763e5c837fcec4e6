import type { Transaction } from '@afterhourfix/database';
import { bookingPolicies, businesses, jobLengths } from '@afterhourfix/database/schema';
import type { BusinessId, Trade } from '@afterhourfix/vocabulary';
import { and, eq, isNull, or, sql } from 'drizzle-orm';
import type { Arrival } from './rules/arrival-windows.ts';

/** When a business offers visits, and what one of the asked kind takes. */
export interface BookingPolicy {
  minimumNoticeMinutes: number;
  maximumDaysAhead: number;
  /** Travel to the next visit and 15 minutes. */
  bufferMinutes: number;
  arrival: Arrival;
  /** `HH:MM` in the business's zone: no window of a routine visit begins before it. */
  firstArrivalLocal: string;
  freeChangeMinutes: number;
  /** Nothing is booked at a price that was not told. */
  requiresQuote: boolean;
  /** The job itself: the median, and what four of five take. */
  p50Minutes: number;
  p80Minutes: number;
}

/** With the buffer, four of five jobs then fit into two hours. */
const DEFAULTS: BookingPolicy = {
  minimumNoticeMinutes: 60,
  maximumDaysAhead: 21,
  bufferMinutes: 30,
  arrival: 'two-hours',
  firstArrivalLocal: '08:00',
  freeChangeMinutes: 120,
  requiresQuote: true,
  p50Minutes: 60,
  p80Minutes: 90,
};

export interface PolicyQuery {
  businessId: BusinessId;
  trade: Trade;
  /** As triage names it; without a row of its own it takes as long as the trade's. */
  jobType?: string | undefined;
}

/** Of one visit for all these works, one after the other; the first of them says how its arrival is told. */
export async function readVisitPolicy(
  tx: Transaction,
  { businessId, works }: { businessId: BusinessId; works: readonly Omit<PolicyQuery, 'businessId'>[] },
): Promise<BookingPolicy> {
  const policies: BookingPolicy[] = [];
  for (const work of works) policies.push(await readBookingPolicy(tx, { businessId, ...work }));
  const sumOf = (minutes: readonly number[]) => minutes.reduce((sum, one) => sum + one, 0);
  return {
    ...(policies[0] ?? DEFAULTS),
    p50Minutes: sumOf(policies.map(({ p50Minutes }) => p50Minutes)),
    p80Minutes: sumOf(policies.map(({ p80Minutes }) => p80Minutes)),
  };
}

export async function readBookingPolicy(tx: Transaction, query: PolicyQuery): Promise<BookingPolicy> {
  const { businessId, trade, jobType } = query;
  const isOfJob = or(isNull(jobLengths.jobType), sql`${jobLengths.jobType} = ${jobType ?? null}`);
  const ofJob = tx
    .select({
      p50Minutes: jobLengths.p50Minutes,
      p80Minutes: jobLengths.p80Minutes,
      jobArrival: sql<BookingPolicy['arrival'] | null>`${jobLengths.arrival}`.as('job_arrival'),
    })
    .from(jobLengths)
    .where(and(eq(jobLengths.businessId, businessId), eq(jobLengths.trade, trade), isOfJob))
    .orderBy(sql`${jobLengths.jobType} nulls last`)
    .limit(1)
    .as('of_job');
  // One round trip for both: a search waits for each of its own.
  const [found] = await tx
    .select({
      policy: bookingPolicies,
      p50Minutes: ofJob.p50Minutes,
      p80Minutes: ofJob.p80Minutes,
      arrival: ofJob.jobArrival,
    })
    .from(businesses)
    .leftJoin(bookingPolicies, eq(bookingPolicies.businessId, businesses.id))
    .leftJoin(ofJob, sql`true`)
    .where(eq(businesses.id, businessId))
    .prepare('booking.policy')
    .execute();
  const policy = { ...DEFAULTS, ...found?.policy };
  const { p50Minutes, p80Minutes } = policy;
  return {
    ...policy,
    p50Minutes: found?.p50Minutes ?? p50Minutes,
    p80Minutes: found?.p80Minutes ?? p80Minutes,
    arrival: found?.arrival ?? policy.arrival,
  };
}
