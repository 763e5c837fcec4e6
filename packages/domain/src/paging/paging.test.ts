import { businesses, messages, pages, technicians, unroutedMessages } from '@afterhourfix/database/schema';
import { Conflict, NotFound, VendorError } from '@afterhourfix/foundation';
import { MessageId, PhoneNumber } from '@afterhourfix/vocabulary';
import { expect, test } from 'vitest';
import { createDemoWorld, type DemoWorld } from '../testing/demo-world.ts';
import { createOutbox } from '../testing/text-outbox.ts';
import { findTransferTarget, pageOnCall, saveMessagePart, saveUnroutedMessage } from './index.ts';

async function leaveMessage(world: DemoWorld) {
  const { ctx, call } = await world.placeCall();
  const part = { callId: call.id, source: 'keypad', problem: 'Water in the basement' } as const;
  const { messageId } = await saveMessagePart(ctx, part);
  return { ctx, call, messageId };
}

const pagesOf = ({ ctx }: Awaited<ReturnType<typeof leaveMessage>>) =>
  ctx.db.transaction((tx) => tx.select().from(pages));

test('rings the on-call number first and says so when there is nobody', async () => {
  await using world = await createDemoWorld();
  const before = await world.contextOf('oak');
  expect(await findTransferTarget(before, {})).toEqual({ ok: true, to: '+16145550190', name: null });
  await before.db.transaction((tx) => tx.update(businesses).set({ onCallNumber: null }));
  const plumbing = await findTransferTarget(await world.contextOf('oak'), { trade: 'plumbing' });
  expect(plumbing).toEqual({ ok: true, to: '+16145550192', name: 'Ben Kowalski' });
  await before.db.transaction(async (tx) => {
    await tx.update(businesses).set({ ownerNumber: null });
    await tx.update(technicians).set({ isActive: false });
  });
  expect(await findTransferTarget(await world.contextOf('oak'), {})).toEqual({
    ok: false,
    refusal: 'nobody-on-call',
  });
});

test('adds the parts of a message up and pages once, when it says what is wrong', async () => {
  await using world = await createDemoWorld();
  const { ctx, call } = await world.placeCall();
  const part = { callId: call.id, source: 'keypad' } as const;
  const phone = PhoneNumber.parse('+16145550101');
  await saveMessagePart(ctx, { ...part, callerName: 'Marla\0 Quint' });
  await saveMessagePart(ctx, { ...part, callerPhone: phone });
  expect(await world.listJobs('dispatch.page-on-call')).toEqual([]);
  const { messageId } = await saveMessagePart(ctx, { ...part, problem: 'No heat' });
  await Promise.all([
    saveMessagePart(ctx, { ...part, isComplete: true }),
    saveMessagePart(ctx, { ...part, problem: 'No heat' }),
  ]);
  expect(await world.listJobs('dispatch.page-on-call')).toEqual([{ businessId: ctx.business.id, messageId }]);
  expect(await ctx.db.transaction((tx) => tx.select().from(messages))).toMatchObject([
    {
      callerName: 'Marla Quint',
      callerPhone: phone,
      problem: 'No heat',
    },
  ]);
});

test('texts the on-call person once, however often the job runs', async () => {
  await using world = await createDemoWorld();
  const message = await leaveMessage(world);
  const outbox = createOutbox();
  const page = () => pageOnCall(message.ctx, { messageId: message.messageId }, outbox);
  expect(await page()).toEqual({ ok: true, isRepeat: false });
  expect(await page()).toEqual({ ok: true, isRepeat: true });
  expect(outbox.texts).toEqual([
    {
      from: '+16145550142',
      to: '+16145550190',
      body: 'Oak and Iron Home Services: new after-hours message.\nFrom: name not given, +16145550101.\nProblem: Water in the basement',
    },
  ]);
  expect(await pagesOf(message)).toMatchObject([
    { status: 'sent', twilioSid: 'SM1', sentAt: world.clock.now() },
  ]);
});

test('runs at the same time send one text', async () => {
  await using world = await createDemoWorld();
  const message = await leaveMessage(world);
  const outbox = createOutbox();
  const page = () => pageOnCall(message.ctx, { messageId: message.messageId }, outbox);
  const results = await Promise.allSettled([page(), page(), page()]);
  expect(outbox.texts).toHaveLength(1);
  const refused = results.flatMap((result) => (result.status === 'rejected' ? [result.reason] : []));
  expect(refused.every((error) => error instanceof Conflict)).toBe(true);
});

test('a text that the vendor refused is noted and sent by the next run', async () => {
  await using world = await createDemoWorld();
  const message = await leaveMessage(world);
  const input = { messageId: message.messageId };
  const failure = new VendorError('twilio', 'unreachable', { isRetryable: true });
  const broken = { send: () => Promise.reject(failure) };
  await expect(pageOnCall(message.ctx, input, broken)).rejects.toBe(failure);
  expect(await pagesOf(message)).toMatchObject([{ status: 'failed', error: 'twilio: unreachable' }]);
  expect(await pageOnCall(message.ctx, input, createOutbox())).toMatchObject({ ok: true });
  expect(await pagesOf(message)).toMatchObject([{ status: 'sent', error: null }]);
});

test('a page of a run that died is sent after a minute, not before', async () => {
  await using world = await createDemoWorld();
  const message = await leaveMessage(world);
  const input = { messageId: message.messageId };
  const sending = Promise.withResolvers<void>();
  const hanging = {
    send: () => {
      sending.resolve();
      return new Promise<{ sid: string }>(() => undefined);
    },
  };
  void pageOnCall(message.ctx, input, hanging);
  await sending.promise;
  await expect(pageOnCall(message.ctx, input, createOutbox())).rejects.toBeInstanceOf(Conflict);
  world.clock.advance(60_000);
  expect(await pageOnCall(message.ctx, input, createOutbox())).toEqual({ ok: true, isRepeat: false });
});

test('another business cannot page for a message, nor can anybody for one that is not there', async () => {
  await using world = await createDemoWorld();
  const { messageId } = await leaveMessage(world);
  const outbox = createOutbox();
  const [stranger, owner] = [await world.contextOf('mesa'), await world.contextOf('oak')];
  await expect(pageOnCall(stranger, { messageId }, outbox)).rejects.toBeInstanceOf(NotFound);
  const nothing = { messageId: MessageId.parse('0197a000-0000-7000-8000-000000000999') };
  await expect(pageOnCall(owner, nothing, outbox)).rejects.toBeInstanceOf(NotFound);
  expect(outbox.texts).toEqual([]);
});

test('keeps what was left on a number of no business', async () => {
  await using world = await createDemoWorld();
  const message = { callSid: 'CA9', fromRaw: 'anonymous', toRaw: '+16145559999' };
  await saveUnroutedMessage(world.system, { ...message, callerPhone: PhoneNumber.parse('+16145550101') });
  await saveUnroutedMessage(world.system, { ...message, problem: 'No heat' });
  expect(await world.db.transaction((tx) => tx.select().from(unroutedMessages))).toMatchObject([
    { callSid: 'CA9', callerPhone: '+16145550101', problem: 'No heat', recordingUrl: null },
  ]);
});
