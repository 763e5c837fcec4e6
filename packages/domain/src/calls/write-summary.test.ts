import { calls, customers, toolCalls } from '@afterhourfix/database/schema';
import { NotFound } from '@afterhourfix/foundation';
import { PhoneNumber } from '@afterhourfix/vocabulary';
import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { bookSlot, getSlots, type Slot } from '../booking/index.ts';
import { pageMissedTransfer, pageOnCall, saveMessagePart } from '../paging/index.ts';
import { getPricing } from '../pricing/index.ts';
import { createDemoWorld, type DemoWorld, type PlacedCall } from '../testing/demo-world.ts';
import { createOutbox } from '../testing/text-outbox.ts';
import { tellPrice } from '../testing/visits.ts';
import {
  acceptTransfer,
  closeStaleCalls,
  concludeTransfer,
  finishCall,
  recordCallStatus,
  setHandover,
  writeJournal,
  writeSummary,
} from './index.ts';
import { TRANSFER } from './testing/transfer.ts';

const HUNG_UP = { outcome: 'abandoned', reason: 'caller_hung_up' } as const;
const GAS_LINE = { type: 'safety-line-spoken', payload: { lineId: 'SAFE_GAS', by: 'engine' } };

async function rowOf({ ctx, call }: Pick<PlacedCall, 'ctx' | 'call'>) {
  const [row] = await ctx.db.transaction((tx) => tx.select().from(calls).where(eq(calls.id, call.id)));
  return row;
}

function happened({ ctx, call }: PlacedCall, ...events: { type: string; payload?: object }[]) {
  const at = ctx.clock.now();
  return writeJournal(
    ctx,
    events.map(({ type, payload = {} }, index) => {
      return { kind: 'event', callId: call.id, key: `${type}.${index}`, type, at, payload };
    }),
  );
}

function finish({ ctx, call }: PlacedCall, ending: object = {}) {
  return finishCall(ctx, { callId: call.id, ...HUNG_UP, endedAt: ctx.clock.now(), ...ending });
}

/** Runs the jobs that are waiting for this call, as the worker does. */
async function summarise(world: DemoWorld, { ctx, call }: PlacedCall): Promise<string | null | undefined> {
  expect(await world.listJobs('calls.summarise')).toContainEqual({
    businessId: ctx.business.id,
    callId: call.id,
  });
  await writeSummary(ctx, { callId: call.id });
  return (await rowOf({ ctx, call }))?.summary;
}

const countJobs = async (world: DemoWorld) => (await world.listJobs('calls.summarise')).length;

async function offer({ ctx, call }: PlacedCall): Promise<Slot[]> {
  const offered = await getSlots(ctx, { callId: call.id, trade: 'hvac', zip: '43215', limit: 2 });
  if (!offered.ok) throw new Error('Nothing was offered');
  return offered.slots;
}

async function book({ ctx, call }: PlacedCall, slot: Slot | undefined) {
  const who = { name: 'Kelly Oduya', phone: '6145550105', addressLine: '3120 Indianola Ave', zip: '43214' };
  await tellPrice({ ctx, call }, { trade: 'hvac', zip: who.zip, visitAt: slot?.startsAt });
  return bookSlot(ctx, { callId: call.id, slotId: slot?.slotId ?? '', problem: 'SECRET PROBLEM', ...who });
}

test('the summary tells what the rows hold, and not a word of caller or model', async () => {
  await using world = await createDemoWorld();
  const placed = await world.placeCall();
  const { ctx, call } = placed;
  const flags = { flags: ['no-heat'], instructionId: null };
  const verdict = {
    severity: 'urgent_comfort',
    trades: ['hvac'],
    jobTypes: ['hvac.no_heat'],
    isVulnerable: true,
  };
  await happened(
    placed,
    { type: 'triage-judged', payload: { ...verdict, severity: 'routine', ...flags } },
    { type: 'spoken-fact-corrected' },
    { type: 'triage-judged', payload: { ...verdict, ...flags } },
    { type: 'card-stopped' },
  );
  const [first, second] = await offer(placed);
  const visit = { trade: 'hvac', zip: '43215', visitAt: first?.startsAt } as const;
  const priced = await getPricing(ctx, { callId: call.id, ...visit });
  await book(placed, first);
  await book(placed, second);
  await saveMessagePart(ctx, { callId: call.id, source: 'agent', problem: 'SECRET WORDS', isComplete: true });
  world.clock.advance(95_000);
  await finish(placed, { agentNote: 'SECRET NOTE 4111 1111 1111 1111' });
  const summary = await summarise(world, placed);
  const dollars = priced.ok ? priced.quote.totalCents / 100 : Number.NaN;
  for (const part of [
    'Kelly Oduya ((614) 555-0101) called on Monday, November 23 at 10:00 PM for 1 minute 35 seconds.',
    'Judged as urgent but not dangerous, HVAC (no heat); somebody vulnerable is there.',
    `Quoted $${dollars} for HVAC.`,
    `Booked: HVAC visit on ${second?.speakable}, with `,
    `Given up: HVAC visit on ${first?.speakable}.`,
    'Left a message; nobody has been texted about it yet.',
    'The assistant was corrected once while it spoke.',
    'stopped from reading out a card number',
    'Outcome: booked; a visit was booked.',
  ])
    expect(summary).toContain(part);
  expect(summary).not.toMatch(/SECRET|Indianola/);
  expect((await rowOf(placed))?.agentNote).toBe('SECRET NOTE [number not kept]');
});

