import { type Enqueue, enqueueJob, type SendOptions } from '@afterhourfix/database';
import type { BookingId, BusinessId, CallId, MessageId, TextMessageId } from '@afterhourfix/vocabulary';
import type { CrmEntity, CrmEvent } from './crm/field-service-adapter.ts';

/** Every background job by its `feature.verb` name, with what it carries. */
export type Jobs = {
  'dispatch.page-on-call': { businessId: BusinessId; messageId: MessageId };
  'dispatch.page-missed-transfer': { businessId: BusinessId; callId: CallId };
  /** A call that ended in danger, with nobody sent. */
  'dispatch.page-danger': { businessId: BusinessId; callId: CallId };
  'booking.release-holds': { businessId: BusinessId; callId: CallId };
  /** What somebody else's calendar has not taken yet, a cancellation included. */
  'booking.confirm-with-calendar': { businessId: BusinessId; bookingId: BookingId };
  /** A visit whose name, telephone, address or problem was corrected after it was booked there; `saidAt` in ISO. */
  'booking.correct-in-calendar': { businessId: BusinessId; bookingId: BookingId; saidAt: string };
  /** News of somebody else's calendar that does not follow on what we knew; `changedAt` in ISO, by their clock. */
  'booking.follow-calendar': { businessId: BusinessId; bookingId: BookingId; changedAt: string };
  /** A visit that was promised and does not stand in the business's calendar. */
  'dispatch.page-unconfirmed-booking': { businessId: BusinessId; bookingId: BookingId };
  /** One text of the outbox, when it is due. */
  'messages.send-text': { businessId: BusinessId; textMessageId: TextMessageId };
  /** What became of a visit that stood open when its caller hung up. */
  'messages.text-visit': { businessId: BusinessId; bookingId: BookingId };
  /** The next step of a dispatch's ladder, when it is due. */
  'dispatch.advance-ladder': { businessId: BusinessId; dispatchId: string };
  /** What callers who have hung up do not know yet of their dispatch. */
  'dispatch.tell-callers': { businessId: BusinessId; dispatchId: string };
  /** What one technician is told of a dispatch. */
  'dispatch.send-page': { businessId: BusinessId; pageId: string };
  /** A visit that its technician left for an emergency. */
  'dispatch.put-off-visit': { businessId: BusinessId; bookingId: BookingId };
  /** A recording of a call whose caller refused it. */
  'calls.delete-recording': { businessId: BusinessId; recordingSid: string };
  /** For each ended call, and anew for each row that comes after its end. */
  'calls.summarise': { businessId: BusinessId; callId: CallId };
  /** What a row of ours went through; the business's own systems are told. `occurredAt` is ISO 8601. */
  'crm.queue-news': { businessId: BusinessId; event: CrmEvent; entityId: string; occurredAt: string };
  /** All that one system is owed about one row. */
  'crm.deliver-news': { businessId: BusinessId; connectionId: string; entity: CrmEntity; entityId: string };
  /** Recurring; clears lapsed holds of every business. */
  'booking.expire-holds': Record<string, never>;
  /** Recurring; reads what was changed by hand in calendars that do not tell of it. */
  'booking.watch-calendars': Record<string, never>;
  /** Recurring; catches up on the ladders of every business, shares out jobs in a rush, and sees who is late. */
  'dispatch.watch-ladders': Record<string, never>;
  /** Recurring; notices when there is more to do than those on call can. */
  'dispatch.watch-surge': Record<string, never>;
  /** Recurring; tells owners of nights to come for which nobody is on call, and of who is woken too often. */
  'dispatch.watch-rota': Record<string, never>;
  /** Recurring; tells owners of texts that do not arrive. */
  'dispatch.watch-texts': Record<string, never>;
  /** Recurring; ends calls of every business that nobody else ended. */
  'calls.close-stale': Record<string, never>;
};

export type JobName = keyof Jobs;

export const JOB_NAMES = [
  'dispatch.page-on-call',
  'dispatch.page-missed-transfer',
  'dispatch.page-danger',
  'booking.release-holds',
  'booking.confirm-with-calendar',
  'booking.correct-in-calendar',
  'booking.follow-calendar',
  'dispatch.page-unconfirmed-booking',
  'messages.send-text',
  'messages.text-visit',
  'dispatch.advance-ladder',
  'dispatch.tell-callers',
  'dispatch.send-page',
  'dispatch.put-off-visit',
  'calls.delete-recording',
  'calls.summarise',
  'crm.queue-news',
  'crm.deliver-news',
  'booking.expire-holds',
  'booking.watch-calendars',
  'dispatch.watch-ladders',
  'dispatch.watch-rota',
  'dispatch.watch-texts',
  'dispatch.watch-surge',
  'calls.close-stale',
] as const satisfies readonly JobName[];

/**
 * A page outlasts a night in which texts cannot be sent: with the queue's pauses, which grow to five minutes, 100
 * tries take about seven and a half hours. Everything else is made up for by recurring work; a summary that fails
 * is a fault of ours, which no time mends.
 */
const NIGHT_RETRIES: SendOptions = { retryLimit: 100 };
/** With the queue's pauses about an hour: longer than the half hour after which the verb asks a human by itself. */
const CALENDAR_RETRIES: SendOptions = { retryLimit: 20 };
const OPTIONS: Partial<Record<JobName, SendOptions>> = {
  'dispatch.page-on-call': NIGHT_RETRIES,
  'dispatch.page-missed-transfer': NIGHT_RETRIES,
  'dispatch.page-danger': NIGHT_RETRIES,
  'dispatch.page-unconfirmed-booking': NIGHT_RETRIES,
  'dispatch.send-page': NIGHT_RETRIES,
  'dispatch.put-off-visit': NIGHT_RETRIES,
  'booking.confirm-with-calendar': CALENDAR_RETRIES,
  'booking.correct-in-calendar': CALENDAR_RETRIES,
  'booking.follow-calendar': CALENDAR_RETRIES,
  'crm.deliver-news': NIGHT_RETRIES,
  'messages.send-text': NIGHT_RETRIES,
};

/** A job commits with the rows that caused it, or not at all. */
export const enqueue: Enqueue<Jobs> = (tx, name, payload, options) =>
  enqueueJob(tx, name, payload, { ...OPTIONS[name], ...options });
