import { dispatches, dispatchPages } from '@afterhourfix/database/schema';
import { PhoneNumber } from '@afterhourfix/vocabulary';
import { asc, eq } from 'drizzle-orm';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createDemoWorld, type DemoWorld, type PlacedCall } from '../testing/demo-world.ts';
import {
  advanceDueLadders,
  advanceLadder,
  type DispatchTechnicianInput,
  dispatchTechnician,
  recordTechnicianReply,
  setDispatchPolicy,
} from './index.ts';

const OWNER = PhoneNumber.parse('+16145550199');
const BEN = PhoneNumber.parse('+16145550192');
const DANGER = {
  severity: 'life_safety',
  problem: 'Water is in the fuse box and grandma is in bed',
} as const;

let world: DemoWorld;
let first: PlacedCall;
beforeEach(async () => {
  world = await createDemoWorld();
  first = await world.placeCall();
});
afterEach(() => world[Symbol.asyncDispose]());

async function send(placed: PlacedCall, change: Partial<DispatchTechnicianInput> = {}): Promise<string> {
  const made = await dispatchTechnician(placed.ctx, {
    ...{ callId: placed.call.id, trade: 'plumbing', severity: 'urgent_comfort', isVulnerable: false },
    ...{ jobTypes: [], problem: 'No hot water', addressLine: '7 Elm Street', zip: '43201' },
    ...{ contactName: 'Marla Quint', contactPhone: null },
    ...change,
  });
  if (!made.ok) throw new Error(made.refusal);
  return made.dispatchId;
}
async function readDispatch(id: string) {
  const [row] = await first.ctx.db.transaction((tx) =>
    tx.select().from(dispatches).where(eq(dispatches.id, id)),
  );
  return row;
}
const listPages = () =>
  first.ctx.db.transaction((tx) => tx.select().from(dispatchPages).orderBy(asc(dispatchPages.id)));
const askOwnerAtNight = () =>
  setDispatchPolicy(first.ctx, { ownerApprovesNightWakes: true, onNoApproval: 'hold' });

test.each([
  ['the same caller', 'first'],
  ['another caller of the house', 'second'],
])('danger to life that %s tells waits for no owner who was asked about less', async (_who, which) => {
  await askOwnerAtNight();
  const id = await send(first);
  expect(await readDispatch(id)).toMatchObject({ phase: 'created', approval: 'asked' });
  const teller = which === 'first' ? first : await world.placeCall({ from: '+16145550103' });
  expect(await send(teller, DANGER)).toBe(id);
  await advanceDueLadders(first.ctx);
  expect(await readDispatch(id)).toMatchObject({ phase: 'paging', severity: 'life_safety' });
  const offers = (await listPages()).filter(({ kind }) => kind === 'offer');
  expect(offers).toMatchObject([
    { body: expect.stringMatching(/DANGER TO LIFE.*\nWater is in the fuse box/) },
  ]);
  await recordTechnicianReply(first.ctx, { from: OWNER, text: 'A2' });
  expect(await readDispatch(id)).toMatchObject({ phase: 'paging' });
});

test('danger to life is sent after an owner has refused less', async () => {
  await askOwnerAtNight();
  const id = await send(first);
  await recordTechnicianReply(first.ctx, { from: OWNER, text: 'A2' });
  expect(await readDispatch(id)).toMatchObject({ phase: 'cancelled', approval: 'refused' });
  expect(await send(first, DANGER)).toBe(id);
  await advanceDueLadders(first.ctx);
  expect(await readDispatch(id)).toMatchObject({ phase: 'paging', severity: 'life_safety', endedAt: null });
});

test('who is asked already is told that it is worse, and the next is asked sooner', async () => {
  const id = await send(first);
  await advanceLadder(first.ctx, { dispatchId: id });
  await send(await world.placeCall({ from: '+16145550103' }), DANGER);
  expect((await listPages()).filter(({ kind }) => kind === 'change')).toMatchObject([
    { toNumber: BEN, body: expect.stringMatching(/7 Elm Street.*DANGER TO LIFE.*fuse box/) },
  ]);
  world.clock.advance(2 * 60_000);
  await advanceDueLadders(first.ctx);
  expect((await listPages()).filter(({ kind }) => kind === 'offer')).toHaveLength(2);
});

test('what is told once more, or as milder, changes nothing and texts nobody', async () => {
  const id = await send(first, DANGER);
  await advanceLadder(first.ctx, { dispatchId: id });
  const before = await readDispatch(id);
  await send(first, DANGER);
  await send(first);
  expect(await readDispatch(id)).toEqual(before);
  expect((await listPages()).map(({ kind }) => kind)).not.toContain('change');
});
