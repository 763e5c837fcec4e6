import type { Transaction } from '@afterhourfix/database';
import { bookingPolicies, jobLengths } from '@afterhourfix/database/schema';
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

export async function readBookingPolicy(tx: Transaction, query: PolicyQuery): Promise<BookingPolicy> {
  const { businessId, trade, jobType } = query;
  const [policy] = await tx.select().from(bookingPolicies).where(eq(bookingPolicies.businessId, businessId));
  const isOfJob = or(isNull(jobLengths.jobType), jobType ? eq(jobLengths.jobType, jobType) : sql`false`);
  const [length] = await tx
    .select()
    .from(jobLengths)
    .where(and(eq(jobLengths.businessId, businessId), eq(jobLengths.trade, trade), isOfJob))
    .orderBy(sql`${jobLengths.jobType} nulls last`)
    .limit(1);
  const { p50Minutes, p80Minutes } = length ?? DEFAULTS;
  const arrival = length?.arrival ?? policy?.arrival ?? DEFAULTS.arrival;
  return { ...DEFAULTS, ...policy, p50Minutes, p80Minutes, arrival };
}
