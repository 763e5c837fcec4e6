import { textMessages } from '@afterhourfix/database/schema';
import { PhoneNumber } from '@afterhourfix/vocabulary';
import { asc, eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { finishCall } from '../calls/index.ts';
import { setContactConsent } from '../customers/index.ts';
import { createDemoWorld, type DemoWorld, type PlacedCall } from '../testing/demo-world.ts';
import { advanceDueLadders, dispatchTechnician, recordTechnicianReply, setDispatchPolicy } from './index.ts';

const BEN = PhoneNumber.parse('+16145550192');
const DEE = PhoneNumber.parse('+16145550194');
const OWNER = PhoneNumber.parse('+16145550199');

let world: DemoWorld;
let placed: PlacedCall;
let caller: PhoneNumber;
let callers = 0;
beforeAll(async () => {
  world = await createDemoWorld();
});
afterAll(() => world[Symbol.asyncDispose]());
beforeEach(async () => {
  callers += 1;
  placed = await world.placeCall();
  caller = PhoneNumber.parse(`+1614555${2000 + callers}`);
});

async function agree() {
  const wording = 'May I text you about this visit?';
  const consent = { number: caller, channel: 'sms', purpose: 'service', callId: null } as const;
  await setContactConsent(placed.ctx, { ...consent, isGranted: true, wording, evidence: {} });
}
async function send(): Promise<string> {
  const made = await dispatchTechnician(placed.ctx, {
    callId: placed.call.id,
    ...{ trade: 'plumbing', severity: 'property_damage', isVulnerable: false, jobTypes: [] },
    ...{ problem: 'A pipe has burst', addressLine: `${callers} Oak Street`, zip: '43201' },
    ...{ contactName: 'Marla Quint', contactPhone: caller },
  });
  if (!made.ok) throw new Error(made.refusal);
  await advanceDueLadders(placed.ctx);
  return made.dispatchId;
}
const hangUp = () =>
  finishCall(placed.ctx, {
    callId: placed.call.id,
    ...{ outcome: 'abandoned', reason: 'caller_hung_up', endedAt: world.clock.now() },
  });
async function wait(minutes: number) {
  world.clock.advance(minutes * 60_000);
  await advanceDueLadders(placed.ctx);
}
const texts = async () => {
  const rows = await placed.ctx.db.transaction((tx) =>
    tx.select().from(textMessages).where(eq(textMessages.toNumber, caller)).orderBy(asc(textMessages.id)),
  );
  return rows.map(({ kind, body }) => [kind, body]);
};
const kinds = async () => (await texts()).map(([kind]) => kind);
const says = (from: PhoneNumber, dispatchId: string, text: string) =>
  recordTechnicianReply(placed.ctx, { from, dispatchId, text });

describe('a caller who hangs up while somebody is asked', () => {
  test('is texted that at once, then who comes and by when, then that it will be later', async () => {
    await agree();
    const dispatchId = await send();
    await hangUp();
    expect(await kinds()).toEqual(['dispatch-requested']);
    await says(BEN, dispatchId, '1 20');
    await says(BEN, dispatchId, '50');
    const told = await texts();
    expect(told.map(([kind]) => kind)).toEqual(['dispatch-requested', 'dispatch-eta', 'slip-notice']);
    expect(told[1]?.[1]).toMatch(/Ben Kowalski is coming to you, by \d+:[0-5][05] [AP]M/);
    await says(BEN, dispatchId, '5 real');
    expect(await kinds()).toHaveLength(3);
  });

  test('is texted when the technician cannot come after all, and who comes then', async () => {
    await agree();
    const dispatchId = await send();
    await hangUp();
    await says(BEN, dispatchId, '1 20');
    await says(BEN, dispatchId, '2');
    await says(DEE, dispatchId, '1 30');
    expect(await kinds()).toEqual([
      'dispatch-requested',
      'dispatch-eta',
      'dispatch-given-back',
      'dispatch-eta',
    ]);
    expect((await texts()).at(-1)?.[1]).toContain('Dee Marshall');
    await says(DEE, dispatchId, '5 real');
  });

  test('is texted when the ladder has run dry, once', async () => {
    await agree();
    await send();
    await hangUp();
    for (let rung = 0; rung < 6; rung += 1) await wait(3);
    expect(await kinds()).toEqual(['dispatch-requested', 'dispatch-failed']);
  });

  test('is texted when the owner refuses', async () => {
    await setDispatchPolicy(placed.ctx, { ownerApprovesNightWakes: true });
    await agree();
    const at = world.clock.now();
    // Half past eleven at night in Columbus, Ohio.
    const night = new Date(at);
    night.setUTCHours(4, 30, 0, 0);
    if (night <= at) night.setUTCDate(night.getUTCDate() + 1);
    world.clock.advance(night.getTime() - at.getTime());
    const dispatchId = await send();
    await hangUp();
    await says(OWNER, dispatchId, 'A2');
    await setDispatchPolicy(placed.ctx, { ownerApprovesNightWakes: false });
    expect(await kinds()).toEqual(['dispatch-requested', 'dispatch-failed']);
  });

  test('who has not agreed to texts gets none', async () => {
    const dispatchId = await send();
    await hangUp();
    await says(BEN, dispatchId, '1 20');
    expect(await texts()).toEqual([]);
    await says(BEN, dispatchId, '5 real');
  });
});

test('who is on the line is texted nothing before the end, and then who comes', async () => {
  await agree();
  const dispatchId = await send();
  await says(BEN, dispatchId, '1 20');
  expect(await texts()).toEqual([]);
  await hangUp();
  expect(await kinds()).toEqual(['dispatch-eta']);
  await says(BEN, dispatchId, '5 real');
});

test('two callers of one burst main are both told, each once', async () => {
  await agree();
  const dispatchId = await send();
  await hangUp();
  const first = caller;
  const neighbour = await world.placeCall();
  caller = PhoneNumber.parse('+16145552990');
  await agree();
  const joined = await dispatchTechnician(neighbour.ctx, {
    callId: neighbour.call.id,
    ...{ trade: 'plumbing', severity: 'property_damage', isVulnerable: false, jobTypes: [] },
    ...{ problem: 'A pipe has burst', addressLine: `${callers} Oak Street`, zip: '43201' },
    ...{ contactName: 'Nia Holt', contactPhone: caller },
  });
  expect(joined).toMatchObject({ ok: true, hasJoined: true, dispatchId });
  await finishCall(neighbour.ctx, {
    callId: neighbour.call.id,
    ...{ outcome: 'abandoned', reason: 'caller_hung_up', endedAt: world.clock.now() },
  });
  await says(BEN, dispatchId, '1 20');
  expect(await kinds()).toEqual(['dispatch-requested', 'dispatch-eta']);
  caller = first;
  expect(await kinds()).toEqual(['dispatch-requested', 'dispatch-eta']);
  await says(BEN, dispatchId, '5 real');
});
