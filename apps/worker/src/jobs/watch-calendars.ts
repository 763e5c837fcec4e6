import type { JobQueues } from '@afterhourfix/database';
import {
  type AgentCalendar,
  type CalendarChangeSource,
  type DomainContext,
  type ExternalCalendar,
  type Jobs,
  listAgentCalendars,
  type SystemContext,
  watchCalendar,
} from '@afterhourfix/domain';
import { Invalid } from '@afterhourfix/foundation';
import { forEachBusiness } from './for-each-business.ts';

const NAME = 'booking.watch-calendars';

/** Null when our own calendar is the only one. */
export type OpenCalendar = (settings: AgentCalendar) => ExternalCalendar | null;

export function watchCalendarsJob(
  system: SystemContext,
  openCalendar: OpenCalendar,
): JobQueues<Jobs>[typeof NAME] {
  return () =>
    forEachBusiness(system, {
      name: NAME,
      async run(ctx) {
        for (const source of await listSources(ctx, openCalendar)) await watchCalendar(ctx, source);
      },
    });
}

/** Settings for which the deployment has no key keep the other calendars waiting for nothing. */
function openKnown(
  ctx: DomainContext,
  { one, openCalendar }: { one: AgentCalendar; openCalendar: OpenCalendar },
): ExternalCalendar | null {
  try {
    return openCalendar(one);
  } catch (error) {
    if (!(error instanceof Invalid)) throw error;
    ctx.log.warn({ err: error, calendar: one.kind }, 'a calendar cannot be opened');
    return null;
  }
}

/** Several agents of a business may name the same calendar. */
async function listSources(
  ctx: DomainContext,
  openCalendar: OpenCalendar,
): Promise<readonly CalendarChangeSource[]> {
  const settings = await listAgentCalendars(ctx);
  const sources = settings.flatMap((one) => openKnown(ctx, { one, openCalendar })?.listChangeSources() ?? []);
  return [...new Map(sources.map((source) => [source.id, source])).values()];
}
