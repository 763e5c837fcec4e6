import type { CalendarChange, CalendarReading } from '@afterhourfix/domain';
import { VendorError } from '@afterhourfix/foundation';
import type { GoogleCalendarClient, GoogleReply } from './client.ts';
import { BOOKING_ID_PROPERTY, toRef } from './event-request.ts';
import type { GoogleEvent, GoogleEventPage } from './wire.ts';

const MAX_PAGES = 50;
const SYNC_TOKEN_ENDED = 410;
/** The first reading may be limited so, those that go on from it must not (developers.google.com/calendar/api/guides/sync, 2026-11). */
const LOOK_BACK_MS = 7 * 24 * 60 * 60_000;

/**
 * What happened to our bookings in a calendar since `syncToken`; all that stands with null, and when the vendor forgot it.
 * Its push channels carry no body and end by themselves, so this is asked for (2026-11).
 */
export async function readGoogleChanges(
  client: GoogleCalendarClient,
  { calendarId, syncToken, now }: { calendarId: string; syncToken: string | null; now: Date },
): Promise<CalendarReading> {
  const known = syncToken === null ? null : await readPages(client, { calendarId, since: { syncToken } });
  const timeMin = new Date(now.getTime() - LOOK_BACK_MS).toISOString();
  const read = known ?? (await readPages(client, { calendarId, since: { timeMin } }));
  if (read === null)
    throw new VendorError('google-calendar', 'No way to synchronise', { isRetryable: false });
  return {
    changes: read.events.flatMap((event) => toChange(event, { calendarId, now })),
    token: read.syncToken,
    isWhole: known === null,
  };
}

async function readPages(
  client: GoogleCalendarClient,
  { calendarId, since }: { calendarId: string; since: { syncToken: string } | { timeMin: string } },
): Promise<{ events: GoogleEvent[]; syncToken: string } | null> {
  const events: GoogleEvent[] = [];
  let pageToken: string | null = null;
  for (let page = 0; page < MAX_PAGES; page += 1) {
    const reply: GoogleReply<GoogleEventPage> = await client.listEvents(calendarId, {
      ...since,
      ...(pageToken === null ? {} : { pageToken }),
    });
    if (!reply.ok && reply.status === SYNC_TOKEN_ENDED) return null;
    if (!reply.ok) throw new VendorError('google-calendar', reply.message, { isRetryable: false });
    events.push(...reply.value.events);
    if (reply.value.nextSyncToken !== null) return { events, syncToken: reply.value.nextSyncToken };
    pageToken = reply.value.nextPageToken;
    if (pageToken === null) return null;
  }
  throw new VendorError('google-calendar', `More than ${MAX_PAGES} pages of events`, { isRetryable: false });
}

/** Events of others carry no booking of ours; a notice of deletion may carry nothing but its id. */
function toChange(
  event: GoogleEvent,
  { calendarId, now }: { calendarId: string; now: Date },
): CalendarChange[] {
  const bookingId = event.properties[BOOKING_ID_PROPERTY] ?? null;
  if (bookingId === null && !event.id.startsWith('ahf')) return [];
  const { startsAt, endsAt, updatedAt } = event;
  const ref = toRef({ calendarId, eventId: event.id });
  const change = { ref, previousRef: null, bookingId, changedAt: updatedAt ?? now };
  if (!event.isStanding) return [{ ...change, state: 'cancelled' }];
  return startsAt && endsAt ? [{ ...change, state: 'standing', startsAt, endsAt }] : [];
}
