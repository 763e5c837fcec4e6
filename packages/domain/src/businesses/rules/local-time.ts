import { IANAZone } from 'luxon';

const DAY_MS = 86_400_000;

export interface LocalMoment {
  /** `nonexistent`: skipped by the clocks, `at` is as much later; `ambiguous`: occurs twice, `at` is the earlier. */
  kind: 'exact' | 'nonexistent' | 'ambiguous';
  at: Date;
}

/**
 * The instant of a wall-clock time (`YYYY-MM-DD`, `HH:MM`) in an IANA zone.
 * luxon picks silently, and for ambiguous times by today's season, so both cases are settled here.
 */
export function resolveLocalTime(local: { day: string; time: string; timeZone: string }): LocalMoment {
  const zone = IANAZone.create(local.timeZone);
  const wallMs = readWallClock(local.day, local.time);
  const offsetsMs = [wallMs - DAY_MS, wallMs + DAY_MS].map((ms) => zone.offset(ms) * 60_000);
  const [offsetBeforeMs = 0, offsetAfterMs = 0] = offsetsMs;
  const candidates = [...new Set([wallMs - offsetBeforeMs, wallMs - offsetAfterMs])].filter(
    (ms) => ms + zone.offset(ms) * 60_000 === wallMs,
  );
  const [first, second] = candidates.toSorted((a, b) => a - b);
  if (first === undefined) return { kind: 'nonexistent', at: new Date(wallMs - offsetBeforeMs) };
  return { kind: second === undefined ? 'exact' : 'ambiguous', at: new Date(first) };
}

/** The local day, `YYYY-MM-DD`, on which an instant falls. */
export function toLocalDay(at: Date, timeZone: string): string {
  const offsetMs = IANAZone.create(timeZone).offset(at.getTime()) * 60_000;
  return new Date(at.getTime() + offsetMs).toISOString().slice(0, 10);
}

/** The calendar day after; never "24 hours later", which two days a year do not have. */
export function nextDay(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + DAY_MS).toISOString().slice(0, 10);
}

function readWallClock(day: string, time: string): number {
  const [hours = Number.NaN, minutes = Number.NaN] = time.split(':').map(Number);
  const wallMs = Date.parse(`${day}T00:00:00Z`) + (hours * 60 + minutes) * 60_000;
  if (Number.isNaN(wallMs)) throw new RangeError(`Not a local time: ${day} ${time}`);
  return wallMs;
}
