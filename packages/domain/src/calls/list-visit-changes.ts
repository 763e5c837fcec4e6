import type { Transaction } from '@afterhourfix/database';
import { bookingChanges, bookings } from '@afterhourfix/database/schema';
import { and, asc, eq, isNull, ne, or } from 'drizzle-orm';
import { toSpeakableWindow } from '../booking/index.ts';
import type { DomainContext } from '../context.ts';
import type { CallRow } from './find-call.ts';
import type { CallVisitChange } from './rules/summarise-call.ts';

/** What a call has made of visits that were booked before it; of each what was done last, if it stands. */
export async function listVisitChanges(
  tx: Transaction,
  { ctx, row }: { ctx: DomainContext; row: CallRow },
): Promise<CallVisitChange[]> {
  const changes = await tx
    .select({ change: bookingChanges, trade: bookings.trade, timeZone: bookings.timeZone })
    .from(bookingChanges)
    .innerJoin(
      bookings,
      and(eq(bookings.businessId, bookingChanges.businessId), eq(bookings.id, bookingChanges.bookingId)),
    )
    .where(
      and(
        eq(bookingChanges.businessId, ctx.business.id),
        eq(bookingChanges.callId, row.id),
        or(isNull(bookings.callId), ne(bookings.callId, row.id)),
      ),
    )
    .orderBy(asc(bookingChanges.id));
  const last = new Map(changes.map((one) => [one.change.bookingId, one]));
  return [...last.values()].flatMap(({ change, trade, timeZone }) => {
    const { kind, feeCents } = change;
    if (kind !== 'moved' && kind !== 'cancelled') return [];
    return [{ kind, trade, feeCents, window: toSpeakableWindow(change, timeZone ?? ctx.business.timeZone) }];
  });
}
