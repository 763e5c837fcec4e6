import type { JobQueues } from '@afterhourfix/database';
import {
  confirmWithCalendar,
  type DomainContext,
  type ExternalCalendar,
  forBusiness,
  type Jobs,
  type SystemContext,
} from '@afterhourfix/domain';
import type { BookingId } from '@afterhourfix/vocabulary';

const NAME = 'booking.confirm-with-calendar';

/** The calendar in which a visit must also stand; null when that is ours alone. */
export type FindCalendar = (
  ctx: DomainContext,
  visit: { bookingId: BookingId },
) => Promise<ExternalCalendar | null>;

export function confirmWithCalendarJob(
  system: SystemContext,
  findCalendar: FindCalendar,
): JobQueues<Jobs>[typeof NAME] {
  return async ({ businessId, bookingId }) => {
    const ctx = await forBusiness(system, businessId, { kind: 'job', name: NAME });
    await confirmWithCalendar(ctx, { bookingId }, await findCalendar(ctx, { bookingId }));
  };
}
