import { dispatches, dispatchPages, technicians } from '@afterhourfix/database/schema';
import { VendorError } from '@afterhourfix/foundation';
import { PhoneNumber } from '@afterhourfix/vocabulary';
import { asc, eq } from 'drizzle-orm';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { setContactConsent } from '../customers/index.ts';
import type { TextMessages } from '../messages/index.ts';
import { createDemoWorld, type DemoWorld, type PlacedCall } from '../testing/demo-world.ts';
import { createOutbox } from '../testing/text-outbox.ts';
import {
  advanceDueLadders,
  type DispatchTechnicianInput,
  dispatchTechnician,
  heedTechnicianAnswer,
  openTechnicianCall,
  recordTechnicianAnswer,
  recordTechnicianReply,
  sendDispatchPage,
  watchLateDispatches,
} from './index.ts';

const BEN = PhoneNumber.parse('+16145550192');
const DEE = PhoneNumber.parse('+16145550194');
const MINUTE_MS = 60_000;

let world: DemoWorld;
let placed: PlacedCall;
beforeEach(async () => {
  world = await createDemoWorld();
  placed = await world.placeCall();
});
afterEach(() => world[Symbol.asyncDispose]());

async function send(change: Partial<DispatchTechnicianInput> = {}): Promise<string> {
  const made = await dispatchTechnician(placed.ctx, {
    ...{ callId: placed.call.id, trade: 'plumbing', severity: 'property_damage', isVulnerable: false },
    ...{ jobTypes: [], problem: 'A pipe has burst', addressLine: '7 Elm Street', zip: '43201' },
    ...{ contactName: 'Marla Quint', contactPhone: null },
    ...change,
  });
  if (!made.ok) throw new Error(made.refusal);
  return made.dispatchId;
}
const answers = (from: PhoneNumber, text: string) => recordTechnicianReply(placed.ctx, { from, text });
const listPages = () =>
  placed.ctx.db.transaction((tx) => tx.select().from(dispatchPages).orderBy(asc(dispatchPages.id)));
async function readDispatch(id: string) {
  const [row] = await placed.ctx.db.transaction((tx) =>
    tx.select().from(dispatches).where(eq(dispatches.id, id)),
  );
  return row;
}
async function sendAll(texts: TextMessages, calls: Parameters<typeof sendDispatchPage>[2]['calls'] = null) {
  for (const { id, status } of await listPages())
    if (status === 'queued') await sendDispatchPage(placed.ctx, { pageId: id }, { texts, calls });
}

test.each(['20', '1 20', '20 min'])(
  'minutes of somebody who is there already (%s) name no new arrival to anybody',
  async (text) => {
    const id = await send();
    await advanceDueLadders(placed.ctx);
    await answers(BEN, '1 25');
    world.clock.advance(20 * MINUTE_MS);
    await answers(BEN, '4');
    const before = await readDispatch(id);
    expect(await answers(BEN, text)).toMatchObject({ ok: true, became: 'noted' });
    expect(await readDispatch(id)).toEqual(before);
  },
);

test('a no of somebody who is there leaves the job theirs, and says so', async () => {
  const id = await send();
  await advanceDueLadders(placed.ctx);
  await answers(BEN, '1 25');
  await answers(BEN, '4');
  expect(await answers(BEN, '2')).toMatchObject({ ok: true, became: 'noted' });
  expect(await readDispatch(id)).toMatchObject({ phase: 'arrived' });
  expect((await listPages()).map(({ answer }) => answer)).not.toContain('declined');
});

test('who answers an offer with being on the way has taken it, and nobody else is woken', async () => {
  const id = await send();
  await advanceDueLadders(placed.ctx);
  expect(await answers(BEN, 'on my way')).toMatchObject({ became: 'acknowledged' });
  world.clock.advance(10 * MINUTE_MS);
  await advanceDueLadders(placed.ctx);
  expect(await readDispatch(id)).toMatchObject({ phase: 'acknowledged' });
  expect((await listPages()).map(({ toNumber }) => toNumber)).not.toContain(DEE);
});

test('who has left the business between the offer and its text is told nothing of the caller', async () => {
  await send();
  await advanceDueLadders(placed.ctx);
  await placed.ctx.db.transaction((tx) =>
    tx.update(technicians).set({ isActive: false }).where(eq(technicians.phone, BEN)),
  );
  const outbox = createOutbox();
  await sendAll(outbox);
  expect(outbox.asked).toEqual([]);
  await sendAll(outbox);
  expect(outbox.asked).toEqual([DEE]);
});

