import { Forbidden, Invalid } from '@afterhourfix/foundation';
import { PhoneNumber } from '@afterhourfix/vocabulary';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createDemoWorld, type DemoWorld } from '../testing/demo-world.ts';
import { type BusinessChange, setBusiness } from './index.ts';

let world: DemoWorld;
beforeAll(async () => {
  world = await createDemoWorld();
});
afterAll(() => world[Symbol.asyncDispose]());

test('what a business says of itself holds from then on, and the rest stays as it was', async () => {
  const before = (await world.contextOf('oak')).business;
  const change = {
    onCallNumber: PhoneNumber.parse('+16145550777'),
    onCallExtension: '12',
    holidays: ['2026-12-25'],
    hours: { mon_fri: ['07:00', '16:00'], sat: null, sun: null },
    holdMusicUrl: 'https://music.example/wait.mp3',
  } satisfies BusinessChange;
  await setBusiness(await world.contextOf('oak'), change);
  expect((await world.contextOf('oak')).business).toEqual({ ...before, ...change });
});

test('nobody else is changed', async () => {
  const before = (await world.contextOf('mesa')).business;
  await setBusiness(await world.contextOf('oak'), { ownerNumber: null });
  expect((await world.contextOf('mesa')).business).toEqual(before);
});

test.each([
  ['hours that end before they begin', { hours: { mon_fri: ['17:00', '08:00'], sat: null, sun: null } }],
  ['music without TLS', { holdMusicUrl: 'http://music.example/wait.mp3' }],
  ['a day that does not exist', { holidays: ['2026-02-30'] }],
  ['a word that it does not know', { colour: 'red' }],
])('refuses %s and changes nothing', async (_name, change) => {
  const ctx = await world.contextOf('redwood');
  const wrong = { name: 'Changed', ...change } as BusinessChange; // As JSON of an operator may be.
  await expect(setBusiness(ctx, wrong)).rejects.toThrow(Invalid);
  expect((await world.contextOf('redwood')).business).toEqual(ctx.business);
});

test('no agent changes a business', async () => {
  const { ctx } = await world.placeCall();
  await expect(setBusiness(ctx, { ownerNumber: null })).rejects.toThrow(Forbidden);
});
