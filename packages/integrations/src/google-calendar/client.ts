import { type Clock, VendorError } from '@afterhourfix/foundation';
import { askVendor, readJson, type VendorAnswer, type VendorRequest } from '../vendor-request.ts';
import { AccessToken, type ServiceAccount } from './access-token.ts';
import {
  type GoogleEvent,
  type GoogleEventPage,
  readEvent,
  readEventPage,
  readFreeBusy,
  readRefusal,
} from './wire.ts';

const DEFAULT_TIMEOUT_MS = 3_000;
const UNAUTHORIZED = 401;
/** A 403 with one of these is a limit and passes (developers.google.com/calendar/api/guides/errors, 2026-11). */
const LIMIT_REASONS = ['rateLimitExceeded', 'userRateLimitExceeded', 'quotaExceeded'];

export type GoogleReply<Value> =
  | { ok: true; value: Value }
  | { ok: false; status: number; reason: string; message: string };

export interface GoogleAccess {
  apiUrl: string;
  tokenUrl: string;
  account: ServiceAccount;
  clock: Clock;
  timeoutMs?: number | undefined;
}

interface Question<Value> {
  method: VendorRequest['method'];
  path: string;
  query?: Readonly<Record<string, string>>;
  body?: object;
  read: (json: unknown) => Value;
}

/** The part of Google Calendar's API v3 that we use. What the vendor decides (4xx) is a reply. */
export class GoogleCalendarClient {
  readonly #access: GoogleAccess;
  readonly #token: AccessToken;
  readonly #timeoutMs: number;

  constructor(access: GoogleAccess) {
    this.#access = { ...access, apiUrl: access.apiUrl.replace(/\/+$/, '') };
    this.#timeoutMs = access.timeoutMs ?? DEFAULT_TIMEOUT_MS;
    this.#token = new AccessToken({ ...access, timeoutMs: this.#timeoutMs });
  }

  queryFreeBusy(query: {
    calendarIds: readonly string[];
    from: Date;
    until: Date;
  }): Promise<GoogleReply<ReturnType<typeof readFreeBusy>>> {
    const body = {
      timeMin: query.from.toISOString(),
      timeMax: query.until.toISOString(),
      items: query.calendarIds.map((id) => ({ id })),
    };
    return this.#ask({ method: 'POST', path: '/freeBusy', body, read: readFreeBusy });
  }

  getEvent(calendarId: string, eventId: string): Promise<GoogleReply<GoogleEvent>> {
    return this.#ask({ method: 'GET', path: toPath(calendarId, eventId), read: readEvent });
  }

  insertEvent(calendarId: string, body: object): Promise<GoogleReply<GoogleEvent>> {
    return this.#ask({ method: 'POST', path: toPath(calendarId), body, read: readEvent });
  }

  patchEvent(
    { calendarId, eventId }: { calendarId: string; eventId: string },
    body: object,
  ): Promise<GoogleReply<GoogleEvent>> {
    return this.#ask({ method: 'PATCH', path: toPath(calendarId, eventId), body, read: readEvent });
  }

  moveEvent(
    { calendarId, eventId }: { calendarId: string; eventId: string },
    destination: string,
  ): Promise<GoogleReply<GoogleEvent>> {
    const path = `${toPath(calendarId, eventId)}/move`;
    return this.#ask({ method: 'POST', path, query: { destination }, read: readEvent });
  }

  deleteEvent(calendarId: string, eventId: string): Promise<GoogleReply<null>> {
    return this.#ask({ method: 'DELETE', path: toPath(calendarId, eventId), read: () => null });
  }

  listEvents(
    calendarId: string,
    query: Readonly<Record<string, string>>,
  ): Promise<GoogleReply<GoogleEventPage>> {
    return this.#ask({ method: 'GET', path: toPath(calendarId), query, read: readEventPage });
  }

  async #ask<Value>(question: Question<Value>): Promise<GoogleReply<Value>> {
    let answer = await this.#send(question);
    if (answer.status === UNAUTHORIZED) {
      this.#token.forget();
      answer = await this.#send(question);
    }
    if (answer.status < 400)
      return { ok: true, value: question.read(readJson('google-calendar', answer.text)) };
    const refusal = answer.status < 500 ? readRefusal(readJson('google-calendar', answer.text)) : null;
    if (refusal === null || isPassing(answer.status, refusal.reason))
      throw new VendorError('google-calendar', `The vendor answered ${answer.status}`, {
        isRetryable: true,
        retryAfterMs: answer.retryAfterMs,
      });
    return { ok: false, status: answer.status, ...refusal };
  }

  async #send({ method, path, query, body }: Question<unknown>): Promise<VendorAnswer> {
    const search = query ? `?${new URLSearchParams(query)}` : '';
    return askVendor({
      vendor: 'google-calendar',
      method,
      url: `${this.#access.apiUrl}${path}${search}`,
      headers: { authorization: `Bearer ${await this.#token.get()}` },
      body,
      signal: AbortSignal.timeout(this.#timeoutMs),
    });
  }
}

function isPassing(status: number, reason: string): boolean {
  return status === UNAUTHORIZED || status === 429 || (status === 403 && LIMIT_REASONS.includes(reason));
}

function toPath(calendarId: string, eventId?: string): string {
  const events = `/calendars/${encodeURIComponent(calendarId)}/events`;
  return eventId === undefined ? events : `${events}/${encodeURIComponent(eventId)}`;
}
