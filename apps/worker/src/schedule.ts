import type { RecurringJob } from '@afterhourfix/database';
import type { Jobs } from '@afterhourfix/domain';

/** All recurring work. Times are UTC; a run that was missed while no worker ran is not made up for. */
export const SCHEDULE: readonly RecurringJob<Jobs>[] = [
  { name: 'booking.expire-holds', cron: '* * * * *', payload: {} },
  { name: 'booking.watch-calendars', cron: '* * * * *', payload: {} },
  { name: 'dispatch.watch-ladders', cron: '* * * * *', payload: {} },
  { name: 'dispatch.watch-surge', cron: '* * * * *', payload: {} },
  { name: 'dispatch.watch-rota', cron: '7 * * * *', payload: {} },
  { name: 'dispatch.watch-texts', cron: '37 * * * *', payload: {} },
  { name: 'calls.close-stale', cron: '* * * * *', payload: {} },
];
