import { businesses, calls, toolCalls } from '@afterhourfix/database/schema';
import { NotFound } from '@afterhourfix/foundation';
import { CallId, PhoneNumber, Trade } from '@afterhourfix/vocabulary';
import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import {
  closeStaleCalls,
  finishCall,
  recordCallStatus,
  setHandover,
  writeJournal,
  writeSummary,
} from '../calls/index.ts';
import { dispatchTechnician } from '../dispatch/index.ts';
import { createDemoWorld, type DemoWorld, type PlacedCall } from '../testing/demo-world.ts';
import { createOutbox } from '../testing/text-outbox.ts';
import { tellPrice } from '../testing/visits.ts';
import { pageDanger, pageMissedTransfer, saveMessagePart } from './index.ts';

const HUNG_UP = { outcome: 'abandoned', reason: 'caller_hung_up' } as const;
const REDIRECTED = { outcome: 'safety_redirect', reason: 'safety_redirect' } as const;
const GAS = {
  ...{ severity: 'life_safety', trades: ['plumbing'], jobTypes: ['plumbing.gas_leak'], isVulnerable: false },
  ...{ flags: ['gas'], instructionId: 'SAFE_GAS', ruleIds: ['gas.smell.en'], by: 'rules' },
};
const HEARD = { lineId: 'SAFE_GAS', language: 'en', ruleIds: ['gas.smell.en'], by: 'engine' };

let count = 0;
function happened({ ctx, call }: PlacedCall, ...events: [type: string, payload: object][]) {
  const at = ctx.clock.now();
  return writeJournal(
    ctx,
    events.map(([type, payload]) => {
      count += 1;
      return { kind: 'event', callId: call.id, key: `${type}.${count}`, type, at, payload };
    }),
  );
}
const tellOfGas = (placed: PlacedCall) =>
  happened(placed, ['triage-judged', GAS], ['safety-line-spoken', HEARD]);
const finish = ({ ctx, call }: PlacedCall, ending: object = HUNG_UP) =>
  finishCall(ctx, { callId: call.id, ...HUNG_UP, ...ending, endedAt: ctx.clock.now() });
const jobs = (world: DemoWorld) => world.listJobs('dispatch.page-danger');
const outcomeOf = async ({ ctx, call }: PlacedCall) => {
  const [row] = await ctx.db.transaction((tx) => tx.select().from(calls).where(eq(calls.id, call.id)));
  return row?.outcome;
};

async function callAboutGas(world: DemoWorld): Promise<PlacedCall> {
  const placed = await world.placeCall();
  await tellOfGas(placed);
  return placed;
}

test('a caller tells of gas and hangs up: the person on call reads what and who, once, and the call stays redirected', async () => {
  await using world = await createDemoWorld();
  const placed = await callAboutGas(world);
  expect(await jobs(world)).toEqual([]);
  await finish(placed);
  await finish(placed);
  const { ctx, call } = placed;
  expect(await jobs(world)).toEqual([{ businessId: ctx.business.id, callId: call.id }]);
  expect(await outcomeOf(placed)).toBe('safety_redirect');
  const outbox = createOutbox();
  expect(await pageDanger(ctx, { callId: call.id }, outbox)).toEqual({ ok: true, isRepeat: false });
  expect(await pageDanger(ctx, { callId: call.id }, outbox)).toEqual({ ok: true, isRepeat: true });
  expect(outbox.texts).toMatchObject([{ from: '+16145550142', to: '+16145550190' }]);
  expect(outbox.texts[0]?.body.split('\n')).toEqual([
    'Oak and Iron Home Services: DANGER TO LIFE told by phone. The caller is gone, and nobody was sent.',
    'What: plumbing: gas leak.',
    'Told by: gas.smell.',
    'From: +16145550101. No address.',
    'They heard: call 911.',
    'No visit before the fire department or the gas company has cleared it.',
  ]);
  await writeSummary(ctx, { callId: call.id });
  const [row] = await ctx.db.transaction((tx) => tx.select({ summary: calls.summary }).from(calls));
  expect(row?.summary).toContain(
    'Nobody was sent before the caller was gone; the person on call was texted of it.',
  );
  expect(row?.summary).not.toContain('wanted to speak');
});

