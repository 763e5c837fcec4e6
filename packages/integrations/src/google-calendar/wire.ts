import { VendorError } from '@afterhourfix/foundation';
import { z } from 'zod';

const Instant = z.iso.datetime({ offset: true }).transform((text) => new Date(text));

const Token = z.object({ access_token: z.string().min(1), expires_in: z.number().positive() });

const Period = z.object({ start: Instant, end: Instant });
const FreeBusy = z.object({
  calendars: z.record(
    z.string(),
    z.object({
      busy: z.array(Period).default([]),
      errors: z.array(z.object({ reason: z.string().catch('unknown') })).default([]),
    }),
  ),
});

const Moment = z.object({ dateTime: Instant });
const Event = z.object({
  id: z.string().min(1),
  status: z.string().default('confirmed'),
  start: Moment.nullish().catch(null),
  end: Moment.nullish().catch(null),
  updated: Instant.nullish().catch(null),
  extendedProperties: z
    .object({ private: z.record(z.string(), z.string()).default({}) })
    .nullish()
    .catch(null),
});

const EventPage = z.object({
  items: z.array(Event.nullable().catch(null)).default([]),
  nextPageToken: z.string().nullish(),
  nextSyncToken: z.string().nullish(),
});

const Refusal = z.object({
  error: z.object({
    message: z.string().catch(''),
    errors: z.array(z.object({ reason: z.string() })).catch([]),
  }),
});

export interface GoogleEvent {
  id: string;
  isStanding: boolean;
  /** Null for events of whole days, and in notices of deletion. */
  startsAt: Date | null;
  endsAt: Date | null;
  updatedAt: Date | null;
  properties: Readonly<Record<string, string>>;
}

export interface GoogleEventPage {
  events: GoogleEvent[];
  nextPageToken: string | null;
  nextSyncToken: string | null;
}

export function readToken(json: unknown): { token: string; lifeSeconds: number } {
  const { access_token, expires_in } = read(Token, json);
  return { token: access_token, lifeSeconds: expires_in };
}

/** Busy times by calendar; one that cannot be read has its reason instead. */
export function readFreeBusy(
  json: unknown,
): Record<string, { busy: { startsAt: Date; endsAt: Date }[]; fault: string | null }> {
  const entries = Object.entries(read(FreeBusy, json).calendars).map(([id, { busy, errors }]) => [
    id,
    {
      busy: busy.map(({ start, end }) => ({ startsAt: start, endsAt: end })),
      fault: errors[0]?.reason ?? null,
    },
  ]);
  return Object.fromEntries(entries);
}

export const readEvent = (json: unknown) => toEvent(read(Event, json));

export function readEventPage(json: unknown): GoogleEventPage {
  const { items, nextPageToken = null, nextSyncToken = null } = read(EventPage, json);
  return { events: items.filter((item) => item !== null).map(toEvent), nextPageToken, nextSyncToken };
}

/** Never throws: a refusal without a reason is one all the same. */
export function readRefusal(json: unknown): { reason: string; message: string } {
  const parsed = Refusal.safeParse(json);
  if (!parsed.success) return { reason: 'unknown', message: '' };
  const { message, errors } = parsed.data.error;
  return { reason: errors[0]?.reason ?? 'unknown', message };
}

function toEvent(event: z.output<typeof Event>): GoogleEvent {
  return {
    id: event.id,
    isStanding: event.status !== 'cancelled',
    startsAt: event.start?.dateTime ?? null,
    endsAt: event.end?.dateTime ?? null,
    updatedAt: event.updated ?? null,
    properties: event.extendedProperties?.private ?? {},
  };
}

function read<Schema extends z.ZodType>(schema: Schema, json: unknown): z.output<Schema> {
  const parsed = schema.safeParse(json);
  if (parsed.success) return parsed.data;
  const fields = parsed.error.issues.map((issue) => issue.path.join('.')).join(', ');
  throw new VendorError('google-calendar', `The answer has an unknown shape: ${fields}`, {
    isRetryable: false,
    cause: parsed.error,
  });
}
