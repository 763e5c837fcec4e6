import { describe, expect, test } from 'vitest';
import { CardGuard, isCardAsked } from './card-guard.ts';

const CARD = '4242 4242 4242 4242';
const final = (itemId: string, text: string) => ({ itemId, text, isFinal: true });
const kept = (guard: CardGuard, itemId: string, text: string) =>
  guard.toKept({ ...final(itemId, text), speaker: 'caller' });

describe('what is kept of an utterance', () => {
  test.each([
    ['Card is four two four two, four two four two,', /four two/],
    ['My Visa is 4242 4242 and it expires next year', /4242/],
    [`the number is ${CARD}`, /4242/],
    ['tres siete uno cuatro, cuatro nueve seis tres cinco tres, nueve ocho cuatro tres uno', /cuatro|nueve/],
  ])('%j has no digit of the card', (text, digits) => {
    const guard = new CardGuard();
    expect(guard.heard(final('i1', text)).isBegun).toBe(true);
    expect(kept(guard, 'i1', text)).not.toMatch(digits);
    expect(kept(guard, 'i1', text)).toContain('[number not kept]');
  });

  test.each([
    'Six one four, five five five, oh one one five.',
    'Twenty-two eighty Glenmawr Avenue, four three two oh two.',
    'My card ends in 4242.',
    'I paid 258 dollars on the 12th of November 2026.',
  ])('%j is all of it', (text) => {
    const guard = new CardGuard();
    expect(guard.heard(final('i1', text)).isBegun).toBe(false);
    expect(kept(guard, 'i1', text)).toBe(text);
  });

  test('is what was said before the digits in the half of a sentence', () => {
    const guard = new CardGuard();
    const half = { itemId: 'i1', text: 'it is 4242 4242', isFinal: false, speaker: 'caller' };
    expect(guard.toKept(half)).toBe('it is [number not kept]');
  });
});

test('the rest of a card is kept no more than its beginning, a telephone number after it is', () => {
  const guard = new CardGuard();
  guard.heard(final('i1', 'card is 4242 4242'));
  guard.heard(final('i2', 'four two four two'));
  guard.heard(final('i3', '614 555 0115'));
  expect(kept(guard, 'i2', 'four two four two')).toBe('[number not kept]');
  expect(kept(guard, 'i3', '614 555 0115')).toBe('614 555 0115');
});

test('groups of four in utterances of their own are a card by the third', () => {
  const guard = new CardGuard();
  expect(guard.heard(final('i1', '4242'))).toEqual({ isBegun: false, taintedIds: [] });
  expect(guard.heard(final('i2', '4242'))).toEqual({ isBegun: false, taintedIds: [] });
  expect(guard.heard(final('i3', '4242'))).toEqual({ isBegun: true, taintedIds: ['i1', 'i2'] });
});

describe('what the model passes on', () => {
  test.each([
    [{ problem: `pays with ${CARD}` }, true],
    [{ note: { inner: ['4242424242424242'] } }, true],
    [{ number: 4_242_424_242_424_242 }, true],
    [{ phone: '+16145550115', zip: '43202', addressLine: '2280 Glenmawr Avenue' }, false],
    [{ slotId: '01999a42-4242-7242-8242-424242424242', earliestAt: '2026-11-24T08:00:00-05:00' }, false],
    [{ phone: '614-555-0115', zip: '43202' }, false],
  ])('%j', (input, isCard) => {
    expect(isCardAsked({ name: 'take_message', argumentsJson: JSON.stringify(input) })).toBe(isCard);
  });

  test('is looked at even when it is no JSON', () => {
    expect(isCardAsked({ name: 'take_message', argumentsJson: `{"problem": "${CARD}` })).toBe(true);
  });
});

describe('keys in bursts', () => {
  const key = (...bursts: string[]) => {
    const guard = new CardGuard();
    return bursts.map((digits, index) => guard.keyed(`k${index}`, digits)).at(-1);
  };

  test.each([[['4242', '4242', '4242']], [['378282', '246310', '005']], [['4242424242424242']]])(
    '%j are a card',
    (bursts) => {
      expect(key(...bursts)?.isBegun).toBe(true);
    },
  );

  test.each([[['43215', '6145550115']], [['6145550115', '6145550116']], [['1', '2', '43215']]])(
    '%j are none',
    (bursts) => {
      expect(key(...bursts)?.isBegun).toBe(false);
    },
  );

  test('are forgotten when the caller speaks', () => {
    const guard = new CardGuard();
    guard.keyed('k1', '43215');
    guard.heard(final('i1', 'and now the other one'));
    expect(guard.keyed('k2', '43085999').isBegun).toBe(false);
  });
});
