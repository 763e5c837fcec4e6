import { dispatchPages, technicians } from '@afterhourfix/database/schema';
import { VendorError } from '@afterhourfix/foundation';
import { PhoneNumber } from '@afterhourfix/vocabulary';
import { asc, eq } from 'drizzle-orm';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { setContactConsent } from '../customers/index.ts';
import type { TextMessages } from '../messages/index.ts';
import { listTextFaults, receiveText } from '../messages/index.ts';
import { createDemoWorld, type DemoWorld, type PlacedCall } from '../testing/demo-world.ts';
import { createOutbox } from '../testing/text-outbox.ts';
import {
  advanceDueLadders,
  dispatchTechnician,
  getDispatchStatus,
  hearTechnicianText,
  listStoppedTechnicians,
  recordPageStatus,
  recordTechnicianReply,
  sendDispatchPage,
  watchTexts,
} from './index.ts';

const LINE = PhoneNumber.parse('+16145550142');
const OWNER = PhoneNumber.parse('+16145550199');
const BEN = PhoneNumber.parse('+16145550192');
const DEE = PhoneNumber.parse('+16145550194');
const HOUR_MS = 3_600_000;

let world: DemoWorld;
let placed: PlacedCall;
let received = 0;
beforeEach(async () => {
  world = await createDemoWorld();
  placed = await world.placeCall();
});
afterEach(() => world[Symbol.asyncDispose]());

async function send(addressLine = '7 Elm Street'): Promise<string> {
  const made = await dispatchTechnician(placed.ctx, {
    ...{ callId: placed.call.id, trade: 'plumbing', severity: 'property_damage', isVulnerable: false },
    ...{ jobTypes: [], problem: 'A pipe has burst', addressLine, zip: '43201' },
    ...{ contactName: 'Marla Quint', contactPhone: null },
  });
  if (!made.ok) throw new Error(made.refusal);
  await advanceDueLadders(placed.ctx);
  return made.dispatchId;
}
function texts(from: PhoneNumber, body: string, to: string = LINE) {
  received += 1;
  const incoming = { messageSid: `SM${received}`, from, to, body };
  return receiveText(world.system, incoming, hearTechnicianText);
}
const listPages = () =>
  placed.ctx.db.transaction((tx) => tx.select().from(dispatchPages).orderBy(asc(dispatchPages.id)));
const asked = async () => (await listPages()).map(({ kind, toNumber }) => [kind, toNumber]);
/** Sends every page that waits. */
async function deliver(port: TextMessages, calls: Parameters<typeof sendDispatchPage>[2]['calls'] = null) {
  for (const { id, status } of await listPages())
    if (status === 'queued') await sendDispatchPage(placed.ctx, { pageId: id }, { texts: port, calls });
}
const agreeToCalls = (number: PhoneNumber) =>
  setContactConsent(placed.ctx, {
    ...{ number, channel: 'voice_ai', purpose: 'dispatch', isGranted: true, callId: null, evidence: {} },
    wording: 'May our dispatch line call you about jobs?',
  });
const phase = async () => (await getDispatchStatus(placed.ctx, { callId: placed.call.id }))[0]?.phase;
const stopped = async () => (await listStoppedTechnicians(placed.ctx)).map(({ name }) => name);
const failing = (reason: string, vendorCode: string): TextMessages => ({
  send: () => Promise.reject(new VendorError('twilio', 'no', { isRetryable: false, reason, vendorCode })),
});

test('a technician who texts STOP passes the job, is texted no more, and comes back with START', async () => {
  await send();
  expect(await texts(BEN, 'STOP')).toMatchObject({ answer: 'stop' });
  expect(await asked()).toEqual([
    ['offer', BEN],
    ['offer', DEE],
  ]);
  expect(await stopped()).toEqual(['Ben Kowalski']);
  await texts(DEE, '2');
  world.clock.advance(3 * 60_000);
  placed = await world.placeCall();
  await send('8 Oak Street');
  const outbox = createOutbox();
  await deliver(outbox);
  expect(outbox.asked).not.toContain(BEN);
  expect((await asked()).filter(([, to]) => to === DEE).length).toBeGreaterThan(1);
  expect(await texts(BEN, 'START')).toMatchObject({ answer: 'start' });
  expect(await stopped()).toEqual([]);
});

test('who has stopped the texts is rung, and a YES that starts them again takes the job', async () => {
  await agreeToCalls(BEN);
  await texts(BEN, 'stop');
  await send();
  const outbox = createOutbox();
  const rung: string[] = [];
  const ring = async ({ to }: { to: string }) => ({ callSid: `CA${rung.push(to)}` });
  await deliver(outbox, { ring });
  expect([outbox.asked, rung]).toEqual([[], [BEN]]);
  expect(await asked()).toEqual([['offer', BEN]]);
  expect(await texts(BEN, 'YES')).toMatchObject({ answer: 'start' });
  expect(await phase()).toBe('acknowledged');
});

