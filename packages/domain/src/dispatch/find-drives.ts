import type { Transaction } from '@afterhourfix/database';
import { technicians } from '@afterhourfix/database/schema';
import { and, eq } from 'drizzle-orm';
import type { DomainContext } from '../context.ts';
import {
  estimateTravelMinutes,
  findTravelMinutes,
  pointOfZip,
  type TravelEstimate,
  type TravelQuestion,
} from '../service-area/index.ts';
import { readWork } from './read-work.ts';
import { readRoads } from './surge-state.ts';

/** From ZIPs where technicians are to where one is needed. */
export type Drives = ReadonlyMap<string, TravelEstimate>;

/** Asked at once; more would keep a routing engine from answering any in time. */
const MOST_AT_ONCE = 50;
/** Where a ZIP is not on our map. */
const UNKNOWN_DRIVE: TravelEstimate = {
  p50Minutes: 45,
  p80Minutes: 67.5,
  roadKm: 45,
  source: 'heuristic',
};

/**
 * The drives of the technicians to a place by the routing engine, the nearest first, asked before any row is locked;
 * none without an engine. What it does not tell is reckoned from the distance.
 */
export async function findDrives(ctx: DomainContext, { zip }: { zip: string }): Promise<Drives> {
  const { places } = ctx;
  if (!places || !pointOfZip(zip)) return new Map();
  const origins = await ctx.db.transaction(async (tx) => {
    const weather = await readRoads(tx, ctx);
    return (await listOrigins(tx, ctx)).flatMap((from) => toQuestion(ctx, { from, zip, weather }) ?? []);
  });
  const nearest = origins
    .toSorted((one, other) => estimateTravelMinutes(one).p50Minutes - estimateTravelMinutes(other).p50Minutes)
    .slice(0, MOST_AT_ONCE);
  return new Map(
    await Promise.all(
      nearest.map(async (question) => [question.fromZip, await findTravelMinutes(places, question)] as const),
    ),
  );
}

/** As it was found, else by distance, hour and weather. */
export function toDrive(
  drives: Drives,
  of: { ctx: DomainContext; from: string; zip: string; weather: TravelQuestion['weather'] },
): TravelEstimate {
  const question = toQuestion(of.ctx, of);
  return drives.get(of.from) ?? (question ? estimateTravelMinutes(question) : UNKNOWN_DRIVE);
}

function toQuestion(
  { clock, business }: DomainContext,
  { from, zip, weather }: { from: string; zip: string; weather: TravelQuestion['weather'] },
): (TravelQuestion & { fromZip: string }) | null {
  const [start, end] = [pointOfZip(from), pointOfZip(zip)];
  if (!start || !end) return null;
  const { timeZone } = business;
  return { from: start, to: end, at: clock.now(), timeZone, weather, fromZip: from };
}

async function listOrigins(tx: Transaction, ctx: DomainContext): Promise<string[]> {
  const homes = await tx
    .select({ zip: technicians.homeZip })
    .from(technicians)
    .where(and(eq(technicians.businessId, ctx.business.id), eq(technicians.isActive, true)));
  const work = await readWork(tx, ctx);
  const jobs = work.filter(({ isOpen }) => isOpen);
  return [...new Set([...homes, ...jobs].map(({ zip }) => zip))];
}