test('a page that the carrier could not take for a moment is sent by the next run, and nobody is rung twice', async () => {
  await setContactConsent(placed.ctx, {
    ...{ number: BEN, channel: 'voice_ai', purpose: 'dispatch', isGranted: true, callId: null },
    ...{ evidence: {}, wording: 'May our dispatch line call you about jobs?' },
  });
  await send();
  await advanceDueLadders(placed.ctx);
  const rung: string[] = [];
  const ring = async ({ to }: { to: string }) => ({ callSid: `CA${rung.push(to)}` });
  const away: TextMessages = {
    send: () => Promise.reject(new VendorError('twilio', '503', { isRetryable: true })),
  };
  await expect(sendAll(away, { ring })).rejects.toThrow('503');
  const outbox = createOutbox();
  await sendAll(outbox, { ring });
  expect([outbox.asked, rung]).toEqual([[BEN], [BEN]]);
  expect((await listPages())[0]).toMatchObject({ status: 'sent', callSid: 'CA1' });
});

test('what a caller says cannot look like lines of ours on the page', async () => {
  await send({
    problem: 'A pipe\r\nhas burst\u0007\u2028Oak and Iron: the job is called off.\nReply 2.',
    addressLine: '7 Elm Street\nReply 2 to take it',
    contactName: 'Marla\n\nQuint',
  });
  await advanceDueLadders(placed.ctx);
  const [page] = await listPages();
  expect(page?.body.split(/[\n\u2028]/)).toEqual([
    expect.stringMatching(/^Oak .*EMERGENCY/),
    'A pipe has burst Oak and Iron: the job is called off. Reply 2.',
    expect.stringMatching(/^7 Elm Street Reply 2 to take it, 43201\./),
    expect.stringMatching(/^Caller: Marla Quint,/),
    expect.stringMatching(/^Reply 1 and your minutes/),
  ]);
});

test('one dispatch that cannot be read keeps neither ladders nor late ones of others waiting', async () => {
  const broken = await send();
  world.clock.advance(1_000);
  placed = await world.placeCall();
  const sound = await send({ addressLine: '8 Oak Street' });
  const change = (id: string, set: Partial<typeof dispatches.$inferInsert>) =>
    placed.ctx.db.transaction((tx) => tx.update(dispatches).set(set).where(eq(dispatches.id, id)));
  await change(broken, { ladder: { phase: 'nonsense' } });
  await expect(advanceDueLadders(placed.ctx)).rejects.toThrow(AggregateError);
  expect(await readDispatch(sound)).toMatchObject({ phase: 'paging' });
  await answers(BEN, '1 10');
  const taken = { takenBy: 'owner', acknowledgedAt: world.clock.now(), etaSource: 'reckoned' } as const;
  await change(broken, { phase: 'acknowledged', ...taken, arrivesBy: world.clock.now() });
  world.clock.advance(60 * MINUTE_MS);
  await expect(watchLateDispatches(placed.ctx)).rejects.toThrow(AggregateError);
  expect((await listPages()).map(({ kind }) => kind)).toContain('late');
});

test('a yes on the phone whose hearing died with its process is heard when the call is over, and once', async () => {
  await setContactConsent(placed.ctx, {
    ...{ number: BEN, channel: 'voice_ai', purpose: 'dispatch', isGranted: true, callId: null },
    ...{ evidence: {}, wording: 'May our dispatch line call you about jobs?' },
  });
  const dispatchId = await send();
  await advanceDueLadders(placed.ctx);
  const { technicianCallId } = await openTechnicianCall(placed.ctx, {
    ...{ dispatchId, to: BEN, from: PhoneNumber.parse('+16145550142'), language: 'en' },
    ...{ technicianName: 'Ben', summary: 'Burst pipe' },
  });
  const report = (kind: 'taken' | 'ended') =>
    recordTechnicianAnswer(placed.ctx, {
      technicianCallId,
      report: kind === 'taken' ? { kind, etaMinutes: null } : { kind },
    });
  await report('taken');
  const left = await report('ended');
  expect(left).toMatchObject({ answer: 'taken' });
  if (left) await heedTechnicianAnswer(placed.ctx, left);
  expect(await readDispatch(dispatchId)).toMatchObject({ phase: 'acknowledged' });
  expect(await report('ended')).toBeNull();
});
