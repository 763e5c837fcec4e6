import type { Transaction } from '@afterhourfix/database';
import { bookings, calendarSyncs } from '@afterhourfix/database/schema';
import { VendorError } from '@afterhourfix/foundation';
import { BookingId } from '@afterhourfix/vocabulary';
import { and, eq, gt, inArray, isNotNull, or } from 'drizzle-orm';
import type { DomainContext } from '../context.ts';
import { enqueue } from '../jobs.ts';
import type { CalendarChangeSource, CalendarReading } from './calendar.ts';
import type { CalendarChange } from './calendar-change.ts';
import type { BookingRow } from './call-bookings.ts';

/** `away`: it does not answer, and the next run reads on; `overtaken`: another run has read it meanwhile. */
export type WatchResult = 'read' | 'away' | 'overtaken';

/**
 * Reads what was changed by hand in somebody else's calendar since the last time. Each visit of which the news differ
 * from ours is followed by a job, which commits with the place up to which was read: no news are lost.
 */
export async function watchCalendar(ctx: DomainContext, source: CalendarChangeSource): Promise<WatchResult> {
  const token = await ctx.db.transaction((tx) => readToken(tx, { ctx, source }));
  const reading = await source
    .read({ token, now: ctx.clock.now() })
    .catch((error: unknown) => toAway(ctx, { error, source }));
  if (!reading) return 'away';
  return ctx.db.transaction(async (tx) => {
    const [row] = await tx.select().from(calendarSyncs).where(isOf(ctx, source)).for('update');
    if (!row || row.syncToken !== token) return 'overtaken';
    for (const { id: bookingId, changedAt } of await listNews(tx, { ctx, source, reading })) {
      const job = { businessId: ctx.business.id, bookingId, changedAt: changedAt.toISOString() };
      await enqueue(tx, 'booking.follow-calendar', job);
    }
    const readOn = { syncToken: reading.token, readAt: ctx.clock.now() };
    await tx.update(calendarSyncs).set(readOn).where(isOf(ctx, source));
    return 'read';
  });
}

const isOf = (ctx: DomainContext, { id }: CalendarChangeSource) =>
  and(eq(calendarSyncs.businessId, ctx.business.id), eq(calendarSyncs.calendarId, id));

async function readToken(
  tx: Transaction,
  { ctx, source }: { ctx: DomainContext; source: CalendarChangeSource },
): Promise<string | null> {
  const place = { businessId: ctx.business.id, calendarId: source.id };
  await tx.insert(calendarSyncs).values(place).onConflictDoNothing();
  const [row] = await tx.select().from(calendarSyncs).where(isOf(ctx, source));
  return row?.syncToken ?? null;
}

function toAway(
  ctx: DomainContext,
  { error, source }: { error: unknown; source: CalendarChangeSource },
): null {
  if (!(error instanceof VendorError)) throw error;
  ctx.log.warn({ err: error, calendarId: source.id }, 'the changes of a calendar cannot be read');
  return null;
}

interface Read {
  ctx: DomainContext;
  source: CalendarChangeSource;
  reading: CalendarReading;
}

async function listNews(tx: Transaction, read: Read): Promise<{ id: BookingId; changedAt: Date }[]> {
  const { changes, isWhole } = read.reading;
  const known = await readBookings(tx, read);
  const news = new Map<BookingId, Date>();
  for (const change of changes) {
    const booking = known.find(
      ({ id, calendarRef }) => id === change.bookingId || calendarRef === change.ref,
    );
    if (booking && isNews(booking, change)) news.set(booking.id, change.changedAt);
  }
  if (isWhole) for (const { id } of await listMissing(tx, read)) news.set(id, read.ctx.clock.now());
  return [...news].map(([id, changedAt]) => ({ id, changedAt }));
}

async function readBookings(tx: Transaction, { ctx, reading }: Read): Promise<BookingRow[]> {
  const ids = reading.changes.flatMap(({ bookingId }) => BookingId.safeParse(bookingId).data ?? []);
  const refs = reading.changes.map(({ ref }) => ref);
  if (refs.length === 0) return [];
  const isMeant = or(inArray(bookings.id, ids), inArray(bookings.calendarRef, refs));
  return tx
    .select()
    .from(bookings)
    .where(and(eq(bookings.businessId, ctx.business.id), eq(bookings.status, 'booked'), isMeant));
}

/** Of a visit that was moved on it still says that it is gone from where it was; what we change ourselves is no news. */
function isNews(booking: BookingRow, change: CalendarChange): boolean {
  if (booking.calendarStatus === 'pending') return false;
  if (change.state === 'cancelled') return change.ref === booking.calendarRef;
  const isSameTime = change.startsAt.getTime() === booking.startsAt.getTime();
  return !isSameTime || change.ref !== booking.calendarRef;
}

/** Nobody tells of what was deleted before all was read anew. */
async function listMissing(tx: Transaction, { ctx, source, reading }: Read): Promise<BookingRow[]> {
  const seen = new Set(reading.changes.map(({ ref }) => ref));
  const ahead = await tx
    .select()
    .from(bookings)
    .where(
      and(
        eq(bookings.businessId, ctx.business.id),
        eq(bookings.status, 'booked'),
        eq(bookings.calendarStatus, 'confirmed'),
        isNotNull(bookings.calendarRef),
        gt(bookings.endsAt, ctx.clock.now()),
      ),
    );
  return ahead.filter(({ calendarRef: ref }) => ref !== null && source.holds(ref) && !seen.has(ref));
}