test('the line was not heard, and the page says so; a locksmith whom the line promised is told too', async () => {
  await using world = await createDemoWorld();
  const [unheard, locked] = [await world.placeCall(), await world.placeCall()];
  await happened(unheard, ['triage-judged', { ...GAS, isVulnerable: true }]);
  const lock = { trades: ['locksmith'], jobTypes: ['locksmith.lockout'], instructionId: 'SAFE_CHILD_LOCKED' };
  const line = { ...HEARD, lineId: 'SAFE_CHILD_LOCKED' };
  await happened(
    locked,
    ['triage-judged', { ...GAS, ...lock, ruleIds: ['person.helpless-behind-lock'] }],
    ['safety-line-spoken', line],
  );
  const outbox = createOutbox();
  for (const placed of [unheard, locked]) {
    await finish(placed);
    await pageDanger(placed.ctx, { callId: placed.call.id }, outbox);
  }
  const [first, second] = outbox.texts.map(({ body }) => body);
  expect(first).toContain('They may not have heard: call 911.');
  expect(first).toContain('gas leak (vulnerable person there)');
  expect(second).toContain('They were told that our locksmith is sent.');
  expect(second).not.toContain('No visit before');
});

test('the carrier, the watch over stale calls and a late journal all see to it', async () => {
  await using world = await createDemoWorld();
  const [reported, stale, late] = [
    await callAboutGas(world),
    await callAboutGas(world),
    await world.placeCall(),
  ];
  const report = {
    status: 'completed',
    sequenceNumber: 1,
    durationSeconds: 9,
    payload: {},
    at: world.clock.now(),
  };
  await recordCallStatus(world.system, { callSid: reported.call.callSid, ...report });
  expect(await jobs(world)).toHaveLength(1);
  await finish(late);
  expect(await jobs(world)).toHaveLength(1);
  await tellOfGas(late);
  expect(await jobs(world)).toHaveLength(2);
  world.clock.advance(31 * 60_000);
  expect(await closeStaleCalls(stale.ctx)).toEqual({ closed: 1 });
  const asked = [reported, late, stale].map(({ ctx, call }) => ({
    businessId: ctx.business.id,
    callId: call.id,
  }));
  expect(await jobs(world)).toEqual(asked);
});

test('somebody who is asked, a message or a person on the line is page enough', async () => {
  await using world = await createDemoWorld();
  const [sent, wrote, taken, after] = [
    await callAboutGas(world),
    await callAboutGas(world),
    await callAboutGas(world),
    await callAboutGas(world),
  ];
  const send = ({ ctx, call }: PlacedCall) =>
    dispatchTechnician(ctx, {
      ...{ callId: call.id, trade: 'plumbing', severity: 'life_safety', isVulnerable: false, jobTypes: [] },
      ...{
        problem: 'Gas',
        addressLine: '12 Oak Street',
        zip: '43215',
        contactName: null,
        contactPhone: null,
      },
    });
  expect(await send(sent)).toMatchObject({ ok: true });
  await saveMessagePart(wrote.ctx, {
    callId: wrote.call.id,
    source: 'agent',
    problem: 'Gas',
    isComplete: true,
  });
  for (const placed of [sent, wrote]) await finish(placed);
  await finish(taken, { outcome: 'transferred', reason: 'handed_to_human' });
  expect(await jobs(world)).toEqual([]);
  await finish(after);
  expect(await jobs(world)).toHaveLength(1);
  expect(await send(after)).toMatchObject({ ok: true });
  const outbox = createOutbox();
  expect(await pageDanger(after.ctx, { callId: after.call.id }, outbox)).toMatchObject({ ok: true });
  expect(outbox.texts).toEqual([]);
});

