import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Demand, isSurgeWeather, isTooMild, stepDemand } from './surge.ts';

const THRESHOLDS = { surgeBeginsAt: 1.5, surgeEndsAt: 0.75 };
const at = (minute: number) => new Date(Date.UTC(2026, 10, 24, 3, minute));
const CALM: Demand = { isDemand: false, calmSince: null };
const RUSH: Demand = { isDemand: true, calmSince: null };

test.each<[string, Demand, { openJobs: number; technicians: number }, Demand]>([
  ['three jobs for two begin a rush', CALM, { openJobs: 3, technicians: 2 }, RUSH],
  ['two jobs for one do not', CALM, { openJobs: 2, technicians: 1 }, CALM],
  ['three jobs for three do not', CALM, { openJobs: 3, technicians: 3 }, CALM],
  ['jobs for which nobody is there do', CALM, { openJobs: 3, technicians: 0 }, RUSH],
  ['a rush goes on between the two thresholds', RUSH, { openJobs: 1, technicians: 1 }, RUSH],
  [
    'with little to do it is calm',
    RUSH,
    { openJobs: 1, technicians: 2 },
    { isDemand: true, calmSince: at(0) },
  ],
])('%s', (_name, before, load, after) => {
  expect(stepDemand(before, { ...load, now: at(0) }, THRESHOLDS)).toEqual(after);
});

test('a lull does not end a rush, thirty quiet minutes do', () => {
  const quiet = { openJobs: 0, technicians: 2 };
  const calm = stepDemand(RUSH, { ...quiet, now: at(0) }, THRESHOLDS);
  expect(stepDemand(calm, { ...quiet, now: at(29) }, THRESHOLDS)).toEqual(calm);
  expect(stepDemand(calm, { ...quiet, now: at(30) }, THRESHOLDS)).toEqual(CALM);
  const busy = stepDemand(calm, { openJobs: 2, technicians: 2, now: at(20) }, THRESHOLDS);
  expect(stepDemand(busy, { ...quiet, now: at(30) }, THRESHOLDS)).toMatchObject({ isDemand: true });
});

test('whatever the load does, a rush lasts half an hour at least', () => {
  const load = fc.record({
    openJobs: fc.nat(12),
    technicians: fc.nat(4),
    minutes: fc.integer({ min: 1, max: 20 }),
  });
  fc.assert(
    fc.property(fc.array(load, { maxLength: 60 }), (loads) => {
      let demand = CALM;
      let begunMs: number | null = null;
      let nowMs = at(0).getTime();
      for (const { minutes, ...rest } of loads) {
        nowMs += minutes * 60_000;
        const next = stepDemand(demand, { ...rest, now: new Date(nowMs) }, THRESHOLDS);
        if (next.isDemand && !demand.isDemand) begunMs = nowMs;
        if (!next.isDemand && demand.isDemand)
          expect(nowMs - (begunMs ?? nowMs)).toBeGreaterThanOrEqual(1_800_000);
        demand = next;
      }
    }),
  );
});

test.each([
  [{ outdoorTemperatureF: 60 }, false],
  [{ outdoorTemperatureF: 60, roads: 'rain' }, false],
  [{ outdoorTemperatureF: 30, roads: 'ice' }, true],
  [{ outdoorTemperatureF: 60, isWarned: true }, true],
  [{ outdoorTemperatureF: 5 }, true],
  [{ outdoorTemperatureF: 104 }, true],
])('the weather %o makes a rush: %s', (report, expected) => {
  expect(isSurgeWeather(report)).toBe(expected);
});

test('in a rush what is milder than the business sends then waits, but nobody vulnerable', () => {
  const mild = { severity: 'routine', isVulnerable: false } as const;
  expect(isTooMild(mild, { surgeSends: 'urgent_comfort' })).toBe(true);
  expect(isTooMild(mild, { surgeSends: 'routine' })).toBe(false);
  expect(isTooMild({ ...mild, isVulnerable: true }, { surgeSends: 'property_damage' })).toBe(false);
  expect(isTooMild({ ...mild, severity: 'life_safety' }, { surgeSends: 'life_safety' })).toBe(false);
});
