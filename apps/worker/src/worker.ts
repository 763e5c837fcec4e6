import { openConfiguredDatabase, startJobRunner } from '@afterhourfix/database';
import {
  type AgentCalendar,
  getBookingCalendar,
  type Jobs,
  NO_WEATHER_SOURCE,
  type SystemContext,
  type TechnicianCalls,
  type TextMessages,
  type WeatherSource,
} from '@afterhourfix/domain';
import { type Clock, createLogger, createSealer, type Logger, systemClock } from '@afterhourfix/foundation';
import { createCrmAdapters } from '@afterhourfix/integrations/crm-adapters';
import { ExternalCalendars } from '@afterhourfix/integrations/external-calendars';
import { createCallRecordings } from './call-recordings.ts';
import type { WorkerConfig } from './config.ts';
import { advanceLadderJob } from './jobs/advance-ladder.ts';
import { closeStaleJob } from './jobs/close-stale.ts';
import { confirmWithCalendarJob, type FindCalendar } from './jobs/confirm-with-calendar.ts';
import { correctInCalendarJob } from './jobs/correct-in-calendar.ts';
import { deleteRecordingJob } from './jobs/delete-recording.ts';
import { deliverNewsJob } from './jobs/deliver-news.ts';
import { expireHoldsJob } from './jobs/expire-holds.ts';
import { followCalendarJob } from './jobs/follow-calendar.ts';
import { pageDangerJob } from './jobs/page-danger.ts';
import { pageMissedTransferJob } from './jobs/page-missed-transfer.ts';
import { pageOnCallJob } from './jobs/page-on-call.ts';
import { pageUnconfirmedBookingJob } from './jobs/page-unconfirmed-booking.ts';
import { putOffVisitJob } from './jobs/put-off-visit.ts';
import { queueNewsJob } from './jobs/queue-news.ts';
import { releaseHoldsJob } from './jobs/release-holds.ts';
import { sendDispatchPageJob } from './jobs/send-dispatch-page.ts';
import { sendTextJob } from './jobs/send-text.ts';
import { summariseCallJob } from './jobs/summarise-call.ts';
import { tellDispatchCallersJob } from './jobs/tell-dispatch-callers.ts';
import { textVisitJob } from './jobs/text-visit.ts';
import { watchCalendarsJob } from './jobs/watch-calendars.ts';
import { watchLaddersJob } from './jobs/watch-ladders.ts';
import { watchRotaJob } from './jobs/watch-rota.ts';
import { watchSurgeJob } from './jobs/watch-surge.ts';
import { watchTextsJob } from './jobs/watch-texts.ts';
import { SCHEDULE } from './schedule.ts';
import { createTechnicianCalls } from './technician-calls.ts';
import { createTextMessages } from './text-messages.ts';

const POOL_SIZE = 5;

/** What a test may put in place of the real thing. */
export interface WorkerOverrides {
  clock?: Clock;
  log?: Logger;
  texts?: TextMessages;
  technicianCalls?: TechnicianCalls;
  findCalendar?: FindCalendar;
  weather?: WeatherSource;
}

/** The worker, taking jobs. Disposing waits for the running ones, 20 s at most. */
export async function createWorker(
  config: WorkerConfig,
  overrides: WorkerOverrides = {},
): Promise<AsyncDisposable> {
  const log = overrides.log ?? createLogger({ name: 'worker', level: config.logLevel });
  const texts = overrides.texts ?? createTextMessages(config.texts);
  await using stack = new AsyncDisposableStack();
  const database = stack.use(await openConfiguredDatabase(config.database, { poolSize: POOL_SIZE, log }));
  const system: SystemContext = { db: database.system, clock: overrides.clock ?? systemClock, log };
  const { secretsKey } = config.crm;
  const crm = secretsKey && {
    sealer: createSealer(secretsKey),
    openAdapter: createCrmAdapters(config.crm, system.clock),
  };
  const calendars = new ExternalCalendars({ access: config.calendars, clock: system.clock });
  const openCalendar = (settings: AgentCalendar) => calendars.find(settings);
  const findCalendar: FindCalendar =
    overrides.findCalendar ?? (async (ctx, visit) => openCalendar(await getBookingCalendar(ctx, visit)));
  stack.use(
    await startJobRunner<Jobs>({
      appUrl: database.appUrl,
      queues: {
        'dispatch.page-on-call': pageOnCallJob(system, texts),
        'dispatch.page-missed-transfer': pageMissedTransferJob(system, texts),
        'dispatch.page-danger': pageDangerJob(system, texts),
        'dispatch.page-unconfirmed-booking': pageUnconfirmedBookingJob(system, texts),
        'dispatch.advance-ladder': advanceLadderJob(system),
        'dispatch.send-page': sendDispatchPageJob(system, {
          texts,
          calls: overrides.technicianCalls ?? createConfiguredCalls(config.texts, system),
        }),
        'dispatch.put-off-visit': putOffVisitJob(system, texts),
        'dispatch.tell-callers': tellDispatchCallersJob(system),
        'dispatch.watch-ladders': watchLaddersJob(system),
        'dispatch.watch-rota': watchRotaJob(system, texts),
        'dispatch.watch-texts': watchTextsJob(system, texts),
        'dispatch.watch-surge': watchSurgeJob(system, overrides.weather ?? NO_WEATHER_SOURCE),
        'booking.confirm-with-calendar': confirmWithCalendarJob(system, findCalendar),
        'booking.correct-in-calendar': correctInCalendarJob(system, findCalendar),
        'booking.follow-calendar': followCalendarJob(system, findCalendar),
        'booking.watch-calendars': watchCalendarsJob(system, openCalendar),
        'booking.release-holds': releaseHoldsJob(system),
        'messages.send-text': sendTextJob(system, texts),
        'messages.text-visit': textVisitJob(system),
        'calls.summarise': summariseCallJob(system),
        'booking.expire-holds': expireHoldsJob(system),
        'calls.delete-recording': deleteRecordingJob(system, createCallRecordings(config.texts)),
        'crm.queue-news': queueNewsJob(system),
        'crm.deliver-news': deliverNewsJob(system, crm),
        'calls.close-stale': closeStaleJob(system),
      },
      // In a storm the timers of many ladders run out together.
      bursts: ['dispatch.advance-ladder'],
      schedule: SCHEDULE,
      log,
    }),
  );
  return stack.move();
}

function createConfiguredCalls(texts: WorkerConfig['texts'], system: SystemContext): TechnicianCalls | null {
  const { publicUrl } = texts;
  return publicUrl === null ? null : createTechnicianCalls({ ...texts, publicUrl }, system);
}
