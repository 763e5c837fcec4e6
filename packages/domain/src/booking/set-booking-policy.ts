import { bookingPolicies, jobLengths, openingOverrides } from '@afterhourfix/database/schema';
import { Invalid } from '@afterhourfix/foundation';
import { resolveLocalTime, Trade } from '@afterhourfix/vocabulary';
import { and, eq } from 'drizzle-orm';
import { z } from 'zod';
import { DayHours } from '../businesses/index.ts';
import type { DomainContext } from '../context.ts';
import { JOB_TYPES } from '../triage/index.ts';

const TWO_WEEKS_MINUTES = 20_160;
const MAX_DAYS_AHEAD = 90;
const MAX_BUFFER_MINUTES = 240;
const LONGEST_JOB_MINUTES = 720;

const Arrival = z.enum(['exact', 'two-hours', 'four-hours']);
const Minutes = (most: number) => z.int().min(0).max(most);

export const BookingPolicyChange = z.strictObject({
  minimumNoticeMinutes: Minutes(TWO_WEEKS_MINUTES).optional(),
  maximumDaysAhead: z.int().min(1).max(MAX_DAYS_AHEAD).optional(),
  /** The way to the next visit and 15 minutes. */
  bufferMinutes: Minutes(MAX_BUFFER_MINUTES).optional(),
  arrival: Arrival.optional(),
  /** By the clock of the business; who opens earlier offers no routine visit before it. */
  firstArrivalLocal: z
    .string()
    .regex(/^([01]\d|2[0-3]):[0-5]\d$/)
    .optional(),
  /** Until so long before its window a visit is moved or cancelled free of charge. */
  freeChangeMinutes: Minutes(TWO_WEEKS_MINUTES).optional(),
  requiresQuote: z.boolean().optional(),
});
export type BookingPolicyChange = z.infer<typeof BookingPolicyChange>;

export const JobLengthInput = z
  .strictObject({
    trade: Trade,
    /** Left out: of whatever the trade does that has no length of its own. */
    jobType: z.enum(JOB_TYPES).optional(),
    p50Minutes: z.int().min(1).max(LONGEST_JOB_MINUTES),
    p80Minutes: z.int().min(1).max(LONGEST_JOB_MINUTES),
    /** Left out: the business's. */
    arrival: Arrival.optional(),
  })
  .refine(({ p50Minutes, p80Minutes }) => p50Minutes <= p80Minutes, 'four of five take as long as half do')
  .refine(({ trade, jobType }) => jobType?.startsWith(`${trade}.`) ?? true, 'a job is of its trade');
export type JobLengthInput = z.infer<typeof JobLengthInput>;

export const OpeningOverrideInput = z.strictObject({
  onDay: z.iso.date(),
  /** Opening and closing time; null is closed, `usual` takes an earlier override back. */
  hours: z.union([DayHours, z.literal('usual')]),
});
export type OpeningOverrideInput = z.infer<typeof OpeningOverrideInput>;

/** What is told changes, all else stays. Throws `Invalid`. Holds and bookings that stand keep their times. */
export async function setBookingPolicy(ctx: DomainContext, change: BookingPolicyChange): Promise<void> {
  const set = readInput(BookingPolicyChange, change);
  if (Object.values(set).every((value) => value === undefined)) return;
  await ctx.db.transaction((tx) =>
    tx
      .insert(bookingPolicies)
      .values({ businessId: ctx.business.id, ...set })
      .onConflictDoUpdate({ target: bookingPolicies.businessId, set }),
  );
}

/** What a job takes, or a trade, instead of what was said before. Throws `Invalid`. */
export async function setJobLength(ctx: DomainContext, length: JobLengthInput): Promise<void> {
  const { trade, jobType = null, arrival = null, p50Minutes, p80Minutes } = readInput(JobLengthInput, length);
  const set = { p50Minutes, p80Minutes, arrival };
  await ctx.db.transaction((tx) =>
    tx
      .insert(jobLengths)
      .values({ businessId: ctx.business.id, trade, jobType, ...set })
      .onConflictDoUpdate({ target: [jobLengths.businessId, jobLengths.trade, jobLengths.jobType], set }),
  );
}

/** Other hours than the weekly ones on one day, in the business's zone; holidays stay closed. Throws `Invalid`. */
export async function overrideOpening(ctx: DomainContext, input: OpeningOverrideInput): Promise<void> {
  const { onDay, hours } = readInput(OpeningOverrideInput, input);
  const { id: businessId, timeZone } = ctx.business;
  if (!('at' in resolveLocalTime({ day: onDay, time: '00:00', timeZone })))
    throw new Invalid(`No such day: ${onDay}`);
  const ofDay = and(eq(openingOverrides.businessId, businessId), eq(openingOverrides.onDay, onDay));
  await ctx.db.transaction(async (tx) => {
    if (hours === 'usual') return tx.delete(openingOverrides).where(ofDay);
    const [opensLocal, closesLocal] = hours ?? [null, null];
    const set = { opensLocal, closesLocal };
    return tx
      .insert(openingOverrides)
      .values({ businessId, onDay, ...set })
      .onConflictDoUpdate({ target: [openingOverrides.businessId, openingOverrides.onDay], set });
  });
}

function readInput<Input>(schema: z.ZodType<Input>, input: Input): Input {
  const read = schema.safeParse(input);
  if (!read.success) throw new Invalid(z.prettifyError(read.error));
  return read.data;
}
