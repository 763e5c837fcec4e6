import fc from 'fast-check';
import { expect, test } from 'vitest';
import { toSpanishMoney, toSpanishNumberWords } from '../../pricing/index.ts';
import {
  spellEnglishTimes,
  spellInFull,
  spellInGroups,
  spellSpanishGroups,
  spellSpanishTimes,
} from '../testing/speller.ts';
import { readSpokenAmounts } from './spoken-amounts.ts';
import { readSpokenTimes } from './spoken-times.ts';

const DOLLARS = Array.from({ length: 10_000 }, (_, dollars) => dollars);
const FIVE_MINUTE_STEPS = Array.from({ length: 288 }, (_, step) => step * 5);

function misreadAmounts(sentences: (dollars: number) => [text: string, language: 'en' | 'es'][]): string[] {
  return DOLLARS.flatMap((dollars) =>
    sentences(dollars).flatMap(([text, language]) => {
      const found = readSpokenAmounts(text, language);
      const isRight = found.length === 1 && found[0]?.amountCents === dollars * 100;
      return isRight ? [] : [`${text} -> ${found.map(({ amountCents }) => amountCents)}`];
    }),
  );
}

test('reads every English amount from 0 to 9,999 dollars in five spellings', () => {
  const misread = misreadAmounts((dollars) => [
    [`It's ${spellInFull(dollars)} dollars tonight.`, 'en'],
    [`It's ${spellInFull(dollars, ' ')} dollars in total.`, 'en'],
    [`That comes to ${spellInGroups(dollars)} bucks.`, 'en'],
    [`You pay ${spellInGroups(dollars, ' ')} dollars then.`, 'en'],
    [`The total is $${dollars.toLocaleString('en-US')} and we come at nine.`, 'en'],
  ]);
  expect(misread).toEqual([]);
});

test('reads every English price without a currency beside a price word', () => {
  const misread = misreadAmounts((dollars) =>
    dollars < 10
      ? [[`$${dollars}.00`, 'en']]
      : [
          [`The total is ${spellInGroups(dollars)}.`, 'en'],
          [`The fee is ${dollars}.00.`, 'en'],
        ],
  ).filter((text) => !/nine eleven\.|911/.test(text));
  expect(misread).toEqual([]);
});

test('reads every Spanish amount from 0 to 9,999 dollars in four spellings', () => {
  const misread = misreadAmounts((dollars) => [
    [`Son ${toSpanishNumberWords(dollars)} dólares en total.`, 'es'],
    [`El total es ${toSpanishMoney(dollars * 100)}.`, 'es'],
    [`Cuesta ${spellSpanishGroups(dollars)} dólares.`, 'es'],
    [`El precio es $${dollars}.00.`, 'es'],
  ]);
  expect(misread).toEqual([]);
});

test('reads dollars with cents', () => {
  fc.assert(
    fc.property(fc.integer({ min: 100, max: 999_999 }), (amountCents) => {
      const dollars = Math.trunc(amountCents / 100);
      const cents = amountCents % 100;
      const spoken = `${spellInFull(dollars)} dollars and ${spellInFull(cents)} cents`;
      for (const text of [spoken, `$${(amountCents / 100).toFixed(2)}`]) {
        expect(readSpokenAmounts(text, 'en').map((found) => found.amountCents)).toEqual([amountCents]);
      }
    }),
  );
});

test.each([
  ['en', spellEnglishTimes, (text: string) => `We come at ${text}.`],
  ['es', spellSpanishTimes, (text: string) => `Llegamos a ${text}.`],
] as const)('reads every time of day in steps of five minutes (%s)', (language, spell, toSentence) => {
  const misread = FIVE_MINUTE_STEPS.flatMap((minutesOfDay) =>
    spell(minutesOfDay).flatMap((text) => {
      const found = readSpokenTimes(toSentence(text), language);
      const [time] = found;
      const isRight = found.length === 1 && time?.kind === 'time' && time.minutesOfDay === minutesOfDay;
      return isRight ? [] : [`${minutesOfDay} ${text} -> ${JSON.stringify(found)}`];
    }),
  );
  expect(misread).toEqual([]);
});

const digit = fc.integer({ min: 0, max: 9 });
const spokenDigits = (count: number) =>
  fc
    .array(digit, { minLength: count, maxLength: count })
    .map((digits) => digits.map((one) => spellInFull(one)).join(' '));
const figures = (count: number) =>
  fc.array(digit, { minLength: count, maxLength: count }).map((digits) => digits.join(''));
const street = fc.constantFrom(
  'Glenmawr',
  'Oak Street',
  'maple avenue',
  'Old Post Road',
  'north high street',
);
const houseNumber = fc.integer({ min: 11, max: 9999 });

const identifiers = fc.oneof(
  fc.tuple(houseNumber, street).map(([number, name]) => `You're at ${number} ${name}, right?`),
  fc.tuple(houseNumber, street).map(([number, name]) => `The address is ${spellInGroups(number)} ${name}.`),
  figures(5).map((zip) => `Your ZIP is ${zip}, and that's in our area.`),
  spokenDigits(5).map((zip) => `ZIP code ${zip}, got it.`),
  fc.tuple(spokenDigits(3), spokenDigits(3), spokenDigits(4)).map((groups) => `I have ${groups.join(', ')}.`),
  fc.tuple(figures(3), figures(3), figures(4)).map((groups) => `So that's ${groups.join('-')}, correct?`),
  fc.tuple(figures(3), figures(3), figures(4)).map((groups) => `Your number is ${groups.join(' ')}.`),
  fc.integer({ min: 1, max: 400 }).map((unit) => `Apartment ${unit}, thanks.`),
);

test('finds no amount in addresses, ZIPs and telephone numbers', () => {
  fc.assert(
    fc.property(identifiers, (sentence) => {
      expect(readSpokenAmounts(sentence, 'en')).toEqual([]);
    }),
    { numRuns: 2000 },
  );
});

test('finds none in them beside a price either', () => {
  fc.assert(
    fc.property(identifiers, (sentence) => {
      const text = `The total is two hundred fifty-eight dollars. ${sentence}`;
      expect(readSpokenAmounts(text, 'en').map(({ amountCents }) => amountCents)).toEqual([25_800]);
    }),
    { numRuns: 1000 },
  );
});
