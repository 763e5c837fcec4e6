import { Invalid } from '@afterhourfix/foundation';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { DomainContext } from '../context.ts';
import { createDemoWorld, type DemoWorld } from '../testing/demo-world.ts';
import { type DispatchPolicyChange, getDispatchPolicy, setDispatchPolicy } from './index.ts';

let world: DemoWorld;
let ctx: DomainContext;
beforeAll(async () => {
  world = await createDemoWorld();
  ctx = await world.contextOf('oak');
});
afterAll(() => world[Symbol.asyncDispose]());

test('what is named changes, and what was named before stays', async () => {
  const defaults = await getDispatchPolicy(ctx);
  await setDispatchPolicy(ctx, { onNoApproval: 'hold' });
  await setDispatchPolicy(ctx, { approvalMinutes: 5, onNoApproval: undefined });
  expect(await getDispatchPolicy(ctx)).toMatchObject({
    ...defaults,
    onNoApproval: 'hold',
    approvalMinutes: 5,
  });
});

test.each<[string, Record<string, unknown>]>([
  ['a weight that nobody counts', { weights: { moon: 1 } }],
  ['a rung without time', { ackMinutes: { life_safety: 0 } }],
  ['a job that there is not', { neededSkills: { 'plumbing.moon': ['gas'] } }],
  ['a rush that ends before it begins', { surgeBeginsAt: 0.5 }],
  ['more than the table holds', { progressSeconds: 1_000 }],
  ['a word that it does not know', { moon: 1 }],
])('refuses %s and changes nothing', async (_name, change) => {
  const before = await getDispatchPolicy(ctx);
  const wrong: DispatchPolicyChange = { mayDisplace: true, ...change };
  await expect(setDispatchPolicy(ctx, wrong)).rejects.toThrow(Invalid);
  expect(await getDispatchPolicy(ctx)).toEqual(before);
});
