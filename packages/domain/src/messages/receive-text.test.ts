import { PhoneNumber } from '@afterhourfix/vocabulary';
import { describe, expect, test } from 'vitest';
import { findContactConsent } from '../customers/index.ts';
import { receiveText } from './index.ts';
import { createVendor, setUpVisit } from './testing/texted-visit.ts';

const CALLER = PhoneNumber.parse('+16025550107');
const TECHNICIAN = '+16025550191';
const HOUR_MS = 3_600_000;

async function setUp(language: 'en' | 'es' = 'en') {
  const house = await setUpVisit();
  await house.text(language);
  await house.sendAll(createVendor());
  return {
    ...house,
    /** Kinds and words of what went out after the first text. */
    answers: async () =>
      (await house.listTexts()).slice(1).map(({ kind, body, language: of }) => ({ kind, body, of })),
    holds: () =>
      house.ctx.db.transaction((tx) =>
        findContactConsent(tx, {
          businessId: house.ctx.business.id,
          number: CALLER,
          channel: 'sms',
          purpose: 'service',
        }),
      ),
    [Symbol.asyncDispose]: () => house[Symbol.asyncDispose](),
  };
}

describe('the code of a visit', () => {
  test('asks what it costs, and cancels only after a yes', async () => {
    await using house = await setUp();
    expect(await house.receive('C1 YES')).toMatchObject({ answer: 'cancel-asked' });
    expect(await house.readVisit()).toMatchObject({ status: 'booked' });
    expect(await house.receive('c1 yes')).toMatchObject({ answer: 'cancelled' });
    expect(await house.readVisit()).toMatchObject({ status: 'cancelled' });
    expect(await house.answers()).toMatchObject([
      { kind: 'cancel-question', body: expect.stringContaining('Reply C1 YES') },
      { kind: 'booking-cancelled' },
    ]);
    expect(await house.sendAll(createVendor())).toEqual(['sent', 'sent']);
  });

  test('asks anew on another day, and when the visit has begun to cost', async () => {
    await using house = await setUp();
    await house.receive('C1');
    const visit = await house.readVisit();
    if (!visit) throw new Error('The visit is gone');
    const untilVisitMs = visit.startsAt.getTime() - house.world.clock.now().getTime();
    house.world.clock.advance(untilVisitMs - HOUR_MS);
    expect(await house.receive('C1 yes')).toMatchObject({ answer: 'cancel-asked' });
    expect((await house.answers()).at(-1)?.body).toContain('for a fee of $59');
    expect(await house.receive('C1 yes')).toMatchObject({ answer: 'cancelled' });
  });

  test('of nobody, or of another number, is no code', async () => {
    await using house = await setUp();
    expect(await house.receive('C7')).toMatchObject({ answer: 'unread' });
    expect(await house.receive('C1', { from: '+16025550171' })).toMatchObject({ answer: 'unread' });
  });

  test('is answered in Spanish to whoever was texted in Spanish', async () => {
    await using house = await setUp('es');
    await house.receive('C1');
    expect(await house.answers()).toMatchObject([
      { of: 'es', body: expect.stringContaining('¿anular su visita') },
    ]);
  });

  test('of a visit that has begun cancels nothing', async () => {
    await using house = await setUp();
    house.world.clock.advance(10 * 24 * HOUR_MS);
    expect(await house.receive('C1')).toMatchObject({ answer: 'cancel-refused' });
  });
});

describe('a wish about the texts', () => {
  test('in Spanish stops them at once, with one confirmation that goes out all the same', async () => {
    await using house = await setUp();
    expect(await house.receive('basta')).toMatchObject({ answer: 'stop' });
    expect(await house.holds()).toBe('refused');
    expect(await house.answers()).toMatchObject([{ kind: 'opt-out-confirmation', of: 'es' }]);
    const vendor = createVendor();
    expect(await house.sendAll(vendor)).toEqual(['sent']);
    expect(await house.text()).toEqual({ ok: false, refusal: 'no-consent' });
    expect(await house.receive('iniciar')).toMatchObject({ answer: 'start' });
    expect(await house.holds()).toBe('granted');
  });

  test('that the carrier answers by itself is heeded and not answered twice', async () => {
    await using house = await setUp();
    expect(await house.receive('STOP')).toMatchObject({ answer: 'stop' });
    expect(await house.receive('HELP')).toMatchObject({ answer: 'help' });
    expect(await house.holds()).toBe('refused');
    expect(await house.answers()).toEqual([]);
  });

  test('for help in Spanish is answered with the number to ring', async () => {
    await using house = await setUp();
    expect(await house.receive('ayuda')).toMatchObject({ answer: 'help' });
    expect(await house.answers()).toMatchObject([
      { kind: 'help', of: 'es', body: expect.stringContaining('+16025550142') },
    ]);
  });
});

test('what a technician answers is passed on, and nothing of a customer is', async () => {
  await using house = await setUp();
  const heard: string[] = [];
  const hear = async (_ctx: unknown, { from, text }: { from: string; text: string }) => {
    heard.push(`${from} ${text}`);
    return text.startsWith('1');
  };
  expect(await house.receive('1 25', { from: TECHNICIAN }, hear)).toMatchObject({ answer: 'technician' });
  expect(await house.receive('who is this', { from: TECHNICIAN }, hear)).toMatchObject({ answer: 'unread' });
  expect(await house.receive('1 25', {}, hear)).toMatchObject({ answer: 'unread' });
  expect(heard).toEqual([`${TECHNICIAN} 1 25`, `${TECHNICIAN} who is this`]);
});

test('everything else is told once a day that nobody reads here', async () => {
  await using house = await setUp();
  expect(await house.receive('is anybody there?')).toMatchObject({ answer: 'unread' });
  await house.receive('hello??');
  expect(await house.answers()).toMatchObject([
    { kind: 'unread-reply', body: expect.stringContaining('911') },
  ]);
  house.world.clock.advance(24 * HOUR_MS);
  await house.receive('still nobody?');
  expect(await house.answers()).toHaveLength(2);
});

test('a text that the carrier brings twice is answered once', async () => {
  await using house = await setUp();
  expect(await house.receive('C1', { messageSid: 'SMx' })).toMatchObject({ isRepeat: false });
  expect(await house.receive('C1', { messageSid: 'SMx' })).toMatchObject({ isRepeat: true });
  expect(await house.answers()).toHaveLength(1);
});

test('a reply to a sender of all businesses goes to the one that texted last; one to nobody is refused', async () => {
  await using house = await setUpVisit();
  const shared = PhoneNumber.parse('+18005550100');
  await house.text();
  await house.sendAll({ send: async () => ({ sid: 'SM1', from: shared }) });
  const incoming = { messageSid: 'SMy', from: CALLER, body: 'C1' };
  expect(await receiveText(house.world.system, { ...incoming, to: shared })).toMatchObject({
    answer: 'cancel-asked',
  });
  expect(await receiveText(house.world.system, { ...incoming, to: '+18005550199' })).toEqual({
    ok: false,
    refusal: 'unknown-number',
  });
});
