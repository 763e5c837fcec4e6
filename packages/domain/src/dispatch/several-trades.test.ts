import { dispatchCallers, dispatches, dispatchPages, technicians } from '@afterhourfix/database/schema';
import { PhoneNumber, type Trade } from '@afterhourfix/vocabulary';
import { and, asc, eq } from 'drizzle-orm';
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { findOpenIncident } from '../incidents/index.ts';
import { createDemoWorld, type DemoWorld, type PlacedCall } from '../testing/demo-world.ts';
import {
  advanceDueLadders,
  type DispatchTechnicianInput,
  dispatchTechnician,
  getDispatchStatus,
  recordTechnicianReply,
  setDispatchPolicy,
} from './index.ts';

/** Hvac, plumbing, electrical; Dee knows the first two. */
const ANA = PhoneNumber.parse('+16145550191');
const BEN = PhoneNumber.parse('+16145550192');
const CHO = PhoneNumber.parse('+16145550193');
const DEE = PhoneNumber.parse('+16145550194');
const OWNER = PhoneNumber.parse('+16145550199');
const MINUTE_MS = 60_000;

let world: DemoWorld;
let placed: PlacedCall;
beforeEach(async () => {
  const opened = await createDemoWorld();
  onTestFinished(() => opened[Symbol.asyncDispose]());
  world = opened;
  placed = await world.placeCall();
});

const trouble = (trade: Trade, otherTrades: readonly Trade[] = []): DispatchTechnicianInput => ({
  callId: placed.call.id,
  ...{ trade, otherTrades, severity: 'property_damage', isVulnerable: false, jobTypes: [] },
  ...{ problem: 'Water and no heat', addressLine: '9 Elm Street', zip: '43201' },
  contactName: 'Marla Quint',
  contactPhone: PhoneNumber.parse('+16145550101'),
});

async function send(trade: Trade, otherTrades: readonly Trade[] = []): Promise<string> {
  const result = await dispatchTechnician(placed.ctx, trouble(trade, otherTrades));
  if (!result.ok) throw new Error(result.refusal);
  await settle();
  return result.dispatchId;
}
/** What the worker does: one step may make another due. */
async function settle() {
  while ((await advanceDueLadders(placed.ctx)).advanced > 0);
}
const says = async (from: PhoneNumber, text: string) => {
  const result = await recordTechnicianReply(placed.ctx, { from, text });
  await settle();
  return result;
};
async function wait(minutes: number) {
  world.clock.advance(minutes * MINUTE_MS);
  await settle();
}
const listPages = () =>
  placed.ctx.db.transaction((tx) => tx.select().from(dispatchPages).orderBy(asc(dispatchPages.id)));
const told = async () => (await listPages()).map(({ kind, toNumber }) => [kind, toNumber]);
const statuses = (of: PlacedCall = placed) => getDispatchStatus(of.ctx, { callId: of.call.id });
const seen = async () => (await statuses()).map(({ phase, trades }) => [phase, ...trades]);
const teach = (slug: string, skills: string[]) =>
  placed.ctx.db.transaction((tx) =>
    tx
      .update(technicians)
      .set({ skills })
      .where(and(eq(technicians.businessId, placed.ctx.business.id), eq(technicians.slug, slug))),
  );

