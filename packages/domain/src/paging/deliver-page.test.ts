import { businesses, messages, pages } from '@afterhourfix/database/schema';
import { Conflict, NotFound, VendorError } from '@afterhourfix/foundation';
import { type CallId, PhoneNumber } from '@afterhourfix/vocabulary';
import { expect, test } from 'vitest';
import type { DomainContext } from '../context.ts';
import { createDemoWorld, type DemoWorld } from '../testing/demo-world.ts';
import { createOutbox } from '../testing/text-outbox.ts';
import { pageMissedTransfer, pageOnCall, saveMessagePart } from './index.ts';

const ON_CALL = PhoneNumber.parse('+16145550190');
const OWNER = PhoneNumber.parse('+16145550199');

async function leaveMessage(world: DemoWorld) {
  const { ctx, call } = await world.placeCall();
  const part = { callId: call.id, source: 'agent', problem: 'No heat', isComplete: true } as const;
  return { ctx, callId: call.id, messageId: (await saveMessagePart(ctx, part)).messageId };
}

const pagesOf = ({ ctx }: { ctx: DomainContext }) =>
  ctx.db.transaction((tx) =>
    tx.select({ to: pages.toNumber, status: pages.status, error: pages.error }).from(pages).orderBy(pages.id),
  );

test('when the on-call number takes no texts the owner is paged, and both are noted', async () => {
  await using world = await createDemoWorld();
  const message = await leaveMessage(world);
  const outbox = createOutbox([ON_CALL]);
  expect(await pageOnCall(message.ctx, message, outbox)).toEqual({ ok: true, isRepeat: false });
  expect(outbox.texts).toMatchObject([{ to: OWNER, body: expect.stringContaining('No heat') }]);
  expect(await pagesOf(message)).toEqual([
    { to: ON_CALL, status: 'failed', error: `twilio: ${ON_CALL} takes no texts` },
    { to: OWNER, status: 'sent', error: null },
  ]);
  expect(await pageOnCall(message.ctx, message, outbox)).toEqual({ ok: true, isRepeat: true });
  expect(outbox.texts).toHaveLength(1);
});

test('when no number takes texts the refusal is passed on, and every number was tried once', async () => {
  await using world = await createDemoWorld();
  const message = await leaveMessage(world);
  const outbox = createOutbox([ON_CALL, OWNER]);
  const paging = pageOnCall(message.ctx, message, outbox);
  await expect(paging).rejects.toMatchObject({ vendor: 'twilio', isRetryable: false });
  expect(outbox.asked).toEqual([ON_CALL, OWNER]);
  expect(await pagesOf(message)).toMatchObject([{ status: 'failed' }, { status: 'failed' }]);
});

test('a vendor that is away is not asked for the owner instead: the on-call person comes first', async () => {
  await using world = await createDemoWorld();
  const message = await leaveMessage(world);
  const away = new VendorError('twilio', 'unreachable', { isRetryable: true });
  await expect(pageOnCall(message.ctx, message, { send: () => Promise.reject(away) })).rejects.toBe(away);
  expect(await pagesOf(message)).toMatchObject([{ to: ON_CALL, status: 'failed' }]);
});

test('a page that is sent again goes to whoever is on call by then', async () => {
  await using world = await createDemoWorld();
  const message = await leaveMessage(world);
  const refusing = createOutbox([ON_CALL, OWNER]);
  await expect(pageOnCall(message.ctx, message, refusing)).rejects.toBeInstanceOf(VendorError);
  const corrected = PhoneNumber.parse('+16145550177');
  await message.ctx.db.transaction((tx) => tx.update(businesses).set({ onCallNumber: corrected }));
  const outbox = createOutbox();
  expect(await pageOnCall(await world.contextOf('oak'), message, outbox)).toMatchObject({ ok: true });
  expect(outbox.texts).toMatchObject([{ to: corrected }]);
});

test('a corrected message is texted again with the correction, an unchanged one is not', async () => {
  await using world = await createDemoWorld();
  const message = await leaveMessage(world);
  const outbox = createOutbox();
  await pageOnCall(message.ctx, message, outbox);
  const again = { callId: message.callId, source: 'agent', isComplete: true } as const;
  await saveMessagePart(message.ctx, { ...again, problem: 'No heat' });
  expect(await world.listJobs('dispatch.page-on-call')).toHaveLength(1);
  const phone = PhoneNumber.parse('+16145550177');
  const corrected = await saveMessagePart(message.ctx, { ...again, callerPhone: phone });
  expect(corrected).toEqual({ messageId: message.messageId, isPaged: true });
  expect(await world.listJobs('dispatch.page-on-call')).toHaveLength(2);
  expect(await pageOnCall(message.ctx, message, outbox)).toEqual({ ok: true, isRepeat: false });
  expect(await pageOnCall(message.ctx, message, outbox)).toEqual({ ok: true, isRepeat: true });
  expect(outbox.texts.map(({ body }) => body.includes(phone))).toEqual([false, true]);
});

test('says whether somebody will be paged: only for a complete message, and only with somebody on call', async () => {
  await using world = await createDemoWorld();
  const { ctx, call } = await world.placeCall();
  const part = { callId: call.id, source: 'keypad' } as const;
  expect(await saveMessagePart(ctx, { ...part, callerName: 'Marla' })).toMatchObject({ isPaged: false });
  expect(await saveMessagePart(ctx, { ...part, problem: 'No heat' })).toMatchObject({ isPaged: true });
  await ctx.db.transaction(async (tx) => {
    await tx.update(businesses).set({ onCallNumber: null, ownerNumber: null });
    await tx.execute("update technicians set on_call = 'none'");
  });
  const alone = await world.contextOf('oak');
  expect(await saveMessagePart(alone, { ...part, isComplete: true })).toMatchObject({ isPaged: false });
});

test('a transfer that nobody took is texted once per call, with the number to call back', async () => {
  await using world = await createDemoWorld();
  const { ctx, call } = await world.placeCall();
  const outbox = createOutbox();
  const page = () => pageMissedTransfer(ctx, { callId: call.id }, outbox);
  const runs = await Promise.allSettled([page(), page(), page()]);
  expect(runs.flatMap((run) => (run.status === 'rejected' ? [run.reason] : [])).every(isConflict)).toBe(true);
  expect(await page()).toEqual({ ok: true, isRepeat: true });
  expect(outbox.texts).toEqual([
    {
      from: '+16145550142',
      to: ON_CALL,
      body: 'Oak and Iron Home Services: a caller wanted to speak to a person, and nobody took the call.\nFrom: +16145550101.',
    },
  ]);
});

test('a missed transfer and a message of the same call are two pages', async () => {
  await using world = await createDemoWorld();
  const message = await leaveMessage(world);
  const outbox = createOutbox();
  await pageMissedTransfer(message.ctx, message, outbox);
  await pageOnCall(message.ctx, message, outbox);
  expect(outbox.texts).toHaveLength(2);
  expect(await message.ctx.db.transaction((tx) => tx.select().from(messages))).toMatchObject([
    { pagedAt: world.clock.now() },
  ]);
});

test('nobody pages for a call of another business', async () => {
  await using world = await createDemoWorld();
  const { call } = await world.placeCall({ to: 'oak' });
  const page = async (callId: CallId) =>
    pageMissedTransfer(await world.contextOf('mesa'), { callId }, createOutbox());
  await expect(page(call.id)).rejects.toBeInstanceOf(NotFound);
});

const isConflict = (error: unknown) => error instanceof Conflict;
