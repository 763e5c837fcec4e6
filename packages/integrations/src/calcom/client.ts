import { type Clock, VendorError } from '@afterhourfix/foundation';
import { askVendor, readJson, type VendorAnswer, type VendorRequest } from '../vendor-request.ts';
import {
  type CalcomBooking,
  type CalcomEventType,
  type CalcomSlot,
  type CalcomWebhook,
  readBooking,
  readBookingPage,
  readEventType,
  readRefusal,
  readReservationUid,
  readSlots,
  readWebhooks,
} from './wire.ts';

const DEFAULT_TIMEOUT_MS = 3_000;
/** Without `retry-after`: the vendor counts by the minute (120 requests in 60 s for a key, cal.com/docs 2026-11). */
const DEFAULT_PAUSE_MS = 10_000;
/** They speak of the account or of the moment, not of the request. */
const PASSING_STATUSES = [401, 403, 408, 429];

/** A missing or older value silently selects an older shape (cal.com/docs/api-reference/v2, 2026-11). */
const VERSIONS = { slots: '2024-09-04', bookings: '2026-02-25', eventTypes: '2024-06-14' };

export type CalcomReply<Value> =
  | { ok: true; value: Value }
  | { ok: false; status: number; code: string; message: string };

interface Question<Value> {
  method: VendorRequest['method'];
  path: string;
  /** Null where the vendor knows one shape only. */
  version: string | null;
  query?: Readonly<Record<string, string>>;
  body?: object;
  read: (json: unknown) => Value;
}

export interface WebhookBody {
  subscriberUrl: string;
  triggers: readonly string[];
  active: boolean;
  secret: string;
  version: '2021-10-20';
}

export interface CalcomAccess {
  apiUrl: string;
  apiKey: string;
  clock: Clock;
  /** Of one request. */
  timeoutMs?: number | undefined;
}

/**
 * The part of Cal.com's API v2 that we use. What the vendor decides (4xx) is a reply; a `VendorError` says that it is
 * away. After a 429 nothing is asked until the pause it wants is over: a request then would only prolong it.
 */
export class CalcomClient {
  readonly #access: CalcomAccess;
  #quietUntilMs = 0;

  constructor(access: CalcomAccess) {
    this.#access = { ...access, apiUrl: access.apiUrl.replace(/\/+$/, '') };
  }

