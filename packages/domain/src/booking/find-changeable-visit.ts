import type { CallId, TimeWindow } from '@afterhourfix/vocabulary';
import type { DomainContext } from '../context.ts';
import { canChangeVisit } from '../customers/index.ts';
import { findBooking } from './find-booking.ts';

/** The window of a visit that the caller of a call may move or cancel; null for any other, and for one that is not there. */
export function findChangeableVisit(
  ctx: DomainContext,
  { callId, bookingId }: { callId: CallId; bookingId: string },
): Promise<TimeWindow | null> {
  return ctx.db.transaction(async (tx) => {
    const visit = await findBooking(tx, { ctx, bookingId });
    if (!visit) return null;
    const isTheirs = await canChangeVisit(tx, { businessId: ctx.business.id, callId, visit });
    return isTheirs ? { startsAt: visit.startsAt, endsAt: visit.endsAt } : null;
  });
}
