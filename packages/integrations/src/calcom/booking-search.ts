import type { Clock } from '@afterhourfix/foundation';
import { KEY_FIELD, toAttendeeEmail } from './booking-request.ts';
import type { CalcomClient } from './client.ts';
import type { CalcomBooking } from './wire.ts';

const LOOK_BACK_MS = 14 * 24 * 60 * 60_000;
const PAGE_SIZE = 100;
const MAX_PAGES = 5;
/** A visit that was moved more often is not followed further. */
const MAX_MOVES = 20;

/**
 * The vendor has no idempotency key and no search by metadata (2026-11). Visits with an address of ours are found by
 * it; the others among what was booked of late.
 */
export async function findBookingByKey(
  client: CalcomClient,
  { key, emailDomain, clock }: { key: string; emailDomain: string; clock: Clock },
): Promise<string | null> {
  const own = await findBookingOf(client, { key, email: toAttendeeEmail(key, emailDomain) });
  if (own !== null) return own;
  const since = new Date(clock.now().getTime() - LOOK_BACK_MS);
  return findAmong(client, { key, query: { afterCreatedAt: since.toISOString(), sortCreated: 'desc' } });
}

/** `findBookingByKey` for those who know the attendee's address: one request. */
export function findBookingOf(
  client: CalcomClient,
  { key, email }: { key: string; email: string },
): Promise<string | null> {
  return findAmong(client, { key, query: { attendeeEmail: email } });
}

async function findAmong(
  client: CalcomClient,
  { key, query }: { key: string; query: Readonly<Record<string, string>> },
): Promise<string | null> {
  for (let page = 0; page < MAX_PAGES; page += 1) {
    const paging = { take: String(PAGE_SIZE), skip: String(page * PAGE_SIZE) };
    const reply = await client.listBookings({ ...query, ...paging });
    if (!reply.ok) return null;
    const found = reply.value.bookings.find(
      ({ metadata, isStanding }) => isStanding && metadata[KEY_FIELD] === key,
    );
    if (found) return found.uid;
    if (!reply.value.hasMore) return null;
  }
  return null;
}

/** What became of a booking: every move gives it a new uid. Null when the vendor does not know it. */
export async function findLatest(client: CalcomClient, uid: string): Promise<CalcomBooking | null> {
  let latest: CalcomBooking | null = null;
  let next: string | null = uid;
  for (let moves = 0; next !== null && moves < MAX_MOVES; moves += 1) {
    const reply = await client.getBooking(next);
    if (!reply.ok) return latest;
    latest = reply.value;
    next = latest.successorUid;
  }
  return latest;
}
