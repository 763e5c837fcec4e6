import { dispatches, dispatchPages, technicians } from '@afterhourfix/database/schema';
import { Invalid } from '@afterhourfix/foundation';
import { PhoneNumber } from '@afterhourfix/vocabulary';
import { asc, eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createDemoWorld, type DemoWorld, type PlacedCall } from '../testing/demo-world.ts';
import {
  advanceDueLadders,
  type DispatchPolicyChange,
  dispatchTechnician,
  setDispatchPolicy,
} from './index.ts';

const MINUTE_MS = 60_000;
let world: DemoWorld;
let placed: PlacedCall;
beforeAll(async () => {
  world = await createDemoWorld();
  placed = await world.placeCall();
});
afterAll(() => world[Symbol.asyncDispose]());

async function send(addressLine: string): Promise<string> {
  const result = await dispatchTechnician(placed.ctx, {
    callId: placed.call.id,
    trade: 'plumbing',
    severity: 'property_damage',
    isVulnerable: false,
    jobTypes: ['plumbing.burst_pipe'],
    problem: 'A pipe has burst',
    addressLine,
    zip: '43201',
    contactName: 'Marla Quint',
    contactPhone: PhoneNumber.parse('+16145550101'),
  });
  if (!result.ok) throw new Error(result.refusal);
  await advanceDueLadders(placed.ctx);
  return result.dispatchId;
}

const read = (dispatchId: string) =>
  placed.ctx.db.transaction(async (tx) => {
    const ofIt = eq(dispatchPages.dispatchId, dispatchId);
    const pages = await tx.select().from(dispatchPages).where(ofIt).orderBy(asc(dispatchPages.id));
    const [row] = await tx.select().from(dispatches).where(eq(dispatches.id, dispatchId));
    const waitsMs = (row?.nextStepAt?.getTime() ?? 0) - world.clock.now().getTime();
    return { pages, phase: row?.phase, waitsMinutes: waitsMs / MINUTE_MS };
  });

test('asks in the order, for the time and with the words that the business wants', async () => {
  await placed.ctx.db.transaction((tx) =>
    tx.update(technicians).set({ language: 'es' }).where(eq(technicians.slug, 'tech_ben')),
  );
  await setDispatchPolicy(placed.ctx, {
    ackMinutes: { property_damage: 9 },
    ladder: [
      { rung: 'owner', ackMinutes: 1, note: { en: 'Take the red van.' } },
      { rung: 'everybody', note: { en: 'Keys are in the box.', es: 'Las llaves están en la caja.' } },
    ],
  });
  const dispatchId = await send('1 Elm Street');
  const first = await read(dispatchId);
  expect(first.pages.map(({ person }) => person)).toEqual(['owner']);
  expect(first.pages[0]?.body).toMatch(/\nTake the red van\.$/);
  expect(first.waitsMinutes).toBe(1);
  world.clock.advance(MINUTE_MS);
  await advanceDueLadders(placed.ctx);
  const second = await read(dispatchId);
  const bodies = second.pages.slice(1).map(({ body }) => body.split('\n').at(-1));
  expect(bodies.length).toBeGreaterThan(1);
  expect(new Set(bodies)).toEqual(new Set(['Keys are in the box.', 'Las llaves están en la caja.']));
  expect(second.waitsMinutes).toBe(9);
  world.clock.advance(9 * MINUTE_MS);
  await advanceDueLadders(placed.ctx);
  expect(await read(dispatchId)).toMatchObject({ phase: 'exhausted' });
});

test('goes by our own ladder again when the business takes its own back', async () => {
  placed = await world.placeCall({ from: '+16145550102' });
  await setDispatchPolicy(placed.ctx, { ackMinutes: {}, ladder: [] });
  const { pages, waitsMinutes } = await read(await send('900 Oak Avenue'));
  expect(pages).toHaveLength(1);
  expect(pages[0]).toMatchObject({ person: expect.not.stringMatching('owner') });
  expect(waitsMinutes).toBe(3);
});

test.each<[string, DispatchPolicyChange['ladder']]>([
  ['a rung twice', [{ rung: 'owner' }, { rung: 'owner' }]],
  ['a rung without time', [{ rung: 'owner', ackMinutes: 0 }]],
  [
    'a note that asks for a word that stops all texts',
    [{ rung: 'owner', note: { en: 'Reply CANCEL to pass.' } }],
  ],
])('refuses a ladder with %s', async (_name, ladder) => {
  await expect(setDispatchPolicy(placed.ctx, { ladder })).rejects.toThrow(Invalid);
});
