import type { JobQueues } from '@afterhourfix/database';
import { followCalendar, forBusiness, type Jobs, type SystemContext } from '@afterhourfix/domain';
import type { FindCalendar } from './confirm-with-calendar.ts';

const NAME = 'booking.follow-calendar';

export function followCalendarJob(
  system: SystemContext,
  findCalendar: FindCalendar,
): JobQueues<Jobs>[typeof NAME] {
  return async ({ businessId, bookingId, changedAt }) => {
    const ctx = await forBusiness(system, businessId, { kind: 'job', name: NAME });
    const calendar = await findCalendar(ctx, { bookingId });
    await followCalendar(ctx, { bookingId, changedAt: new Date(changedAt) }, calendar);
  };
}