test('a number that the carrier has stopped for us is known from the first refusal on', async () => {
  await send();
  await deliver(failing('recipient-stopped', '21610'));
  expect(await stopped()).toContain('Ben Kowalski');
  expect((await listPages())[0]).toMatchObject({ status: 'failed', answer: 'unreachable' });
  expect(await listTextFaults(placed.ctx)).toEqual([]);
});

test('a page that the carrier loses asks the next at once, unless they were rung, and is a fault that is seen', async () => {
  await send();
  const outbox = createOutbox();
  await deliver(outbox);
  const [page] = await listPages();
  if (!page) throw new Error('Nobody was paged');
  expect(outbox.texts[0]?.reportTo).toEqual({ businessId: placed.ctx.business.id, pageId: page.id });
  const report = { pageId: page.id, failure: 'sender-not-registered', errorCode: '30034' } as const;
  await recordPageStatus(placed.ctx, { ...report, status: 'sent' });
  expect(await asked()).toHaveLength(1);
  for (let times = 0; times < 2; times += 1)
    await recordPageStatus(placed.ctx, { ...report, status: 'undelivered' });
  expect(await asked()).toEqual([
    ['offer', BEN],
    ['offer', DEE],
  ]);
  expect(await listTextFaults(placed.ctx)).toMatchObject([{ errorCode: '30034', occurrences: 1 }]);
  await agreeToCalls(DEE);
  await deliver(outbox, { ring: async () => ({ callSid: 'CA1' }) });
  const second = (await listPages())[1];
  await recordPageStatus(placed.ctx, { ...report, pageId: second?.id ?? '', status: 'undelivered' });
  expect(await asked()).toHaveLength(2);
  await recordPageStatus(placed.ctx, { ...report, pageId: page.id, status: 'delivered' });
  expect(await listTextFaults(placed.ctx)).toEqual([]);
});

test('an answer to a sender of all businesses reaches the one that paged', async () => {
  const shared = PhoneNumber.parse('+18005550100');
  await send();
  await deliver({ send: async () => ({ sid: 'SM1', from: shared }) });
  expect(await texts(BEN, '1 25', shared)).toMatchObject({ answer: 'technician' });
  expect(await phase()).toBe('acknowledged');
});

test('who works here and is a customer too is heard as a customer when no job is theirs', async () => {
  const dispatchId = await send();
  expect(await texts(BEN, 'C1')).toMatchObject({ answer: 'unread' });
  expect(await texts(BEN, '1 25')).toMatchObject({ answer: 'technician' });
  expect(await texts(BEN, 'HELP')).toMatchObject({ answer: 'help' });
  await recordTechnicianReply(placed.ctx, { from: BEN, dispatchId, text: '5 real' });
  world.clock.advance(11 * HOUR_MS);
  expect(await texts(BEN, '5 false')).toMatchObject({ answer: 'technician' });
  world.clock.advance(2 * HOUR_MS);
  expect(await texts(BEN, 'yes please come at 5')).toMatchObject({ answer: 'unread' });
});

test('the owner is told once a day what keeps texts from arriving, and once who has stopped them', async () => {
  const { ctx } = placed;
  const outbox = createOutbox();
  const watch = async (port: TextMessages = outbox) => (await watchTexts(ctx, port)).alerted;
  expect(await watch()).toBe(false);
  await send();
  await deliver(failing('sender-not-registered', '30034'));
  await texts(DEE, 'STOP');
  expect(await watch(failing('sender-not-registered', '30034'))).toBe(false);
  expect([await watch(), await watch()]).toEqual([true, false]);
  expect(outbox.texts).toMatchObject([
    { from: LINE, to: OWNER, body: expect.stringMatching(/not registered.*30034.*\n.*Dee Marshall/) },
  ]);
  world.clock.advance(25 * HOUR_MS);
  expect(await watch()).toBe(true);
  await recordPageStatus(ctx, {
    ...{ pageId: (await listPages())[0]?.id ?? '', status: 'delivered', failure: null, errorCode: null },
  });
  world.clock.advance(25 * HOUR_MS);
  expect(await watch()).toBe(false);
  await ctx.db.transaction((tx) =>
    tx.update(technicians).set({ isActive: false }).where(eq(technicians.phone, DEE)),
  );
  expect(await stopped()).toEqual([]);
});