test('a booking, a message, a page and an event that come after the end are in the summary', async () => {
  await using world = await createDemoWorld();
  const placed = await world.placeCall();
  const { ctx, call } = placed;
  const [slot] = await offer(placed);
  await finish(placed);
  expect(await summarise(world, placed)).toMatch(/Outcome: given up; the caller hung up\.$/);
  expect(await countJobs(world)).toBe(1);
  await happened(placed, { type: 'spoken-fact-corrected' });
  expect(await countJobs(world)).toBe(2);
  await book(placed, slot);
  expect(await countJobs(world)).toBe(3);
  const part = { callId: call.id, source: 'keypad', problem: 'No heat' } as const;
  const { messageId } = await saveMessagePart(ctx, part);
  expect(await countJobs(world)).toBe(4);
  await pageOnCall(ctx, { messageId }, createOutbox());
  expect(await countJobs(world)).toBe(5);
  const summary = await summarise(world, placed);
  expect(summary).toContain(`Booked: HVAC visit on ${slot?.speakable}`);
  expect(summary).toContain('Left a message; the person on call was texted.');
  expect(summary).toContain('corrected once');
  expect(summary).toMatch(/Outcome: booked; a visit was booked\.$/);
});

test('of many runs at once with rows that come meanwhile, the last summary is complete', async () => {
  await using world = await createDemoWorld();
  const placed = await world.placeCall();
  await finish(placed);
  const runs = Array.from({ length: 6 }, async (_, index) => {
    await happened(placed, { type: 'spoken-fact-corrected', payload: { index } });
    await writeSummary(placed.ctx, { callId: placed.call.id });
  });
  await Promise.all([...runs, happened(placed, GAS_LINE)]);
  expect(await summarise(world, placed)).toContain('The safety line was spoken: gas.');
});

test('a call that goes on has no summary, and what happens in it enqueues none', async () => {
  await using world = await createDemoWorld();
  const placed = await world.placeCall();
  await happened(placed, GAS_LINE);
  expect(await countJobs(world)).toBe(0);
  await writeSummary(placed.ctx, { callId: placed.call.id });
  expect((await rowOf(placed))?.summary).toBeNull();
});

test('events of the media and the carrier after the end change nothing that the summary tells', async () => {
  await using world = await createDemoWorld();
  const placed = await world.placeCall();
  await finish(placed);
  await happened(placed, { type: 'media-ended' }, { type: 'engine-ended' });
  expect(await countJobs(world)).toBe(1);
});

test('a customer is known by the number that calls, of this business only', async () => {
  await using world = await createDemoWorld();
  const [oak, mesa] = [await world.placeCall(), await world.placeCall({ to: 'mesa' })];
  const phone = PhoneNumber.parse('+16145550101');
  const known = { businessId: oak.ctx.business.id, phone, name: 'Marla Quint' };
  await oak.ctx.db.transaction((tx) =>
    tx
      .insert(customers)
      .values(known)
      .onConflictDoUpdate({ target: [customers.businessId, customers.phone], set: known }),
  );
  for (const placed of [oak, mesa]) await finish(placed);
  expect(await summarise(world, oak)).toMatch(/^Marla Quint \(\(614\) 555-0101\) called/);
  expect(await summarise(world, mesa)).toMatch(/^A caller from \(614\) 555-0101 called/);
});

test('a payload that is no verdict is told as none', async () => {
  await using world = await createDemoWorld();
  const placed = await world.placeCall();
  await happened(
    placed,
    { type: 'triage-judged', payload: { severity: 'terrible' } },
    { type: 'safety-line-spoken' },
  );
  await finish(placed);
  expect(await summarise(world, placed)).not.toMatch(/Judged|safety line/);
});

test('nobody summarises a call of another business', async () => {
  await using world = await createDemoWorld();
  const { call } = await world.placeCall({ to: 'oak' });
  await expect(writeSummary(await world.contextOf('mesa'), { callId: call.id })).rejects.toBeInstanceOf(
    NotFound,
  );
});

test('of a caller who refuses to be recorded the note is not kept either, and the summary says why', async () => {
  await using world = await createDemoWorld();
  const [before, after] = [await world.placeCall(), await world.placeCall()];
  const refuse = ({ call }: PlacedCall) => ({
    kind: 'recording-wish' as const,
    callId: call.id,
    isRefused: true,
    at: world.clock.now(),
  });
  await writeJournal(before.ctx, [refuse(before)]);
  await finish(before, { agentNote: 'Said a secret' });
  await finish(after, { agentNote: 'Said a secret' });
  await writeJournal(after.ctx, [refuse(after)]);
  for (const placed of [before, after]) {
    expect((await rowOf(placed))?.agentNote).toBeNull();
    expect(await summarise(world, placed)).toContain(
      'The caller refused the recording, which was turned off.',
    );
  }
});

