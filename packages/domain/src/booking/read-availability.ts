import type { Transaction } from '@afterhourfix/database';
import {
  addDays,
  type TechnicianId,
  type TimeWindow,
  type Trade,
  toLocalDay,
} from '@afterhourfix/vocabulary';
import { sql } from 'drizzle-orm';
import type { Business } from '../businesses/index.ts';
import { type DayOverride, toWorkingTime, type WeeklyShift } from './rules/shifts.ts';
import { type Stretches, toMinute, toStretches } from './rules/stretches.ts';

const DAY_MINUTES = 1_440;
const DAY_MS = 86_400_000;
/** No commitment is longer; the database checks it. */
const LONGEST_COMMITMENT_MS = DAY_MS;

/** One technician's time, as far as anybody has promised it. */
export interface Availability {
  technicianId: TechnicianId;
  working: Stretches;
  busy: Stretches;
}

export interface ExternalBusy {
  technicianId: TechnicianId;
  during: TimeWindow;
}

export interface AvailabilityQuery {
  business: Business;
  /** Who comes knows them all. */
  trades: readonly Trade[];
  during: TimeWindow;
  /** When the business is open: who has no shifts of their own works then. */
  openings: readonly TimeWindow[];
  isEmergency: boolean;
  /** Also who is on call, in the hours of `openings`. */
  isPriority: boolean;
  /** Who is busy elsewhere, by somebody else's calendar. */
  externalBusy: readonly ExternalBusy[];
  /** After what stands in that calendar; our own commitments carry it already. */
  bufferMinutes: number;
}

/**
 * Active technicians who know the trades, in the one order in which everybody tries them: so two searches never wait
 * for each other in a circle.
 */
export async function readAvailability(tx: Transaction, query: AvailabilityQuery): Promise<Availability[]> {
  const rows = await readTechnicians(tx, query);
  const taken = await readCommitments(tx, {
    business: query.business,
    during: query.during,
    technicianIds: rows.map(({ id }) => id),
  });
  const working = new Map<string, Stretches>();
  return rows.map((row) => {
    // Most technicians of a business share their hours, which cost more to work out than to look up.
    const key = JSON.stringify([row.on_call !== 'none', row.shifts, row.overrides]);
    const known = working.get(key) ?? toWorking(row, query);
    working.set(key, known);
    const busy = [...(taken.get(row.id) ?? []), ...busyElsewhere(row, query)];
    return { technicianId: row.id, working: known, busy: toStretches(busy) };
  });
}

function busyElsewhere({ id, time_off }: TechnicianRow, query: AvailabilityQuery): [number, number][] {
  const off = (time_off ?? []).map(({ from, until }): [number, number] => [from, until]);
  const elsewhere = query.externalBusy
    .filter(({ technicianId }) => technicianId === id)
    .map(({ during }): [number, number] => [
      toMinute(during.startsAt),
      Math.ceil(during.endsAt.getTime() / 60_000) + query.bufferMinutes,
    ]);
  return [...off, ...elsewhere];
}

/** Who is on shift; in an emergency also who is on call, around the clock unless their shifts say when. */
function toWorking(row: TechnicianRow, query: AvailabilityQuery): Stretches {
  const { business, during, isEmergency, isPriority, openings } = query;
  const { timeZone } = business;
  const firstDay = toLocalDay(during.startsAt, timeZone);
  const days = Math.ceil((during.endsAt.getTime() - during.startsAt.getTime()) / DAY_MS) + 2;
  const shifts = row.shifts ?? [];
  const overrides = row.overrides ?? [];
  const weekly = shifts.filter((shift) => isEmergency || isPriority || !shift.isOnCall);
  const onDuty = toWorkingTime({ weekly, overrides, timeZone }, { firstDay, days });
  if (shifts.length > 0) return onDuty;
  if (isEmergency && row.on_call !== 'none')
    return Int32Array.of(toMinute(during.startsAt) - DAY_MINUTES, toMinute(during.endsAt) + DAY_MINUTES);
  const isUsual = ({ startsAt }: TimeWindow) =>
    !overrides.some(({ onDay }) => onDay === toLocalDay(startsAt, timeZone));
  return toStretches([
    ...toPairs(onDuty),
    ...openings
      .filter(isUsual)
      .map(({ startsAt, endsAt }) => [toMinute(startsAt), toMinute(endsAt)] as const),
  ]);
}

