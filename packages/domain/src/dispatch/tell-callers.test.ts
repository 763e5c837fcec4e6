import { dispatches, dispatchPages, technicians, textMessages } from '@afterhourfix/database/schema';
import { PhoneNumber } from '@afterhourfix/vocabulary';
import { asc, eq } from 'drizzle-orm';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { finishCall } from '../calls/index.ts';
import { setContactConsent } from '../customers/index.ts';
import { addWorkOrder, findOpenIncident } from '../incidents/index.ts';
import { sendText, textDispatch } from '../messages/index.ts';
import { createDemoWorld, type DemoWorld, type PlacedCall } from '../testing/demo-world.ts';
import { createOutbox } from '../testing/text-outbox.ts';
import {
  advanceDueLadders,
  type DispatchTechnicianInput,
  dispatchTechnician,
  getDispatchStatus,
  recordTechnicianReply,
  setDispatchPolicy,
  tellDispatchCallers,
  watchLateDispatches,
} from './index.ts';

const BEN = PhoneNumber.parse('+16145550192');
const DEE = PhoneNumber.parse('+16145550194');
const CHO = PhoneNumber.parse('+16145550193');
const OWNER = PhoneNumber.parse('+16145550199');
const MARLA = PhoneNumber.parse('+16145550101');
const JOE = PhoneNumber.parse('+16145550102');
const MINUTE_MS = 60_000;

let world: DemoWorld;
let placed: PlacedCall;
let dispatchId: string;
beforeEach(async () => {
  world = await createDemoWorld();
  placed = await world.placeCall({ from: MARLA });
  await agreeToTexts(MARLA);
});
afterEach(() => world[Symbol.asyncDispose]());

const agreeToTexts = (number: PhoneNumber) =>
  setContactConsent(placed.ctx, {
    ...{ number, channel: 'sms', purpose: 'service', isGranted: true, callId: placed.call.id, evidence: {} },
    wording: 'May I text you about this visit?',
  });
async function send(some: Partial<DispatchTechnicianInput> = {}): Promise<string> {
  const made = await dispatchTechnician(placed.ctx, {
    ...{ callId: placed.call.id, trade: 'plumbing', severity: 'property_damage', isVulnerable: false },
    ...{ jobTypes: [], problem: 'A pipe has burst', addressLine: '7 Elm Street', zip: '43201' },
    ...{ contactName: 'Marla Quint', contactPhone: MARLA },
    ...some,
  });
  if (!made.ok) throw new Error(made.refusal);
  await advanceDueLadders(placed.ctx);
  dispatchId = made.dispatchId;
  return made.dispatchId;
}
const hangUp = ({ ctx, call }: PlacedCall = placed) =>
  finishCall(ctx, {
    callId: call.id,
    outcome: 'abandoned',
    reason: 'caller_hung_up',
    endedAt: world.clock.now(),
  });
const says = (from: PhoneNumber, text: string) => recordTechnicianReply(placed.ctx, { from, text });
const listAllTexts = () =>
  placed.ctx.db.transaction((tx) => tx.select().from(textMessages).orderBy(asc(textMessages.id)));
/** What came after the text for who leaves before anybody has said yes. */
const listTexts = async () => (await listAllTexts()).filter(({ kind }) => kind !== 'dispatch-requested');
/** What callers have in their hands after all jobs have run, now or again. */
async function texted(): Promise<[string, string][]> {
  await tellDispatchCallers(placed.ctx, { dispatchId });
  await tellDispatchCallers(placed.ctx, { dispatchId });
  return (await listTexts()).map(({ kind, toNumber }) => [kind, toNumber]);
}
const wait = (minutes: number) => world.clock.advance(minutes * MINUTE_MS);
async function waitOut(rungs: number) {
  for (let rung = 0; rung < rungs; rung += 1) {
    wait(3);
    await advanceDueLadders(placed.ctx);
  }
}

test('who leaves before anybody has said yes is texted at once that nobody has yet, and once', async () => {
  await send();
  await hangUp();
  await hangUp();
  const [text, ...more] = await listAllTexts();
  expect(text).toMatchObject({ kind: 'dispatch-requested', toNumber: MARLA });
  expect(text?.body).toContain('Nobody has confirmed yet');
  expect(more).toEqual([]);
});

