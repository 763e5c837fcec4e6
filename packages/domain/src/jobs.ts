import { type Enqueue, enqueueJob } from '@afterhourfix/database';
import type { BusinessId, CallId, MessageId } from '@afterhourfix/vocabulary';

/** Every background job by its `feature.verb` name, with what it carries. */
export type Jobs = {
  'dispatch.page-on-call': { businessId: BusinessId; messageId: MessageId };
  'booking.release-holds': { businessId: BusinessId; callId: CallId };
  /** Recurring; clears lapsed holds of every business. */
  'booking.expire-holds': Record<string, never>;
  /** Recurring; ends calls of every business that nobody else ended. */
  'calls.close-stale': Record<string, never>;
};

export type JobName = keyof Jobs;

export const JOB_NAMES = [
  'dispatch.page-on-call',
  'booking.release-holds',
  'booking.expire-holds',
  'calls.close-stale',
] as const satisfies readonly JobName[];

/** A job commits with the rows that caused it, or not at all. */
export const enqueue: Enqueue<Jobs> = enqueueJob;
