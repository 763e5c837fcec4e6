import { ManualClock, silentLogger, VendorError } from '@afterhourfix/foundation';
import { expect, test } from 'vitest';
import { createPlaces, type Drive, type LocatedAddress } from './places.ts';
import { findTravelMinutes } from './travel-minutes.ts';

const HIGH_STREET = { street: '12 High St', city: 'Columbus', state: 'OH', zip: '43215' };
const FOUND: LocatedAddress = { point: { latitude: 39.96, longitude: -83 }, zip: '43215', confidence: 1 };
const JOURNEY = {
  from: { latitude: 40, longitude: -83 },
  to: { latitude: 40.1, longitude: -83 },
  at: new Date('2026-11-24T05:00:00Z'),
};

/** A geocoder and a router that answer when they are told to. */
function createSlowPlaces() {
  const clock = new ManualClock();
  const asked: { signal: AbortSignal; answer: PromiseWithResolvers<unknown> }[] = [];
  const ask = <Answer>(signal: AbortSignal): Promise<Answer> => {
    const answer = Promise.withResolvers<Answer>();
    asked.push({ signal, answer: answer as PromiseWithResolvers<unknown> });
    return answer.promise;
  };
  const places = createPlaces({
    geocoder: { geocode: (_address, signal) => ask<LocatedAddress | null>(signal) },
    router: { drive: (_journey, signal) => ask<Drive | null>(signal) },
    clock,
    log: silentLogger,
  });
  return { clock, asked, places };
}

test('an address is asked for once, however it is spelled and however many ask, for a quarter of an hour', async () => {
  const { clock, asked, places } = createSlowPlaces();
  const first = places.locate(HIGH_STREET);
  const second = places.locate({ ...HIGH_STREET, street: ' 12 high  ST ' });
  asked[0]?.answer.resolve(FOUND);
  expect([await first, await second]).toEqual([FOUND, FOUND]);
  clock.advance(15 * 60_000 - 1);
  expect(await places.locate(HIGH_STREET)).toEqual(FOUND);
  expect(asked).toHaveLength(1);
  clock.advance(1);
  const late = places.locate(HIGH_STREET);
  asked[1]?.answer.resolve(null);
  expect(await late).toBeNull();
  expect(asked).toHaveLength(2);
});

test('an answer later than 800 ms counts as none, is stopped, and is asked for again', async () => {
  const { clock, asked, places } = createSlowPlaces();
  const slow = places.locate(HIGH_STREET);
  clock.advance(799);
  expect(asked[0]?.signal.aborted).toBe(false);
  clock.advance(1);
  expect(await slow).toBeNull();
  expect(asked[0]?.signal.aborted).toBe(true);
  asked[0]?.answer.resolve(FOUND);
  const again = places.locate(HIGH_STREET);
  asked[1]?.answer.resolve(FOUND);
  expect(await again).toEqual(FOUND);
});

test('a failure counts as no answer and is not kept', async () => {
  const { asked, places } = createSlowPlaces();
  const failing = places.drive(JOURNEY);
  asked[0]?.answer.reject(new VendorError('osrm', 'down', { isRetryable: true }));
  expect(await failing).toBeNull();
  const again = places.drive(JOURNEY);
  asked[1]?.answer.resolve({ minutes: 20, roadKm: 15 });
  expect(await again).toEqual({ minutes: 20, roadKm: 15 });
});

test('of two thousand answers the oldest make room for newer ones', async () => {
  const { asked, places } = createSlowPlaces();
  const ask = async (number: number) => {
    const asking = places.locate({ ...HIGH_STREET, street: `${number} High St` });
    asked.at(-1)?.answer.resolve(FOUND);
    await asking;
    return asked.length;
  };
  for (let number = 0; number < 2_001; number += 1) await ask(number);
  expect(await ask(1)).toBe(2_001);
  expect(await ask(0)).toBe(2_002);
});

test('without a geocoder and a router nobody knows anything, at once', async () => {
  const places = createPlaces({ geocoder: null, router: null, clock: new ManualClock(), log: silentLogger });
  expect(await places.locate(HIGH_STREET)).toBeNull();
  expect(await places.drive(JOURNEY)).toBeNull();
});

test('a drive takes what the router says, longer in snow, and what the distance says when it does not answer', async () => {
  const { clock, asked, places } = createSlowPlaces();
  const question = { ...JOURNEY, timeZone: 'America/New_York' };
  const routed = findTravelMinutes(places, { ...question, weather: 'snow' });
  asked[0]?.answer.resolve({ minutes: 20, roadKm: 15 });
  expect(await routed).toMatchObject({ p50Minutes: 30, roadKm: 15, source: 'router' });
  expect((await routed).p80Minutes).toBeCloseTo(40.3, 1);
  const reckoned = findTravelMinutes(places, { ...question, at: new Date('2026-11-24T06:00:00Z') });
  clock.advance(800);
  expect(await reckoned).toMatchObject({ source: 'heuristic' });
  expect((await reckoned).roadKm).toBeCloseTo(14.46, 1);
  expect(await findTravelMinutes(undefined, question)).toMatchObject({ source: 'heuristic' });
});