test('who leaves while only the owner is asked is not texted that a technician is', async () => {
  await setDispatchPolicy(placed.ctx, { ownerApprovalAboveCents: 1 });
  await send({ callerRole: 'owner' });
  await hangUp();
  expect(await listAllTexts()).toEqual([]);
});

test('who has hung up is texted who comes and by when, at night too, and who is on the line is not', async () => {
  await send();
  expect(await texted()).toEqual([]);
  await says(BEN, '1 25');
  expect(await texted()).toEqual([]);
  await hangUp();
  expect(await world.listJobs('dispatch.tell-callers')).toContainEqual({
    businessId: placed.ctx.business.id,
    dispatchId,
  });
  expect(await texted()).toEqual([['dispatch-eta', MARLA]]);
  const [text] = await listTexts();
  expect(text).toMatchObject({
    dueAt: world.clock.now(),
    body: expect.stringMatching(/^Oak and Iron.*: Ben Kowalski is coming to you, by 10:35 PM\./),
  });
});

test('everybody who called about it is texted, each in their language and only with a yes', async () => {
  await send();
  const joe = await world.placeCall({ from: JOE });
  const third = await world.placeCall({ from: '+16145550103' });
  for (const { ctx, call } of [joe, third]) {
    const asked = { callId: call.id, trade: 'plumbing', severity: 'property_damage', jobTypes: [] } as const;
    const same = { problem: 'Water everywhere', addressLine: '7 Elm St', zip: '43201', contactName: 'Joe' };
    await dispatchTechnician(ctx, { ...asked, ...same, isVulnerable: false, contactPhone: null });
  }
  await agreeToTexts(JOE);
  const dispatch = { dispatchId, acknowledged: null };
  await textDispatch(joe.ctx, { callId: joe.call.id, to: JOE, language: 'es', dispatch });
  for (const one of [placed, joe, third]) await hangUp(one);
  await says(BEN, '1 25');
  expect(await texted()).toEqual([
    ['dispatch-eta', MARLA],
    ['dispatch-eta', JOE],
  ]);
  expect((await listTexts()).at(-1)?.body).toContain('va en camino');
});

test('a slip is texted when it is more than a quarter of an hour, once, and measured by what was told', async () => {
  await send();
  await hangUp();
  await says(BEN, '1 25');
  await texted();
  // Twice ten minutes later: only both together are more than a quarter of an hour.
  await says(BEN, '32');
  expect(await texted()).toHaveLength(1);
  await says(BEN, '40');
  expect(await texted()).toEqual([
    ['dispatch-eta', MARLA],
    ['slip-notice', MARLA],
  ]);
  expect((await listTexts()).at(-1)?.body).toMatch(/running late, sorry. Ben Kowalski will be there by/);
  await says(BEN, '4');
  wait(120);
  await watchLateDispatches(placed.ctx);
  expect(await texted()).toHaveLength(2);
});

test('minutes that are keyed in right after a yes reach the caller as one text', async () => {
  await send();
  await hangUp();
  await says(BEN, '1');
  await says(BEN, '60');
  expect(await texted()).toEqual([['dispatch-eta', MARLA]]);
  expect((await listTexts())[0]?.body).toContain('11:25 PM');
});

test('who is late is asked at once, and their caller is told after a quarter of an hour without an answer', async () => {
  await send();
  await hangUp();
  await says(BEN, '1 25');
  await texted();
  const listLatePages = () =>
    placed.ctx.db.transaction((tx) => tx.select().from(dispatchPages).where(eq(dispatchPages.kind, 'late')));
  wait(34);
  expect(await watchLateDispatches(placed.ctx)).toEqual({ late: 0 });
  wait(2);
  for (let run = 0; run < 2; run += 1) expect(await watchLateDispatches(placed.ctx)).toEqual({ late: 1 });
  expect(await listLatePages()).toMatchObject([
    { toNumber: BEN, body: expect.stringContaining('by 10:35 PM') },
  ]);
  expect(await texted()).toHaveLength(1);
  wait(15);
  await watchLateDispatches(placed.ctx);
  expect((await texted()).slice(1)).toEqual([['dispatch-late', MARLA]]);
  await says(BEN, '10');
  expect((await texted()).slice(2)).toEqual([['slip-notice', MARLA]]);
});

