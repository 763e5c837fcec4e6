import type { JobQueues } from '@afterhourfix/database';
import {
  confirmWithCalendar,
  type DomainContext,
  type ExternalCalendar,
  forBusiness,
  type Jobs,
  type SystemContext,
} from '@afterhourfix/domain';

const NAME = 'booking.confirm-with-calendar';

/** The calendar in which a business's appointments must also stand; null when it uses ours alone. */
export type FindCalendar = (ctx: DomainContext) => Promise<ExternalCalendar | null>;

export function confirmWithCalendarJob(
  system: SystemContext,
  findCalendar: FindCalendar,
): JobQueues<Jobs>[typeof NAME] {
  return async ({ businessId, bookingId }) => {
    const ctx = await forBusiness(system, businessId, { kind: 'job', name: NAME });
    await confirmWithCalendar(ctx, { bookingId }, await findCalendar(ctx));
  };
}
