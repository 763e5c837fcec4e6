import { VendorError } from '@afterhourfix/foundation';
import { z } from 'zod';

const Instant = z.iso.datetime({ offset: true }).transform((text) => new Date(text));

const Slots = z.object({
  data: z.record(z.string(), z.array(z.object({ start: Instant, end: Instant }))),
});

const Reservation = z.object({ data: z.object({ reservationUid: z.string().min(1) }) });

const Booking = z.object({
  uid: z.string().min(1),
  status: z.string(),
  start: Instant,
  end: Instant,
  eventTypeId: z.number().nullish(),
  eventType: z.object({ id: z.number() }).nullish(),
  rescheduledToUid: z.string().nullish(),
  metadata: z.record(z.string(), z.unknown()).nullish(),
  location: z.string().nullish().catch(null),
  attendees: z
    .array(z.object({ name: z.string(), email: z.string(), phoneNumber: z.string().nullish() }))
    .catch([]),
  bookingFieldsResponses: z.record(z.string(), z.unknown()).nullish().catch(null),
});

const OneBooking = z.object({ data: Booking });
/** One strange booking in a list must not hide the others. */
const BookingPage = z.object({
  data: z.array(Booking.nullable().catch(null)),
  pagination: z.object({ hasNextPage: z.boolean() }),
});

const EventType = z.object({
  data: z.object({
    id: z.number(),
    lengthInMinutes: z.number(),
    locations: z.array(z.object({ type: z.string() })).default([]),
    bookingFields: z
      .array(z.object({ slug: z.string(), type: z.string(), required: z.unknown().optional() }))
      .default([]),
  }),
});

/** The document says a number, and answers were seen with text (2026-11). */
const WebhookId = z.union([z.string(), z.number()]).transform(String);
const Webhooks = z.object({
  data: z.array(
    z.object({
      id: WebhookId,
      subscriberUrl: z.string(),
      triggers: z.array(z.string()),
      active: z.boolean(),
      secret: z.string().nullish(),
    }),
  ),
});

const Refusal = z.object({
  error: z.object({ code: z.string().catch('unknown'), message: z.string().catch('') }),
});

export interface CalcomSlot {
  startsAt: Date;
  endsAt: Date;
}

export interface CalcomBooking {
  uid: string;
  isStanding: boolean;
  startsAt: Date;
  endsAt: Date;
  eventTypeId: number | null;
  /** The booking that took its place. */
  successorUid: string | null;
  metadata: Readonly<Record<string, unknown>>;
  location: string | null;
  attendees: readonly { name: string; email: string; phone: string | null }[];
  /** What was written into the event type's own fields, by slug. */
  fields: Readonly<Record<string, unknown>>;
}

export interface CalcomEventType {
  id: number;
  lengthMinutes: number;
  locationTypes: readonly string[];
  requiredFields: readonly { slug: string; type: string }[];
}

export interface CalcomWebhook {
  id: string;
  url: string;
  triggers: readonly string[];
  isActive: boolean;
  /** Null when it has none, or is not shown. */
  secret: string | null;
}

export function readSlots(json: unknown): CalcomSlot[] {
  const days = Object.values(read(Slots, json).data);
  return days.flat().map(({ start, end }) => ({ startsAt: start, endsAt: end }));
}

export const readReservationUid = (json: unknown) => read(Reservation, json).data.reservationUid;

export const readBooking = (json: unknown) => toBooking(read(OneBooking, json).data);

export function readBookingPage(json: unknown): { bookings: CalcomBooking[]; hasMore: boolean } {
  const { data, pagination } = read(BookingPage, json);
  return {
    bookings: data.filter((booking) => booking !== null).map(toBooking),
    hasMore: pagination.hasNextPage,
  };
}

export function readEventType(json: unknown): CalcomEventType {
  const { id, lengthInMinutes, locations, bookingFields } = read(EventType, json).data;
  const required = bookingFields.filter((field) => field.required === true);
  return {
    id,
    lengthMinutes: lengthInMinutes,
    locationTypes: locations.map(({ type }) => type),
    requiredFields: required.map(({ slug, type }) => ({ slug, type })),
  };
}

export function readWebhooks(json: unknown): CalcomWebhook[] {
  return read(Webhooks, json).data.map(({ id, subscriberUrl, triggers, active, secret }) => ({
    id,
    url: subscriberUrl,
    triggers,
    isActive: active,
    secret: secret ?? null,
  }));
}

/** Never throws: a refusal without a reason is one all the same. */
export function readRefusal(json: unknown): { code: string; message: string } {
  const parsed = Refusal.safeParse(json);
  return parsed.success ? parsed.data.error : { code: 'unknown', message: '' };
}

/**
 * The vendor's texts for a time that cannot be had, from its own tables of errors; it answers 400 for most and 409 for
 * some (github.com/calcom/cal.com, packages/lib/errorCodes.ts, read 2026-11-22).
 */
const TIME_REFUSED =
  /already has booking|not available|no_available_users|hosts_unavailable|slot|time_out_of_bounds|out of bounds|booking_limit|limit_exceeded|in the past|minimum.{0,12}notice/i;

export function isTimeRefused({ status, message }: { status: number; message: string }): boolean {
  return status === 409 || TIME_REFUSED.test(message);
}

function toBooking(booking: z.output<typeof Booking>): CalcomBooking {
  return {
    uid: booking.uid,
    isStanding: booking.status === 'accepted' || booking.status === 'pending',
    startsAt: booking.start,
    endsAt: booking.end,
    eventTypeId: booking.eventType?.id ?? booking.eventTypeId ?? null,
    successorUid: booking.rescheduledToUid ?? null,
    metadata: booking.metadata ?? {},
    location: booking.location ?? null,
    attendees: booking.attendees.map(({ name, email, phoneNumber = null }) => ({
      name,
      email,
      phone: phoneNumber,
    })),
    fields: booking.bookingFieldsResponses ?? {},
  };
}

function read<Schema extends z.ZodType>(schema: Schema, json: unknown): z.output<Schema> {
  const parsed = schema.safeParse(json);
  if (parsed.success) return parsed.data;
  const fields = parsed.error.issues.map((issue) => issue.path.join('.')).join(', ');
  throw new VendorError('calcom', `The answer has an unknown shape: ${fields}`, {
    isRetryable: false,
    cause: parsed.error,
  });
}