test('a technician who gives the job back leaves nobody waiting for them', async () => {
  await send();
  await hangUp();
  await says(BEN, '1 25');
  await texted();
  const [first] = await listTexts();
  if (!first) throw new Error('Nobody was texted');
  await says(BEN, '2');
  expect(await texted()).toEqual([
    ['dispatch-eta', MARLA],
    ['dispatch-returned', MARLA],
  ]);
  // The one that had not gone out yet is not true any more.
  const outbox = createOutbox();
  expect(await sendText(placed.ctx, { textMessageId: first.id }, outbox)).toBe('withheld');
  await says(DEE, '1 40');
  expect((await texted()).at(-1)).toEqual(['dispatch-eta', MARLA]);
});

test('that nobody comes is told, and so is who takes it after all', async () => {
  await send();
  await hangUp();
  await waitOut(4);
  expect(await texted()).toEqual([['dispatch-exhausted', MARLA]]);
  expect((await listTexts())[0]?.body).toMatch(/nobody is on the way.*911/);
  await says(OWNER, '1 50');
  expect((await texted()).at(-1)).toEqual(['dispatch-eta', MARLA]);
});

test('the work order is sent, given back and done with its dispatch, and the incident is over with the last', async () => {
  const { ctx, call } = placed;
  await send();
  await addWorkOrder(ctx, { callId: call.id, trade: 'electrical' });
  const orders = async () => {
    const incident = await findOpenIncident(ctx, { callId: call.id });
    return incident?.workOrders.map(({ trade, status }) => `${trade} ${status}`) ?? null;
  };
  expect(await orders()).toEqual(['electrical planned', 'plumbing planned']);
  await says(BEN, '1 25');
  expect(await orders()).toEqual(['electrical planned', 'plumbing dispatched']);
  await says(BEN, '2');
  expect(await orders()).toEqual(['electrical planned', 'plumbing planned']);
  await says(DEE, '1 25');
  await says(DEE, '5 real');
  expect(await orders()).toEqual(['electrical planned', 'plumbing done']);
  const electrical = await send({ trade: 'electrical' });
  await recordTechnicianReply(ctx, { from: CHO, dispatchId: electrical, text: '1 20' });
  await recordTechnicianReply(ctx, { from: CHO, dispatchId: electrical, text: '5 real' });
  expect(await orders()).toBeNull();
});

test('who comes for what is second is told what comes first, and is expected not before it', async () => {
  const { ctx, call } = placed;
  const electrical = await send({ trade: 'electrical', severity: 'life_safety' });
  await addWorkOrder(ctx, { callId: call.id, trade: 'plumbing' });
  await recordTechnicianReply(ctx, { from: CHO, dispatchId: electrical, text: '1 60' });
  const plumbing = await send({ trade: 'plumbing' });
  const [offer] = await ctx.db.transaction((tx) =>
    tx.select().from(dispatchPages).where(eq(dispatchPages.dispatchId, plumbing)),
  );
  expect(offer?.body).toContain('Goes first there: electrical.');
  await recordTechnicianReply(ctx, { from: BEN, dispatchId: plumbing, text: '1 15' });
  const [first, second] = await getDispatchStatus(ctx, { callId: call.id });
  expect(first?.arrival?.veryLikelyMinutes).toBe(85);
  expect(second?.arrival?.arrivesBy).toEqual(first?.arrival?.arrivesBy);
  const [row] = await ctx.db.transaction((tx) =>
    tx.select().from(dispatches).where(eq(dispatches.id, plumbing)),
  );
  expect(row).toMatchObject({ etaP50Minutes: 85, etaP80Minutes: 85 });
});

test('a technician is paged and confirmed in their own language', async () => {
  const { ctx } = placed;
  await ctx.db.transaction((tx) =>
    tx.update(technicians).set({ language: 'es' }).where(eq(technicians.phone, BEN)),
  );
  await send();
  await says(BEN, 'sí 25');
  const pages = await ctx.db.transaction((tx) =>
    tx.select().from(dispatchPages).orderBy(asc(dispatchPages.id)),
  );
  expect(pages.map(({ body }) => body)).toEqual([
    expect.stringContaining('EMERGENCIA, plomería'),
    expect.stringContaining('el trabajo es suyo'),
  ]);
});