describe('one technician who knows all of it', () => {
  test('is woken and nobody else, hears of both trades, and is told as one who comes', async () => {
    const dispatchId = await send('hvac', ['plumbing']);
    expect(await told()).toEqual([['offer', DEE]]);
    expect((await listPages())[0]?.body).toContain('hvac, then plumbing');
    await says(DEE, '1 25');
    expect(await statuses()).toMatchObject([
      {
        dispatchId,
        trade: 'hvac',
        trades: ['hvac', 'plumbing'],
        phase: 'acknowledged',
        arrival: { technicianSlug: 'tech_dee', veryLikelyMinutes: 35 },
      },
    ]);
    await wait(30);
    expect(await told()).toEqual([
      ['offer', DEE],
      ['confirmed', DEE],
    ]);
    const incident = await findOpenIncident(placed.ctx, { callId: placed.call.id });
    expect(incident?.workOrders.map(({ trade }) => trade)).toEqual(['hvac', 'plumbing']);
  });

  test('is one dispatch for any of its trades, however many ask at once', async () => {
    const both = trouble('hvac', ['plumbing']);
    const many = await Promise.all([
      ...Array.from({ length: 3 }, () => dispatchTechnician(placed.ctx, both)),
      dispatchTechnician(placed.ctx, trouble('plumbing', ['hvac'])),
    ]);
    expect(new Set(many.map((one) => one.ok && one.dispatchId)).size).toBe(1);
    expect(many.filter((one) => one.ok && !one.isRepeat)).toHaveLength(1);
    expect(await dispatchTechnician(placed.ctx, trouble('plumbing'))).toMatchObject({ isRepeat: true });
  });

  test('comes for a neighbour of the house too who asks for one of the trades', async () => {
    const dispatchId = await send('hvac', ['plumbing']);
    const second = await world.placeCall({ from: '+16145550177' });
    const joins = { ...trouble('plumbing'), callId: second.call.id };
    expect(await dispatchTechnician(second.ctx, joins)).toMatchObject({ dispatchId, hasJoined: true });
    expect(await told()).toEqual([
      ['offer', DEE],
      ['more', DEE],
    ]);
    // When the work is shared out, each caller waits for what they asked for.
    await says(DEE, '2');
    expect((await statuses(second)).map(({ trades }) => trades)).toEqual([['plumbing']]);
    expect((await statuses()).map(({ trades }) => trades)).toEqual([['hvac'], ['plumbing']]);
    const callers = await placed.ctx.db.transaction((tx) => tx.select().from(dispatchCallers));
    expect(callers).toHaveLength(3);
  });

  test('who sleeps leaves the work to two, and is asked again after them', async () => {
    await send('hvac', ['plumbing']);
    await wait(3);
    expect(await seen()).toEqual([
      ['paging', 'hvac'],
      ['paging', 'plumbing'],
    ]);
    expect((await told()).toSorted()).toEqual([
      ['offer', ANA],
      ['offer', BEN],
      ['offer', DEE],
    ]);
    await says(ANA, '1 20');
    await says(BEN, '1 30');
    expect((await statuses()).map(({ arrival }) => arrival?.technicianSlug)).toEqual([
      'tech_ana',
      'tech_ben',
    ]);
    expect(await says(DEE, '1')).toMatchObject({ became: 'taken' });
  });

  test('who declines is asked for none of the parts', async () => {
    await send('hvac', ['plumbing']);
    await says(DEE, '2');
    for (let rung = 0; rung < 4; rung += 1) await wait(3);
    expect((await told()).filter(([, to]) => to === DEE)).toHaveLength(1);
    expect((await seen()).map(([phase]) => phase)).toEqual(['exhausted', 'exhausted']);
  });

  test('is not asked when two are there more than twenty minutes before', async () => {
    const far = { homeZip: '45701' };
    await placed.ctx.db.transaction((tx) =>
      tx.update(technicians).set(far).where(eq(technicians.slug, 'tech_dee')),
    );
    await send('hvac', ['plumbing']);
    expect((await told()).toSorted()).toEqual([
      ['offer', ANA],
      ['offer', BEN],
    ]);
  });
});

describe('two who go in an order', () => {
  test('are asked one after the other, and who comes second is told not to be there first', async () => {
    await send('plumbing', ['electrical']);
    expect(await told()).toEqual([['offer', CHO]]);
    expect(await statuses()).toMatchObject([
      { trades: ['electrical'], phase: 'paging', waitsFor: [] },
      { trades: ['plumbing'], phase: 'created', waitsFor: ['electrical'], arrival: null },
    ]);
    await wait(2);
    expect(await told()).toEqual([['offer', CHO]]);
    await says(CHO, '1 50');
    const offered = (await listPages()).find(({ toNumber }) => toNumber === BEN);
    expect(offered?.body).toMatch(/Goes first there: electrical\. Not before \d+:\d\d [AP]M\./);
    await says(BEN, '1 10');
    const [first, second] = await statuses();
    expect(second?.arrival?.arrivesBy).toEqual(first?.arrival?.arrivesBy);
    expect(second?.arrival).toMatchObject({ usualMinutes: 75, veryLikelyMinutes: 75 });
  });

  test('come later together when the first is late, and the second is told', async () => {
    await send('plumbing', ['electrical']);
    await says(CHO, '1 20');
    await says(BEN, '1 40');
    const before = (await statuses())[1]?.arrival?.arrivesBy ?? new Date(0);
    await says(CHO, '25');
    expect((await statuses())[1]?.arrival?.arrivesBy).toEqual(before);
    await says(CHO, '90');
    const [first, second] = await statuses();
    expect(second?.arrival?.arrivesBy).toEqual(first?.arrival?.arrivesBy);
    const ofBen = (await listPages()).filter(({ toNumber }) => toNumber === BEN);
    expect(ofBen.at(-1)).toMatchObject({
      kind: 'change',
      body: expect.stringMatching(/not before .* electrical/),
    });
    await says(BEN, '5');
    expect((await statuses())[1]?.arrival?.arrivesBy).toEqual(first?.arrival?.arrivesBy);
  });

  test('are not sent when nobody takes what comes first; a late yes sends the second after all', async () => {
    await send('plumbing', ['electrical']);
    for (let rung = 0; rung < 4; rung += 1) await wait(3);
    expect(await seen()).toEqual([
      ['exhausted', 'electrical'],
      ['exhausted', 'plumbing'],
    ]);
    expect((await told()).some(([, to]) => to === BEN)).toBe(false);
    await says(CHO, '1 30');
    expect(await seen()).toEqual([
      ['acknowledged', 'electrical'],
      ['paging', 'plumbing'],
    ]);
    expect((await told()).at(-1)).toEqual(['offer', BEN]);
  });

  test("wait for one answer of the owner's, and his no is for both", async () => {
    await setDispatchPolicy(placed.ctx, { ownerApprovesNightWakes: true });
    await teach('tech_dee', ['hvac']);
    await send('hvac', ['plumbing']);
    expect(await told()).toEqual([['approval', OWNER]]);
    await says(OWNER, 'A1');
    expect((await told()).slice(1).toSorted()).toEqual([
      ['approval-noted', OWNER],
      ['offer', ANA],
      ['offer', BEN],
    ]);
    for (const person of [ANA, BEN]) await says(person, '1 20');
    placed = await world.placeCall({ from: '+16145550188' });
    const other = { ...trouble('hvac', ['plumbing']), addressLine: '77 Oak Street' };
    await dispatchTechnician(placed.ctx, other);
    await says(OWNER, 'A2');
    expect((await seen()).map(([phase]) => phase)).toEqual(['cancelled', 'cancelled']);
  });
});

