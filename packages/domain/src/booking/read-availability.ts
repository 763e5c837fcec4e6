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
import { promisedTime, readSentTime, sentTime } from './promised-time.ts';
import { type DayOverride, toWorkingTime, type WeeklyShift } from './rules/shifts.ts';
import { type Stretches, toMinute, toPairs, toStretches } from './rules/stretches.ts';

const DAY_MINUTES = 1_440;
const DAY_MS = 86_400_000;

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
  const working = new Map<string, Stretches>();
  return rows.map((row) => {
    // Most technicians of a business share their hours, which cost more to work out than to look up.
    const key = [row.on_call !== 'none', row.shifts, row.overrides].join();
    const known = working.get(key) ?? toWorking(row, query);
    working.set(key, known);
    return { technicianId: row.id, working: known, busy: toBusy(row, query) };
  });
}

function toBusy({ id, promised, time_off }: TechnicianRow, query: AvailabilityQuery): Stretches {
  const booked = readSentTime(promised);
  const elsewhere = query.externalBusy
    .filter(({ technicianId }) => technicianId === id)
    .map(({ during }): [number, number] => [
      toMinute(during.startsAt),
      Math.ceil(during.endsAt.getTime() / 60_000) + query.bufferMinutes,
    ]);
  if (time_off === null && elsewhere.length === 0) return booked;
  return toStretches([...toPairs(booked), ...toPairs(readSentTime(time_off)), ...elsewhere]);
}

/** Who is on shift; in an emergency also who is on call, around the clock unless their shifts say when. */
function toWorking(row: TechnicianRow, query: AvailabilityQuery): Stretches {
  const { business, during, isEmergency, isPriority, openings } = query;
  const { timeZone } = business;
  const firstDay = toLocalDay(during.startsAt, timeZone);
  const days = Math.ceil((during.endsAt.getTime() - during.startsAt.getTime()) / DAY_MS) + 2;
  const shifts = readShifts(row.shifts);
  const overrides = readOverrides(row.overrides);
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

interface TechnicianRow {
  id: TechnicianId;
  on_call: 'primary' | 'secondary' | 'none';
  /** JSON, which only needs reading once for all who share it. */
  shifts: string | null;
  overrides: string | null;
  time_off: Uint8Array | null;
  promised: Uint8Array | null;
}

function readTechnicians(tx: Transaction, query: AvailabilityQuery): Promise<TechnicianRow[]> {
  const { business, trades, during } = query;
  const firstDay = addDays(toLocalDay(during.startsAt, business.timeZone), -1);
  const lastDay = addDays(toLocalDay(during.endsAt, business.timeZone), 1);
  return tx.executePrepared<TechnicianRow>(
    'booking.technicians',
    sql`
      select t.id, t.on_call,
        (select json_agg(json_build_array(weekday, starts_local, ends_local, is_on_call) order by weekday, starts_local)
          from technician_shifts s where s.technician_id = t.id)::text as shifts,
        (select json_agg(json_build_array(on_day, starts_local, ends_local) order by on_day, starts_local)
          from shift_overrides o where o.technician_id = t.id and on_day between ${firstDay} and ${lastDay})::text
          as overrides,
        (select ${sentTime} from technician_time_off f where f.technician_id = t.id
          and ends_at > ${during.startsAt.toISOString()} and starts_at < ${during.endsAt.toISOString()}) as time_off,
        ${promisedTime(during)} as promised
      from technicians t
      where t.business_id = ${business.id} and t.is_active and t.skills @> ${sql.param([...trades])}::text[]
      order by case t.on_call when 'primary' then 0 when 'secondary' then 1 else 2 end, t.slug`,
  );
}

type SentShift = [weekday: number, startsLocal: string, endsLocal: string, isOnCall: boolean];

function readShifts(json: string | null): WeeklyShift[] {
  const sent: SentShift[] = JSON.parse(json ?? '[]');
  return sent.map(([weekday, startsLocal, endsLocal, isOnCall]) => ({
    weekday,
    startsLocal,
    endsLocal,
    isOnCall,
  }));
}

type SentOverride = [onDay: string, startsLocal: string | null, endsLocal: string | null];

function readOverrides(json: string | null): DayOverride[] {
  const sent: SentOverride[] = JSON.parse(json ?? '[]');
  return sent.map(([onDay, startsLocal, endsLocal]) => ({ onDay, startsLocal, endsLocal }));
}
