import { DateTime } from 'luxon';
import type { DomainContext } from '../context.ts';
import { type DispatchRow, readRanked } from './dispatch-record.ts';
import { toP80Minutes, toSpeakableInstant } from './rules/arrival-estimate.ts';

const MS_PER_MINUTE = 60_000;
/** For somebody of whom nobody knows where they are: the owner. */
const UNKNOWN_ETA_MINUTES = 45;

/** What is written when somebody takes a job: their own minutes, else those that were reckoned. */
export function toAcknowledgement(
  row: DispatchRow,
  { ctx, by, etaMinutes }: { ctx: DomainContext; by: string; etaMinutes: number | null },
): Pick<DispatchRow, 'acknowledgedAt' | 'etaP50Minutes' | 'etaP80Minutes' | 'etaSource' | 'arrivesBy'> {
  const now = ctx.clock.now();
  const etaP50Minutes = etaMinutes ?? Math.round(readRanked(row, by)?.etaP50Minutes ?? UNKNOWN_ETA_MINUTES);
  const etaP80Minutes = toP80Minutes(etaP50Minutes);
  return {
    acknowledgedAt: row.acknowledgedAt ?? now,
    etaP50Minutes,
    etaP80Minutes,
    etaSource: etaMinutes === null ? 'reckoned' : 'technician',
    arrivesBy: toSpeakableInstant(new Date(now.getTime() + etaP80Minutes * MS_PER_MINUTE)),
  };
}

export const toSpokenTime = (at: Date, timeZone: string): string =>
  DateTime.fromJSDate(at, { zone: timeZone }).toFormat('h:mm a');