test('a card number that the model writes into a tool’s argument is not kept', async () => {
  await using world = await createDemoWorld();
  const { ctx, call } = await world.placeCall();
  const at = world.clock.now();
  const run = { kind: 'tool-call', callId: call.id, engineCallId: 'call_1', name: 'end_call' } as const;
  const args = {
    reason: 'info_only',
    note: 'Paid with 4111 1111 1111 1111.',
    parts: ['3782', 822463, 10005],
  };
  await writeJournal(ctx, [
    { ...run, arguments: args, status: 'done', result: {}, startedAt: at, finishedAt: at },
  ]);
  const rows = await ctx.db.transaction((tx) => tx.select({ kept: toolCalls.arguments }).from(toolCalls));
  expect(rows).toEqual([
    { kept: { reason: 'info_only', note: 'Paid with [number not kept].', parts: '[number not kept]' } },
  ]);
});

test('a note is kept once, also when the carrier’s report has ended the call before the session could', async () => {
  await using world = await createDemoWorld();
  const placed = await world.placeCall();
  await finish(placed);
  expect(await finish(placed, { agentNote: 'Wants the invoice' })).toEqual({ isFirst: false });
  await finish(placed, { agentNote: 'Something else' });
  expect(await rowOf(placed)).toMatchObject({ agentNote: 'Wants the invoice', outcome: 'abandoned' });
});

test('a person who was rung in vain and one who took the call are told', async () => {
  await using world = await createDemoWorld();
  const placed = await world.placeCall();
  const { ctx, call } = placed;
  await setHandover(ctx, { callId: call.id, handover: TRANSFER });
  await concludeTransfer(world.system, { callSid: call.callSid });
  await pageMissedTransfer(ctx, { callId: call.id }, createOutbox());
  await setHandover(ctx, { callId: call.id, handover: TRANSFER });
  await acceptTransfer(world.system, { callSid: call.callSid });
  await concludeTransfer(world.system, { callSid: call.callSid });
  const summary = await summarise(world, placed);
  expect(summary).toContain('was rung once and did not take the call. The person on call took the call.');
  expect(summary).toContain('They were texted that the caller wanted to speak to somebody.');
  expect(summary).toMatch(/Outcome: put through to a person; a person took the call\.$/);
});

/** Each way in which a call ends without its session's word, or with it. */
const ENDINGS: Record<string, (world: DemoWorld, placed: PlacedCall) => Promise<unknown>> = {
  'the session says prank': (_, placed) => finish(placed, { outcome: 'prank', reason: 'prank' }),
  'the carrier reports the end': ({ system, clock }, { call }) =>
    recordCallStatus(system, {
      callSid: call.callSid,
      status: 'completed',
      sequenceNumber: 1,
      at: clock.now(),
      durationSeconds: 9,
      payload: {},
    }),
  'nobody ends it': async ({ clock }, { ctx }) => {
    clock.advance(60 * 60_000);
    await closeStaleCalls(ctx);
  },
};
test.each(Object.entries(ENDINGS))(
  'a caller who was sent out of a danger was sent to safety when %s, and the summary says so',
  async (_, end) => {
    await using world = await createDemoWorld();
    const placed = await world.placeCall();
    await happened(placed, GAS_LINE);
    await end(world, placed);
    expect(await rowOf(placed)).toMatchObject({
      outcome: 'safety_redirect',
      outcomeReason: 'safety_redirect',
    });
    expect(await summarise(world, placed)).toMatch(
      /The safety line was spoken: gas\. Outcome: sent to safety and the emergency services; danger to life\.$/,
    );
  },
);

test('a line against mere damage sends nobody away, and a person who took the call counts before any line', async () => {
  await using world = await createDemoWorld();
  const [wet, taken] = [await world.placeCall(), await world.placeCall()];
  await happened(wet, { type: 'safety-line-spoken', payload: { lineId: 'SAFE_WATER_SHUTOFF' } });
  await finish(wet);
  await happened(taken, GAS_LINE);
  await setHandover(taken.ctx, { callId: taken.call.id, handover: { ...TRANSFER, isAccepted: true } });
  await concludeTransfer(world.system, { callSid: taken.call.callSid });
  expect(await rowOf(wet)).toMatchObject({ outcome: 'abandoned' });
  expect(await rowOf(taken)).toMatchObject({ outcome: 'transferred', outcomeReason: 'handed_to_human' });
});

test('a caller who came back from a transfer that nobody took, and whose node died, was let down', async () => {
  await using world = await createDemoWorld();
  const placed = await world.placeCall();
  await setHandover(placed.ctx, { callId: placed.call.id, handover: TRANSFER });
  await concludeTransfer(world.system, { callSid: placed.call.callSid });
  world.clock.advance(60 * 60_000);
  await closeStaleCalls(placed.ctx);
  expect(await rowOf(placed)).toMatchObject({
    outcome: 'escalation_exhausted',
    outcomeReason: 'nobody_took_transfer',
  });
});