describe('what turns out to be needed besides', () => {
  test('is done by who has taken the job and knows it too, and is told; nobody else is woken', async () => {
    const dispatchId = await send('plumbing');
    await says(BEN, '2');
    await says(DEE, '1 25');
    expect(await dispatchTechnician(placed.ctx, trouble('hvac'))).toMatchObject({ ok: true, dispatchId });
    await settle();
    expect(await seen()).toEqual([['acknowledged', 'hvac', 'plumbing']]);
    expect((await listPages()).at(-1)).toMatchObject({
      kind: 'change',
      toNumber: DEE,
      body: expect.stringContaining('more to do at 9 Elm Street: hvac'),
    });
    expect((await told()).some(([, to]) => to === ANA)).toBe(false);
    expect(await dispatchTechnician(placed.ctx, trouble('hvac'))).toMatchObject({ isRepeat: true });
  });

  test('is asked of others when who has taken the job does not know it', async () => {
    await send('plumbing');
    await says(BEN, '1 25');
    await send('hvac');
    expect(await seen()).toEqual([
      ['acknowledged', 'plumbing'],
      ['paging', 'hvac'],
    ]);
  });

  test('is done by one who is being asked and knows it too', async () => {
    await teach('tech_cho', ['electrical', 'plumbing']);
    await send('electrical');
    const [asked] = await listPages();
    expect(asked).toMatchObject({ toNumber: CHO });
    await send('plumbing');
    expect(await told()).toEqual([
      ['offer', CHO],
      ['change', CHO],
    ]);
    expect(await seen()).toEqual([['paging', 'electrical', 'plumbing']]);
    // Passed on, it is two people's work again.
    await says(CHO, '2');
    expect((await told()).slice(2)).toEqual([['offer', OWNER]]);
    expect(await seen()).toEqual([
      ['paging', 'electrical'],
      ['created', 'plumbing'],
    ]);
  });

  test('and waits for the first is done by who takes the first, when they know it', async () => {
    await teach('tech_dee', ['electrical', 'plumbing']);
    await send('electrical');
    expect(await told()).toEqual([['offer', CHO]]);
    await send('plumbing');
    expect(await seen()).toEqual([
      ['paging', 'electrical'],
      ['created', 'plumbing'],
    ]);
    await says(CHO, '2');
    await says(DEE, '1 30');
    expect(await seen()).toEqual([['acknowledged', 'electrical', 'plumbing']]);
    expect((await told()).some(([, to]) => to === BEN)).toBe(false);
    expect((await told()).at(-1)).toEqual(['change', DEE]);
    const rows = await placed.ctx.db.transaction((tx) => tx.select().from(dispatches));
    expect(rows.map(({ phase }) => phase).toSorted()).toEqual(['acknowledged', 'cancelled']);
  });
});

test('what the business does not do is named, and the rest is sent', async () => {
  const mesa = await world.placeCall({ to: 'mesa' });
  const leak = { ...trouble('roofing', ['hvac']), callId: mesa.call.id, zip: '85003' };
  expect(await dispatchTechnician(mesa.ctx, leak)).toMatchObject({
    ok: true,
    notSent: [{ trade: 'roofing', why: 'not-our-trade' }],
  });
  expect((await statuses(mesa)).map(({ trades }) => trades)).toEqual([['hvac']]);
  const incident = await findOpenIncident(mesa.ctx, { callId: mesa.call.id });
  expect(incident?.workOrders.map(({ trade, status }) => [trade, status])).toEqual([
    ['hvac', 'planned'],
    ['roofing', 'referred'],
  ]);
});
