import { createHmac, timingSafeEqual } from 'node:crypto';
import type { CalendarChange } from '@afterhourfix/domain';
import { z } from 'zod';
import { BOOKING_ID_FIELD } from './booking-request.ts';

const Instant = z.iso.datetime({ offset: true }).transform((text) => new Date(text));

const Delivery = z.object({
  triggerEvent: z.string(),
  createdAt: Instant,
  payload: z.object({
    uid: z.string().min(1),
    rescheduleUid: z.string().nullish(),
    startTime: Instant,
    endTime: Instant,
    metadata: z.record(z.string(), z.unknown()).nullish(),
  }),
});

const STATES: Readonly<Record<string, CalendarChange['state']>> = {
  BOOKING_CREATED: 'standing',
  BOOKING_REQUESTED: 'standing',
  BOOKING_RESCHEDULED: 'standing',
  BOOKING_CANCELLED: 'cancelled',
  BOOKING_REJECTED: 'cancelled',
};

/** What moves a booking. */
export const WEBHOOK_TRIGGERS = Object.keys(STATES);

/** Whether one of the secrets signed the body as it came: hex HMAC-SHA256 in `X-Cal-Signature-256`. */
export function isCalcomDeliverySigned(delivery: {
  secrets: readonly string[];
  signature: string | undefined;
  body: Uint8Array;
}): boolean {
  const given = Buffer.from(delivery.signature ?? '', 'hex');
  return delivery.secrets.some((secret) => {
    const expected = createHmac('sha256', secret).update(delivery.body).digest();
    return given.length === expected.length && timingSafeEqual(given, expected);
  });
}

/** Null for triggers that move no booking, and for bodies of an unknown shape. */
export function readCalcomDelivery(json: unknown): CalendarChange | null {
  const parsed = Delivery.safeParse(json);
  if (!parsed.success) return null;
  const { triggerEvent, createdAt, payload } = parsed.data;
  const state = STATES[triggerEvent];
  if (!state) return null;
  const bookingId = payload.metadata?.[BOOKING_ID_FIELD];
  const change = {
    ref: payload.uid,
    previousRef: payload.rescheduleUid ?? null,
    bookingId: typeof bookingId === 'string' ? bookingId : null,
    changedAt: createdAt,
  };
  if (state === 'cancelled') return { ...change, state };
  return { ...change, state, startsAt: payload.startTime, endsAt: payload.endTime };
}
