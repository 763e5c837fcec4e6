import type { Transaction } from '@afterhourfix/database';
import { dispatches } from '@afterhourfix/database/schema';
import { and, desc, eq, gt, inArray, isNotNull } from 'drizzle-orm';
import { DateTime } from 'luxon';
import type { DomainContext } from '../context.ts';
import { listWorkBefore } from '../incidents/index.ts';
import { type DispatchRow, readRanked } from './dispatch-record.ts';
import {
  toMinutesUntil,
  toP80Minutes,
  toSpeakableInstant,
  toSpokenMinutes,
} from './rules/arrival-estimate.ts';
import { type ArrivalSpread, learnSpread } from './rules/learn-arrivals.ts';
import { readRoads } from './surge-state.ts';

const MS_PER_MINUTE = 60_000;
/** For somebody of whom nobody knows where they are: the owner. */
const UNKNOWN_ETA_MINUTES = 45;
/** Older arrivals are of other roads, crews and seasons. */
const LEARNT_MS = 180 * 86_400_000;
const MOST_LEARNT = 200;

interface Acknowledging {
  ctx: DomainContext;
  row: DispatchRow;
  by: string;
  etaMinutes: number | null;
}

type EtaSource = NonNullable<DispatchRow['etaSource']>;

/**
 * What is written when somebody takes a job: their own minutes, else those that were reckoned; never before the one
 * whose work comes first in the incident.
 */
export async function toAcknowledgement(
  tx: Transaction,
  { ctx, row, by, etaMinutes }: Acknowledging,
): Promise<
  Pick<DispatchRow, 'acknowledgedAt' | 'etaP50Minutes' | 'etaP80Minutes' | 'etaSource' | 'arrivesBy'>
> {
  const now = ctx.clock.now();
  const reckoned = etaMinutes === null ? readRanked(row, by) : null;
  const etaP50Minutes = etaMinutes ?? Math.round(reckoned?.etaP50Minutes ?? UNKNOWN_ETA_MINUTES);
  const etaSource: EtaSource = etaMinutes === null ? 'reckoned' : 'technician';
  const own = toP80Minutes(etaP50Minutes, await readSpread(tx, { ctx, etaSource }));
  const isBadWeather = reckoned !== null && (await readRoads(tx, ctx)) !== 'fair';
  const inWeather = isBadWeather ? toSpokenMinutes(reckoned.etaP80Minutes) : 0;
  const notBefore = await findArrivalBefore(tx, { ctx, row });
  const etaP80Minutes = Math.max(own, inWeather, notBefore ? toMinutesUntil(notBefore, now) : 0);
  return {
    acknowledgedAt: row.acknowledgedAt ?? now,
    etaP50Minutes,
    etaP80Minutes,
    etaSource,
    arrivesBy: toSpeakableInstant(new Date(now.getTime() + etaP80Minutes * MS_PER_MINUTE)),
  };
}

/** How the business's own arrivals kept what was named for them; people err otherwise than our reckoning does. */
async function readSpread(
  tx: Transaction,
  { ctx, etaSource }: { ctx: DomainContext; etaSource: EtaSource },
): Promise<ArrivalSpread> {
  const rows = await tx
    .select({
      arrivedAt: dispatches.arrivedAt,
      arrivesBy: dispatches.arrivesBy,
      namedMinutes: dispatches.etaP50Minutes,
      toldMinutes: dispatches.etaP80Minutes,
    })
    .from(dispatches)
    .where(
      and(
        eq(dispatches.businessId, ctx.business.id),
        eq(dispatches.etaSource, etaSource),
        isNotNull(dispatches.arrivedAt),
        gt(dispatches.createdAt, new Date(ctx.clock.now().getTime() - LEARNT_MS)),
      ),
    )
    .orderBy(desc(dispatches.arrivedAt))
    .limit(MOST_LEARNT);
  const arrivals = rows.flatMap(({ arrivedAt, arrivesBy, namedMinutes, toldMinutes }) => {
    if (!arrivedAt || !arrivesBy || namedMinutes === null || toldMinutes === null) return [];
    const lateMs = arrivedAt.getTime() - arrivesBy.getTime();
    return [{ namedMinutes, realMinutes: toldMinutes + lateMs / MS_PER_MINUTE }];
  });
  return learnSpread(arrivals);
}

/** By when the last of those is there whose work comes first; null when nobody is on the way for any of it. */
async function findArrivalBefore(
  tx: Transaction,
  { ctx, row: { incidentId, trade } }: { ctx: DomainContext; row: DispatchRow },
): Promise<Date | null> {
  const before = await listWorkBefore(tx, { ctx, incidentId, trade });
  if (before.length === 0) return null;
  const rows = await tx
    .select({ arrivesBy: dispatches.arrivesBy })
    .from(dispatches)
    .where(
      and(
        eq(dispatches.businessId, ctx.business.id),
        eq(dispatches.incidentId, incidentId),
        inArray(dispatches.trade, before),
        inArray(dispatches.phase, ['acknowledged', 'en_route']),
      ),
    );
  const times = rows.flatMap(({ arrivesBy }) => arrivesBy ?? []).map((at) => at.getTime());
  return times.length === 0 ? null : new Date(Math.max(...times));
}

export const toSpokenTime = (at: Date, timeZone: string): string =>
  DateTime.fromJSDate(at, { zone: timeZone }).toFormat('h:mm a');
