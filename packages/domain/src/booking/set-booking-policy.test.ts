import { bookingPolicies, jobLengths, openingOverrides } from '@afterhourfix/database/schema';
import { Invalid } from '@afterhourfix/foundation';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { DomainContext } from '../context.ts';
import { createDemoWorld, type DemoWorld } from '../testing/demo-world.ts';
import { offerSlot } from '../testing/visits.ts';
import {
  type BookingPolicyChange,
  type JobLengthInput,
  type OpeningOverrideInput,
  overrideOpening,
  setBookingPolicy,
  setJobLength,
} from './index.ts';

let world: DemoWorld;
let ctx: DomainContext;
beforeAll(async () => {
  world = await createDemoWorld();
  ctx = await world.contextOf('oak');
});
afterAll(() => world[Symbol.asyncDispose]());

const rows = () =>
  ctx.db.transaction(async (tx) => ({
    policies: await tx.select().from(bookingPolicies),
    lengths: await tx.select().from(jobLengths),
    overrides: await tx.select().from(openingOverrides),
  }));

test('a policy is changed in what is told, and the rest of it stays', async () => {
  await setBookingPolicy(ctx, { minimumNoticeMinutes: 0, requiresQuote: false });
  await setBookingPolicy(ctx, { maximumDaysAhead: 90, minimumNoticeMinutes: undefined });
  await setBookingPolicy(ctx, {});
  expect((await rows()).policies).toMatchObject([
    { minimumNoticeMinutes: 0, maximumDaysAhead: 90, bufferMinutes: 30, requiresQuote: false },
  ]);
});

test.each<[string, BookingPolicyChange]>([
  ['a notice before now', { minimumNoticeMinutes: -1 }],
  ['more than two weeks of notice', { minimumNoticeMinutes: 20_161 }],
  ['no day ahead', { maximumDaysAhead: 0 }],
  ['more days ahead than are searched', { maximumDaysAhead: 91 }],
  ['half a minute on the way', { bufferMinutes: 0.5 }],
  ['a way of five hours', { bufferMinutes: 241 }],
  ['a first arrival that no clock shows', { firstArrivalLocal: '7:60' }],
  ['a number that is none', { freeChangeMinutes: Number.NaN }],
])('a policy with %s is refused', async (_name, change) => {
  const before = await rows();
  await expect(setBookingPolicy(ctx, change)).rejects.toThrow(Invalid);
  expect(await rows()).toEqual(before);
});

test('nobody rings before eight at a door of a business that opens at seven, unless it wants so', async () => {
  const mesa = await world.placeCall({ to: 'mesa' });
  const firstFrom = async (firstArrivalLocal: string | undefined) => {
    await setBookingPolicy(mesa.ctx, { firstArrivalLocal });
    return (await offerSlot(mesa)).startsAt.toISOString();
  };
  expect(await firstFrom(undefined)).toBe('2026-11-24T15:00:00.000Z');
  expect(await firstFrom('06:30')).toBe('2026-11-24T14:00:00.000Z');
  // Less than a window is left of each day then.
  await expect(firstFrom('15:00')).rejects.toThrow('no-slot-free');
});

test('a job and its trade each have one length, the last that was told', async () => {
  await setJobLength(ctx, { trade: 'plumbing', p50Minutes: 60, p80Minutes: 60 });
  await setJobLength(ctx, { trade: 'plumbing', p50Minutes: 90, p80Minutes: 150, arrival: 'four-hours' });
  const heater = { trade: 'plumbing', jobType: 'plumbing.water_heater_leak' } as const;
  await setJobLength(ctx, { ...heater, p50Minutes: 120, p80Minutes: 720 });
  expect((await rows()).lengths).toMatchObject([
    { trade: 'plumbing', jobType: null, p50Minutes: 90, p80Minutes: 150, arrival: 'four-hours' },
    { ...heater, p50Minutes: 120, p80Minutes: 720, arrival: null },
  ]);
});

test.each<[string, Partial<JobLengthInput>]>([
  ['takes no time', { p50Minutes: 0 }],
  ['is done sooner by four of five than by half', { p50Minutes: 61 }],
  ['takes more than twelve hours', { p80Minutes: 721 }],
  ['is of another trade', { jobType: 'hvac.no_heat' }],
])('a job that %s is refused', async (_name, change) => {
  const length = { trade: 'plumbing', p50Minutes: 60, p80Minutes: 60, ...change } as const;
  await expect(setJobLength(ctx, length)).rejects.toThrow(Invalid);
});

test('a day has its own hours until it has the usual ones again', async () => {
  const placed = await world.placeCall();
  const firstOffer = async () => (await offerSlot(placed, { zip: '43215' })).startsAt.toISOString();
  const onDay = '2026-11-24';
  const usual = await firstOffer();
  await overrideOpening(ctx, { onDay, hours: ['13:00', '17:00'] });
  expect(await firstOffer()).toBe('2026-11-24T18:00:00.000Z');
  await overrideOpening(ctx, { onDay, hours: null });
  expect(await firstOffer()).toBe('2026-11-25T13:00:00.000Z');
  await overrideOpening(ctx, { onDay, hours: 'usual' });
  expect(await firstOffer()).toBe(usual);
  expect((await rows()).overrides).toEqual([]);
});

test.each<[string, OpeningOverrideInput]>([
  ['a day that does not exist', { onDay: '2027-02-30', hours: null }],
  ['a day in words', { onDay: 'tomorrow', hours: null }],
  ['a time that does not exist', { onDay: '2026-12-24', hours: ['08:00', '25:00'] }],
  ['a closing before the opening', { onDay: '2026-12-24', hours: ['12:00', '08:00'] }],
])('%s is refused as an opening', async (_name, input) => {
  await expect(overrideOpening(ctx, input)).rejects.toThrow(Invalid);
});
