import fc from 'fast-check';
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

type Said = [speaker: 'caller' | 'agent' | 'keys', text: string];

/** What is kept of each turn after all of them, and which were written anew. */
function play(turns: readonly Said[]) {
  const guard = new CardGuard();
  let isBegun = false;
  const rewritten: string[] = [];
  for (const [place, [speaker, text]] of turns.entries()) {
    const itemId = `i${place}`;
    if (speaker === 'agent') guard.agentSaid({ itemId, text });
    else {
      const heard = speaker === 'keys' ? guard.keyed(itemId, text) : guard.heard(final(itemId, text));
      isBegun ||= heard.isBegun;
      rewritten.push(...heard.taintedIds);
    }
  }
  const texts = turns.map(([speaker, text], place) =>
    guard.toKept({
      itemId: `i${place}`,
      text,
      isFinal: true,
      speaker: speaker === 'agent' ? 'agent' : 'caller',
    }),
  );
  return { isBegun, rewritten, texts };
}

const caller = (...texts: string[]): Said[] => texts.map((text) => ['caller', text]);

describe('a card in pieces', () => {
  test.each<[string, Said[]]>([
    ['in fours', caller('4111', '1111', '1111', '1111')],
    ['in the groups of Amex', caller('3782', '822463', '10005')],
    ['in two sixes and a four', caller('411111', '111111', '1111')],
    ['in two fives and a six', caller('41111', '11111', '111111')],
    [
      'in words',
      caller('four one one one', 'and then eleven eleven', 'okay, four ones', 'uh, one one one one'),
    ],
    ['in Spanish', caller('cuatro uno uno uno', 'luego mil ciento once', 'sí', 'once once', 'y cuatro unos')],
    ['with yes between', caller('4111', 'yes', '1111', 'okay', '1111', 'uh-huh', '1111')],
    ['in twos with a digit misheard', caller('41', '11', '11', '11', '11', '11', '11', '12')],
    [
      'with more words',
      caller('it says 4111 on it', 'and under it 1111', 'I see 1111 next', 'finally a 1111'),
    ],
    ['named before', caller('let me get my card', '4111', '1111')],
    ['with a ten at its head', caller('4242424242', '424242')],
    ['in a breath after the first group', caller('4111', '1111 1111 1111')],
    [
      'with the agent between',
      [
        ['agent', 'How can I help?'],
        ['caller', '4111'],
        ['agent', 'Are you ready?'],
        ['caller', 'yes, 1111'],
        ['agent', 'Okay, 1111. And the next four?'],
        ['caller', '1111'],
        ['agent', 'I have four one one one, one one one one.'],
        ['caller', '1111'],
      ],
    ],
    [
      'that the agent refuses',
      [
        ['caller', '4111'],
        ['agent', "Please don't share that over the phone."],
        ['caller', '1111'],
        ['agent', "I can't take cards."],
        ['caller', '1111'],
      ],
    ],
    [
      'that the agent asked for',
      [
        ['agent', "What's your card number?"],
        ['caller', '4111'],
      ],
    ],
    [
      'on keys',
      [
        ['keys', '4111'],
        ['keys', '1111'],
        ['keys', '1111'],
        ['keys', '1111'],
      ],
    ],
    [
      'on keys in a ten and a six',
      [
        ['keys', '4242424242'],
        ['keys', '424242'],
      ],
    ],
    ['on keys with stars', [['keys', '4111*1111*1111*1111']]],
    [
      'half said, half keyed',
      [
        ['caller', '4111'],
        ['caller', '1111'],
        ['keys', '11111111'],
      ],
    ],
  ])('%s is heard, and its first groups are taken out too', (_, turns) => {
    const { isBegun, texts } = play(turns);
    expect(isBegun).toBe(true);
    expect(texts.join('\n')).not.toMatch(/\d{2}|one one|eleven|ones|uno uno|once|unos|ciento/);
  });

  test.each<[string, Said[]]>([
    ['two telephone numbers', caller('614-555-0115', '614-555-0116')],
    ['a telephone number in three breaths and a ZIP', caller('614', '555', '0115', '43202')],
    ['a ZIP, a house and a telephone number', caller('43202', '2280', '614 555 0115')],
    [
      'answers to questions',
      [
        ['agent', "What's the ZIP?"],
        ['caller', '43202'],
        ['agent', 'And the house number?'],
        ['caller', '2280'],
        ['agent', 'The gate code?'],
        ['caller', '4417'],
        ['agent', 'What year was it installed?'],
        ['caller', '1998'],
      ],
    ],
    [
      'a ZIP and a telephone number on keys',
      [
        ['keys', '43215'],
        ['keys', '6145550115'],
      ],
    ],
    [
      'prices that the agent names',
      [
        ['agent', "It's 258, or 1200 with the part."],
        ['caller', 'okay'],
      ],
    ],
    ['an order number', caller('88412345678', 'the gate is 4417')],
    ['years', caller('2019', '2020', '2021', '2022')],
  ])('%s is none', (_, turns) => {
    const { isBegun, texts } = play(turns);
    expect(isBegun).toBe(false);
    expect(texts).toEqual(turns.map(([, text]) => text));
  });

  test('is written anew from its first group, and so is what the agent repeated', () => {
    const turns: Said[] = [...caller('4111', '1112'), ['agent', 'So 4111, 1112'], ...caller('1113')];
    expect(play(turns).rewritten).toEqual(['i0', 'i1', 'i2']);
  });
});