test('what the caller took back, an address elsewhere, a trade we lack: nobody is woken', async () => {
  await using world = await createDemoWorld();
  const [calm, far, lacking] = [
    await callAboutGas(world),
    await callAboutGas(world),
    await callAboutGas(world),
  ];
  world.clock.advance(1_000);
  await happened(calm, ['triage-judged', { ...GAS, severity: 'routine', instructionId: null, ruleIds: [] }]);
  const started = { startedAt: world.clock.now(), finishedAt: world.clock.now(), status: 'done' } as const;
  await far.ctx.db.transaction((tx) =>
    tx.insert(toolCalls).values({
      ...{ businessId: far.ctx.business.id, callId: far.call.id, name: 'check_service_area', arguments: {} },
      ...{ engineCallId: 'one', argumentsHash: 'one', result: { zone: 'outside' }, ...started },
    }),
  );
  for (const placed of [calm, far]) await finish(placed, REDIRECTED);
  await lacking.ctx.db.transaction((tx) => tx.update(businesses).set({ trades: [Trade.parse('hvac')] }));
  await finish({
    ...lacking,
    ctx: { ...lacking.ctx, business: { ...lacking.ctx.business, trades: ['hvac'] } },
  });
  expect(await jobs(world)).toEqual([]);
});

test('who waited for a person in vain and is gone is one page, whichever job runs first', async () => {
  await using world = await createDemoWorld();
  const placed = await callAboutGas(world);
  const { ctx, call } = placed;
  const to = PhoneNumber.parse('+16145550190');
  const handover = { kind: 'transfer', to, technicianName: null, isAccepted: false } as const;
  await setHandover(ctx, { callId: call.id, handover });
  const report = {
    status: 'completed',
    sequenceNumber: 1,
    durationSeconds: 9,
    payload: {},
    at: world.clock.now(),
  };
  await recordCallStatus(world.system, { callSid: call.callSid, ...report });
  expect(await world.listJobs('dispatch.page-missed-transfer')).toHaveLength(1);
  expect(await jobs(world)).toHaveLength(1);
  const outbox = createOutbox();
  await pageDanger(ctx, { callId: call.id }, outbox);
  await pageMissedTransfer(ctx, { callId: call.id }, outbox);
  expect(outbox.texts).toHaveLength(1);
  expect(outbox.texts[0]?.body).toContain('They wanted to speak to a person, and nobody took the call.');
});

test('nobody pages for a danger of another business', async () => {
  await using world = await createDemoWorld();
  const placed = await callAboutGas(world);
  await finish(placed);
  const page = async (callId: CallId) =>
    pageDanger(await world.contextOf('mesa'), { callId }, createOutbox());
  await expect(page(placed.call.id)).rejects.toBeInstanceOf(NotFound);
  const nobody = CallId.parse('0197a000-0000-7000-8000-000000000999');
  await expect(pageDanger(placed.ctx, { callId: nobody }, createOutbox())).rejects.toBeInstanceOf(NotFound);
});

test('damage whose caller heard the price: a no to it wakes nobody, a line that went dead does', async () => {
  await using world = await createDemoWorld();
  const [refused, dropped] = [await world.placeCall(), await world.placeCall()];
  const flood = {
    ...{ ...GAS, severity: 'property_damage', jobTypes: ['plumbing.burst_pipe'], flags: [] },
    ...{ instructionId: 'SAFE_WATER_SHUTOFF', ruleIds: ['plumbing.burst-pipe.en'] },
  };
  const line = { ...HEARD, lineId: 'SAFE_WATER_SHUTOFF' };
  for (const [placed, text] of [
    [refused, 'No, that is too expensive.'],
    [dropped, 'Wait, it is still running'],
  ] as const) {
    await happened(placed, ['triage-judged', flood], ['safety-line-spoken', line]);
    await tellPrice(placed, { trade: 'plumbing', zip: '43215' });
    world.clock.advance(1_000);
    const at = world.clock.now();
    const turn = { itemId: text, speaker: 'caller', text, startedAt: at, endedAt: at } as const;
    const entry = {
      kind: 'turn',
      callId: placed.call.id,
      ...turn,
      heardMs: null,
      isInterrupted: false,
    } as const;
    await writeJournal(placed.ctx, [entry]);
    await finish(placed, { outcome: 'information_given' });
  }
  expect(await jobs(world)).toEqual([{ businessId: dropped.ctx.business.id, callId: dropped.call.id }]);
  const outbox = createOutbox();
  await pageDanger(dropped.ctx, { callId: dropped.call.id }, outbox);
  const body = outbox.texts[0]?.body;
  expect(body).toContain('EMERGENCY told by phone');
  expect(body).toContain('They heard a price, and have not said yes.');
  expect(body).not.toMatch(/911|running/);
});
