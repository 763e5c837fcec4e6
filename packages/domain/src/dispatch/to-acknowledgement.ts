import { DateTime } from 'luxon';
import type { DomainContext } from '../context.ts';
import { type DispatchRow, readRanked } from './dispatch-record.ts';
import { toP80Minutes } from './rules/arrival-estimate.ts';

const MS_PER_MINUTE = 60_000;
/** For somebody of whom nobody knows where they are: the owner. */
const UNKNOWN_ETA_MINUTES = 45;

type Arrival = Pick<DispatchRow, 'etaP50Minutes' | 'etaP80Minutes' | 'arrivesBy'>;

/**
 * What is written when somebody takes a job: their own minutes, else those that were reckoned, and never before
 * `notBefore`, when whoever has to do something first is there.
 */
export function toAcknowledgement(
  row: DispatchRow,
  {
    ctx,
    by,
    etaMinutes,
    notBefore = null,
  }: { ctx: DomainContext; by: string; etaMinutes: number | null; notBefore?: Date | null },
): Arrival & Pick<DispatchRow, 'acknowledgedAt' | 'etaSource'> {
  const now = ctx.clock.now();
  const etaP50Minutes = etaMinutes ?? Math.round(readRanked(row, by)?.etaP50Minutes ?? UNKNOWN_ETA_MINUTES);
  const etaP80Minutes = toP80Minutes(etaP50Minutes);
  const arrivesBy = new Date(now.getTime() + etaP80Minutes * MS_PER_MINUTE);
  const isLater = notBefore !== null && notBefore > arrivesBy;
  return {
    acknowledgedAt: row.acknowledgedAt ?? now,
    etaSource: etaMinutes === null ? 'reckoned' : 'technician',
    ...(isLater ? toPushedBack(notBefore, now) : { etaP50Minutes, etaP80Minutes, arrivesBy }),
  };
}

/** Of somebody who waits for another until then. */
export function toPushedBack(arrivesBy: Date, now: Date): Arrival {
  const minutes = Math.ceil((arrivesBy.getTime() - now.getTime()) / MS_PER_MINUTE);
  return { etaP50Minutes: minutes, etaP80Minutes: minutes, arrivesBy };
}

export const toSpokenTime = (at: Date, timeZone: string): string =>
  DateTime.fromJSDate(at, { zone: timeZone }).toFormat('h:mm a');
