import type { JobQueues } from '@afterhourfix/database';
import { correctInCalendar, forBusiness, type Jobs, type SystemContext } from '@afterhourfix/domain';
import type { FindCalendar } from './confirm-with-calendar.ts';

const NAME = 'booking.correct-in-calendar';

export function correctInCalendarJob(
  system: SystemContext,
  findCalendar: FindCalendar,
): JobQueues<Jobs>[typeof NAME] {
  return async ({ businessId, bookingId, saidAt }) => {
    const ctx = await forBusiness(system, businessId, { kind: 'job', name: NAME });
    const calendar = await findCalendar(ctx, { bookingId });
    await correctInCalendar(ctx, { bookingId, saidAt: new Date(saidAt) }, calendar);
  };
}