test('a card is heard in pieces of any length, a digit misheard, whatever short words are between', () => {
  const sizes = fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 16, maxLength: 16 });
  const digits = fc.stringMatching(/^[3-6]\d{15}$/);
  const between = fc.constantFrom<Said[]>([], caller('yes'), caller('uh-huh', 'ready?'), [
    ['agent', 'Go ahead.'],
  ]);
  fc.assert(
    fc.property(
      digits,
      sizes,
      fc.array(between, { minLength: 16, maxLength: 16 }),
      (card, lengths, pauses) => {
        let rest = card;
        const pieces = lengths.map((length) => {
          const piece = rest.slice(0, length);
          rest = rest.slice(length);
          return piece;
        });
        const read = pieces.filter((piece) => piece !== '');
        // What begins as a telephone number may go on as a house and a ZIP.
        fc.pre(!/3-3-4|3-7/.test(read.map((piece) => piece.length).join('-')));
        const { isBegun, texts } = play(
          read.flatMap((piece, place): Said[] => [['caller', piece], ...(pauses[place] ?? [])]),
        );
        expect(isBegun).toBe(true);
        expect(texts.join()).not.toMatch(/\d/);
      },
    ),
  );
});

describe('what follows a card', () => {
  const read = ['caller', 'my card is 4111 1111 1111 1111'] as const;
  test.each([
    'expires oh four twenty-nine, code one two three',
    'expires April twenty-nine',
    'exp 4 29',
    'the security code is 1 2 3',
    'the code on the back is 12 3',
    '123',
    'vence cero cuatro veintinueve, código uno dos tres',
  ])('%j is kept without its digits', (text) => {
    const { texts } = play([[...read], ['agent', 'Please stop.'], ['caller', 'okay'], ['caller', text]]);
    expect(texts[3]).not.toMatch(/\d|\bone\b|twenty|four|uno|cuatro|April/);
  });

  test('in the same breath is kept without its digits', () => {
    const { texts } = play(caller('4111 1111 1111 1111 expires 4 29 code 1 2 3'));
    expect(texts.join()).not.toMatch(/\d/);
  });

  test('on the keys is not kept either', () => {
    expect(play([[...read], ['keys', '123']]).texts[1]).not.toContain('123');
  });

  test.each<[string, Said[]]>([
    ['a telephone number', caller('614 555 0115')],
    ['an address', caller('my address is 2280 Glenmawr Avenue, 43202')],
    [
      'the ZIP that was asked for',
      [
        ['agent', "What's your ZIP?"],
        ['caller', '43202'],
      ],
    ],
    ['what the agent says of prices', [['agent', "It's two hundred fifty-eight dollars, between 8 and 10."]]],
  ])('%s is kept whole', (_, turns) => {
    expect(play([[...read], ...turns]).texts.slice(1)).toEqual(turns.map(([, text]) => text));
  });
});

describe('what the model passes on in pieces', () => {
  const isCard = (input: unknown, name = 'take_message') =>
    isCardAsked({ name, argumentsJson: JSON.stringify(input) });

  test.each([
    [{ parts: ['4111', '1111', '1111', '1111'] }],
    [{ parts: [4111, 1111, 1111, 1111] }],
    [{ parts: [...'4111111111111111'] }],
    [{ a: '4111', b: { c: '1111', d: ['1111', { e: 1111 }] } }],
    [{ phone: '+4111111111111111' }],
    [{ phone: '+411111111111111' }],
    [{ phone: '4111.1111.1111.1111' }],
    [{ card: '4111' }],
    [{ card_number: 4111 }],
    [{ payment: { cardNumber: { first: '4111', rest: 'soon' } } }],
    [{ cvv: '123' }],
    [{ numeroTarjeta: 'cuatro uno uno uno' }],
    [{ '4111111111111111': true }],
    [{ note: '{"x":"4111 1111 1111 1111"}' }],
  ])('%j is a card', (input) => {
    expect(isCard(input)).toBe(true);
  });

  test('is looked at in the name of the tool as well', () => {
    expect(isCard({}, 'pay_4111111111111111')).toBe(true);
  });

  test.each([
    [{ phone: '+16145550115', other: '+442079460958' }],
    [{ zips: ['43202', '43215', '43085'] }],
    [{ prices: [25_800, 4_900, 8_900] }],
    [{ cardEnding: '4242' }],
    [{ paysByCard: true, method: 'card' }],
    [{ phone: '6145550115', zip: '43202', houseNumber: '2280', gateCode: '4417' }],
    [{ startsAt: '2026-11-24T08:00:00-05:00', endsAt: '2026-11-24T10:00:00-05:00' }],
  ])('%j is none', (input) => {
    expect(isCard(input)).toBe(false);
  });
});
