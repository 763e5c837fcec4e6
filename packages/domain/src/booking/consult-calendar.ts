import { technicians } from '@afterhourfix/database/schema';
import { type Logger, VendorError } from '@afterhourfix/foundation';
import type { TimeWindow, Trade } from '@afterhourfix/vocabulary';
import { and, arrayOverlaps, eq } from 'drizzle-orm';
import type { DomainContext } from '../context.ts';
import type { ExternalCalendar, ExternalOpening } from './calendar.ts';
import type { ExternalBusy } from './read-availability.ts';

/**
 * What somebody else's calendar says of a stretch of time. `isAway`: it does not answer, so what we offer from our
 * own calendar is held and has yet to be confirmed.
 */
export interface ExternalTime {
  /** Null: our own calendar is searched, less what is busy in theirs. */
  openings: readonly ExternalOpening[] | null;
  busy: readonly ExternalBusy[];
  isAway: boolean;
}

export interface Consultation {
  calendar: ExternalCalendar;
  /** In the order of their work; a vendor with openings of its own is asked for the first. */
  trades: readonly [Trade, ...Trade[]];
  during: TimeWindow;
}

/** Nobody else is asked. */
export const OUR_OWN: ExternalTime = { openings: null, busy: [], isAway: false };

export async function consultCalendar(ctx: DomainContext, consultation: Consultation): Promise<ExternalTime> {
  const { calendar, trades, during } = consultation;
  const range = { from: during.startsAt, until: during.endsAt };
  try {
    const openings = await calendar.listOpenings({ trade: trades[0], ...range });
    if (openings) return { ...OUR_OWN, openings };
    const technicianIds = await listTechnicianIds(ctx, trades);
    return { ...OUR_OWN, busy: await calendar.listBusy({ technicianIds, ...range }) };
  } catch (error) {
    if (!(error instanceof VendorError)) throw error;
    ctx.log.warn({ err: error, calendar: calendar.kind }, 'the calendar is away; our own is offered');
    return { ...OUR_OWN, isAway: true };
  }
}

/** Who knows one of them: the visits may be of several people. */
async function listTechnicianIds(ctx: DomainContext, trades: readonly Trade[]) {
  const rows = await ctx.db.transaction((tx) =>
    tx
      .select({ id: technicians.id })
      .from(technicians)
      .where(
        and(
          eq(technicians.businessId, ctx.business.id),
          eq(technicians.isActive, true),
          arrayOverlaps(technicians.skills, [...trades]),
        ),
      ),
  );
  return rows.map(({ id }) => id);
}

/** They lapse by themselves; giving them back early only spares other callers the wait. */
export async function releaseReservations(
  calendar: ExternalCalendar | null,
  { refs, log }: { refs: readonly string[]; log: Logger },
): Promise<void> {
  if (!calendar) return;
  for (const ref of refs) {
    try {
      await calendar.releaseReservation(ref);
    } catch (error) {
      if (!(error instanceof VendorError)) throw error;
      log.warn({ err: error, calendar: calendar.kind }, 'a reservation is left to lapse');
      return;
    }
  }
}
