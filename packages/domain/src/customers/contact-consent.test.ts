import { consentRecords } from '@afterhourfix/database/schema';
import { PhoneNumber } from '@afterhourfix/vocabulary';
import { expect, test } from 'vitest';
import { createDemoWorld } from '../testing/demo-world.ts';
import { type ConsentRecord, findContactConsent, heedTextReply, setContactConsent } from './index.ts';

const NUMBER = PhoneNumber.parse('+16145550114');

async function setUp() {
  const world = await createDemoWorld();
  const { ctx, call } = await world.placeCall();
  const record = {
    number: NUMBER,
    channel: 'sms',
    purpose: 'service',
    isGranted: true,
    wording: 'May I text you about this visit?',
    callId: call.id,
    evidence: { saidBy: 'caller' },
  } satisfies ConsentRecord;
  return {
    ctx,
    other: await world.contextOf('mesa'),
    answer: (change: Partial<ConsentRecord> = {}) => setContactConsent(ctx, { ...record, ...change }),
    text: (words: string) => heedTextReply(ctx, { from: NUMBER, text: words, messageSid: 'SM1' }),
    holds: (channel: ConsentRecord['channel'], purpose: ConsentRecord['purpose'], of = ctx) =>
      of.db.transaction((tx) =>
        findContactConsent(tx, { businessId: of.business.id, number: NUMBER, channel, purpose }),
      ),
    [Symbol.asyncDispose]: () => world[Symbol.asyncDispose](),
  };
}

test('nobody has agreed who was not asked, and what is granted is granted for that alone', async () => {
  await using people = await setUp();
  expect(await people.holds('sms', 'service')).toBe('unasked');
  await people.answer();
  expect(await people.holds('sms', 'service')).toBe('granted');
  expect(await people.holds('sms', 'marketing')).toBe('unasked');
  expect(await people.holds('voice_ai', 'service')).toBe('unasked');
  expect(await people.holds('sms', 'service', people.other)).toBe('unasked');
});

test('a refusal takes back every purpose of its channel, and the record keeps both answers', async () => {
  await using people = await setUp();
  await people.answer();
  await people.answer({ purpose: 'marketing' });
  await people.answer({ channel: 'voice_ai', purpose: 'callback' });
  await people.answer({ isGranted: false, wording: "please don't text me \0" });
  expect(await people.holds('sms', 'service')).toBe('refused');
  expect(await people.holds('sms', 'marketing')).toBe('refused');
  expect(await people.holds('voice_ai', 'callback')).toBe('granted');
  const rows = await people.ctx.db.transaction((tx) => tx.select().from(consentRecords));
  // One of each technician of the demo is there before.
  expect(
    rows.filter(({ purpose, wording }) => purpose !== 'dispatch' || wording.startsWith('please')),
  ).toHaveLength(7);
  expect(rows.at(-1)).toMatchObject({ wording: "please don't text me ", evidence: { saidBy: 'caller' } });
});

test.each(['STOP', 'alto', 'Please stop texting me'])('a text of %j is heeded', async (words) => {
  await using people = await setUp();
  await people.answer();
  expect(await people.text(words)).toBe('stop');
  expect(await people.holds('sms', 'service')).toBe('refused');
  expect(await people.text('START')).toBe('start');
  expect(await people.holds('sms', 'service')).toBe('granted');
  expect(await people.holds('sms', 'marketing')).toBe('refused');
});

test('a plain yes is no consent of somebody who never refused', async () => {
  await using people = await setUp();
  expect(await people.text('yes')).toBeNull();
  expect(await people.text('HELP')).toBe('help');
  expect(await people.text('see you at five')).toBeNull();
  expect(await people.holds('sms', 'service')).toBe('unasked');
});