  listSlots(query: { eventTypeId: number; from: Date; until: Date }): Promise<CalcomReply<CalcomSlot[]>> {
    return this.#ask({
      method: 'GET',
      path: '/slots',
      version: VERSIONS.slots,
      query: {
        eventTypeId: String(query.eventTypeId),
        start: query.from.toISOString(),
        end: query.until.toISOString(),
        format: 'range',
      },
      read: readSlots,
    });
  }

  reserve(body: {
    eventTypeId: number;
    slotStart: string;
    reservationDuration: number;
  }): Promise<CalcomReply<string>> {
    const path = '/slots/reservations';
    return this.#ask({ method: 'POST', path, version: VERSIONS.slots, body, read: readReservationUid });
  }

  deleteReservation(uid: string): Promise<CalcomReply<null>> {
    const path = `/slots/reservations/${encodeURIComponent(uid)}`;
    return this.#ask({ method: 'DELETE', path, version: VERSIONS.slots, read: () => null });
  }

  book(body: object): Promise<CalcomReply<CalcomBooking>> {
    return this.#ask({
      method: 'POST',
      path: '/bookings',
      version: VERSIONS.bookings,
      body,
      read: readBooking,
    });
  }

  getBooking(uid: string): Promise<CalcomReply<CalcomBooking>> {
    const path = `/bookings/${encodeURIComponent(uid)}`;
    return this.#ask({ method: 'GET', path, version: VERSIONS.bookings, read: readBooking });
  }

  listBookings(
    query: Readonly<Record<string, string>>,
  ): Promise<CalcomReply<{ bookings: CalcomBooking[]; hasMore: boolean }>> {
    const version = VERSIONS.bookings;
    return this.#ask({ method: 'GET', path: '/bookings', version, query, read: readBookingPage });
  }

  reschedule(
    uid: string,
    body: { start: string; reschedulingReason: string },
  ): Promise<CalcomReply<CalcomBooking>> {
    const path = `/bookings/${encodeURIComponent(uid)}/reschedule`;
    return this.#ask({ method: 'POST', path, version: VERSIONS.bookings, body, read: readBooking });
  }

  cancel(uid: string, body: { cancellationReason: string }): Promise<CalcomReply<null>> {
    const path = `/bookings/${encodeURIComponent(uid)}/cancel`;
    return this.#ask({ method: 'POST', path, version: VERSIONS.bookings, body, read: () => null });
  }

  relocate(
    uid: string,
    body: { location: { type: 'attendeeAddress'; address: string } },
  ): Promise<CalcomReply<null>> {
    const path = `/bookings/${encodeURIComponent(uid)}/location`;
    return this.#ask({ method: 'PATCH', path, version: VERSIONS.bookings, body, read: () => null });
  }

  addAttendee(
    uid: string,
    body: { name: string; email: string; timeZone: string; phoneNumber: string },
  ): Promise<CalcomReply<null>> {
    const path = `/bookings/${encodeURIComponent(uid)}/attendees`;
    return this.#ask({ method: 'POST', path, version: VERSIONS.bookings, body, read: () => null });
  }

  getEventType(eventTypeId: number): Promise<CalcomReply<CalcomEventType>> {
    const path = `/event-types/${eventTypeId}`;
    return this.#ask({ method: 'GET', path, version: VERSIONS.eventTypes, read: readEventType });
  }

  listWebhooks(query: Readonly<Record<string, string>>): Promise<CalcomReply<CalcomWebhook[]>> {
    return this.#ask({ method: 'GET', path: '/webhooks', version: null, query, read: readWebhooks });
  }

  createWebhook(body: WebhookBody): Promise<CalcomReply<null>> {
    return this.#ask({ method: 'POST', path: '/webhooks', version: null, body, read: () => null });
  }

  changeWebhook(id: string, body: WebhookBody): Promise<CalcomReply<null>> {
    const path = `/webhooks/${encodeURIComponent(id)}`;
    return this.#ask({ method: 'PATCH', path, version: null, body, read: () => null });
  }

  async #ask<Value>(question: Question<Value>): Promise<CalcomReply<Value>> {
    this.#keepQuiet();
    const { apiUrl, apiKey, timeoutMs = DEFAULT_TIMEOUT_MS } = this.#access;
    const { method, path, version, query, body, read } = question;
    const search = query ? `?${new URLSearchParams(query)}` : '';
    const headers = {
      authorization: `Bearer ${apiKey}`,
      ...(version === null ? {} : { 'cal-api-version': version }),
    };
    const url = `${apiUrl}${path}${search}`;
    const signal = AbortSignal.timeout(timeoutMs);
    const answer = await askVendor({ vendor: 'calcom', method, url, headers, body, signal });
    this.#refuseFailure(answer);
    const json = readJson('calcom', answer.text);
    if (answer.status < 400) return { ok: true, value: read(json) };
    return { ok: false, status: answer.status, ...readRefusal(json) };
  }

  #keepQuiet(): void {
    const retryAfterMs = this.#quietUntilMs - this.#access.clock.now().getTime();
    if (retryAfterMs <= 0) return;
    throw new VendorError('calcom', 'The rate limit is used up', { isRetryable: true, retryAfterMs });
  }

  #refuseFailure({ status, retryAfterMs }: VendorAnswer): void {
    if (status < 500 && !PASSING_STATUSES.includes(status)) return;
    const pauseMs = status === 429 ? (retryAfterMs ?? DEFAULT_PAUSE_MS) : retryAfterMs;
    if (status === 429) this.#quietUntilMs = this.#access.clock.now().getTime() + (pauseMs ?? 0);
    const message = `The vendor answered ${status}`;
    throw new VendorError('calcom', message, { isRetryable: true, retryAfterMs: pauseMs });
  }
}