function toPairs(stretches: Stretches): [number, number][] {
  return Array.from({ length: stretches.length / 2 }, (_, index) => [
    stretches[index * 2] ?? 0,
    stretches[index * 2 + 1] ?? 0,
  ]);
}

interface TechnicianRow extends Record<string, unknown> {
  id: TechnicianId;
  on_call: 'primary' | 'secondary' | 'none';
  shifts: WeeklyShift[] | null;
  overrides: DayOverride[] | null;
  /** Minutes since 1970. */
  time_off: { from: number; until: number }[] | null;
}

async function readTechnicians(tx: Transaction, query: AvailabilityQuery): Promise<TechnicianRow[]> {
  const { business, trades, during } = query;
  const firstDay = addDays(toLocalDay(during.startsAt, business.timeZone), -1);
  const lastDay = addDays(toLocalDay(during.endsAt, business.timeZone), 1);
  const { rows } = await tx.execute<TechnicianRow>(sql`
    select t.id, t.on_call,
      (select json_agg(json_build_object('weekday', weekday, 'startsLocal', starts_local, 'endsLocal', ends_local,
          'isOnCall', is_on_call) order by id)
        from technician_shifts s where s.technician_id = t.id) as shifts,
      (select json_agg(json_build_object('onDay', on_day, 'startsLocal', starts_local, 'endsLocal', ends_local)
          order by id)
        from shift_overrides o where o.technician_id = t.id and on_day between ${firstDay} and ${lastDay})
        as overrides,
      (select json_agg(json_build_object('from', floor(extract(epoch from starts_at) / 60),
          'until', ceil(extract(epoch from ends_at) / 60)))
        from technician_time_off f where f.technician_id = t.id
          and ends_at > ${during.startsAt.toISOString()} and starts_at < ${during.endsAt.toISOString()}) as time_off
    from technicians t
    where t.business_id = ${business.id} and t.is_active and t.skills @> ${sql.param([...trades])}::text[]
    order by case t.on_call when 'primary' then 0 when 'secondary' then 1 else 2 end, t.slug`);
  return rows;
}

export interface CommitmentQuery {
  business: { id: Business['id'] };
  during: TimeWindow;
  technicianIds: readonly TechnicianId[];
}

/**
 * The minutes that are promised of each technician. One row each: a thousand rows cost more to read than to find.
 * date_part, because extract computes in numeric and takes most of the query's time.
 */
export async function readCommitments(
  tx: Transaction,
  { business, during, technicianIds }: CommitmentQuery,
): Promise<Map<string, [number, number][]>> {
  const reachesBack = new Date(during.startsAt.getTime() - LONGEST_COMMITMENT_MS).toISOString();
  const { rows } = await tx.execute<{ technician_id: string; minutes: string }>(sql`
    select technician_id, string_agg(
      floor(date_part('epoch', starts_at) / 60)::int || ' ' || ceil(date_part('epoch', ends_at) / 60)::int, ' '
    ) as minutes
    from technician_commitments
    where business_id = ${business.id}
      and starts_at >= ${reachesBack} and starts_at < ${during.endsAt.toISOString()}
      and ends_at > ${during.startsAt.toISOString()}
      and technician_id = any(${sql.param([...technicianIds])}::uuid[])
    group by technician_id`);
  return new Map(rows.map((row) => [row.technician_id, readPairs(row.minutes)]));
}

function readPairs(minutes: string): [number, number][] {
  const numbers = minutes.split(' ');
  const pairs: [number, number][] = [];
  for (let index = 0; index < numbers.length; index += 2)
    pairs.push([Number(numbers[index]), Number(numbers[index + 1])]);
  return pairs;
}
