import { priceBooks } from '@afterhourfix/database/schema';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createDemoWorld, type DemoName, type DemoWorld } from '../testing/demo-world.ts';
import { checkServiceArea } from './index.ts';

let world: DemoWorld;
beforeAll(async () => {
  world = await createDemoWorld();
});
afterAll(() => world[Symbol.asyncDispose]());

test.each<[DemoName, string, unknown]>([
  ['oak', '43215', { zone: 'core', zip: '43215', feeCents: 0 }],
  ['oak', '43017-1234', { zone: 'edge', zip: '43017', feeCents: 3500 }],
  ['mesa', '8 5 2 5 1', { zone: 'edge', zip: '85251', feeCents: 4000 }],
  [
    'oak',
    '43055',
    {
      zone: 'referral',
      zip: '43055',
      referral: { name: 'Licking Valley Service Co', phone: '+17405550188' },
    },
  ],
  ['oak', '85251', { zone: 'outside', zip: '85251' }],
  ['mesa', '43215', { zone: 'outside', zip: '43215' }],
  ['oak', '43250', { zone: 'unknown-zip', zip: '43250' }],
  // Post boxes: of downtown Columbus, and of Phoenix, from where nobody drives to Columbus.
  ['oak', '43216', { zone: 'needs-street', zip: '43216', reason: 'post-box' }],
  ['oak', '85001', { zone: 'outside', zip: '85001' }],
  ['oak', 'K1A 0B1', { zone: 'not-a-us-zip' }],
  ['oak', 'Columbus', { zone: 'invalid-zip' }],
])('%s and %j', async (name, zip, result) => {
  expect(await checkServiceArea(await world.contextOf(name), { zip })).toEqual(result);
});

test('a price book that is no longer in force sets no fee for the way', async () => {
  await using own = await createDemoWorld();
  const ctx = await own.contextOf('oak');
  const feeOf = async () => {
    const area = await checkServiceArea(ctx, { zip: '43017' });
    return area.zone === 'edge' ? area.feeCents : null;
  };
  expect(await feeOf()).toBe(3500);
  await ctx.db.transaction((tx) => tx.update(priceBooks).set({ effectiveTo: own.clock.now() }));
  expect(await feeOf()).toBe(0);
});
