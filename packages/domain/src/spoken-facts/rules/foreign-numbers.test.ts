import { describe, expect, test } from 'vitest';
import { createSpokenFactsLedger } from '../index.ts';
import { ledgerWith } from '../testing/ledger-of-oak.ts';
import { findForeignNumbers, readPhoneDigits } from './foreign-numbers.ts';
import { judgeSpokenFacts } from './judge-spoken-facts.ts';
import { addCallerWords } from './read-spoken-facts.ts';
import { SpokenSentence } from './spoken-sentence.ts';

const CALLER = '+16145550115';

function read(text: string, known: readonly string[] = [CALLER]) {
  return findForeignNumbers(text, known).map(({ start, end, what }) => `${what} ${text.slice(start, end)}`);
}

describe('numbers of other people in the words of the agent', () => {
  test.each([
    ['Her number is 6 1 4, 5 5 5, 0 1 9 9.', 'telephone 6 1 4, 5 5 5, 0 1 9 9'],
    ['It is (614) 555-0199, call her.', 'telephone 614) 555-0199'],
    ['Try 614.555.0199 then.', 'telephone 614.555.0199'],
    ['Try +16145550199 then.', 'telephone 16145550199'],
    [
      'That is six one four, five five five, oh one nine nine.',
      'telephone six one four, five five five, oh one nine nine',
    ],
    [
      'That is six-one-four five-five-five oh-one-ninety-nine.',
      'telephone six-one-four five-five-five oh-one-ninety-nine',
    ],
    [
      'Call eight hundred, triple five, oh one double nine.',
      'telephone eight hundred, triple five, oh one double nine',
    ],
    ['Her phone is five five five, oh one nine nine.', 'telephone five five five, oh one nine nine'],
    ['It is 555-0199 there.', 'telephone 555-0199'],
    [
      'Su número es seis uno cuatro, cinco cinco cinco, cero uno noventa y nueve.',
      'telephone seis uno cuatro, cinco cinco cinco, cero uno noventa y nueve',
    ],
    [
      'Es el seiscientos catorce, quinientos cincuenta y cinco, cero uno noventa y nueve.',
      'telephone seiscientos catorce, quinientos cincuenta y cinco, cero uno noventa y nueve',
    ],
    ['At ZIP 43202, 614 555 0199 is hers.', 'telephone 614 555 0199'],
    ['So that is 4111 1111 1111 1111, right?', 'card 4111 1111 1111 1111'],
    [
      'Four one one one, one one one one, one one one one, yes?',
      'card Four one one one, one one one one, one one one one',
    ],
  ])('finds it in %j', (text, found) => {
    expect(read(text)).toEqual([found]);
  });

  test.each([
    ['I have 6 1 4, 5 5 5, 0 1 1 5.'],
    ['I have six one four, five five five, oh one fifteen.'],
    ['Is 555-0115 still right?'],
    ['Please hang up and call 911, or 988, or 811.'],
    ["You're at 2280 Glenmawr Avenue, apartment two twelve, 43202, right?"],
    ['That is 22805, 43202.'],
    ['It is unit 212, 2280 Glenmawr Avenue.'],
    ['The total is $1,258.50, on November 24, 2026, between 8:30 and 10:30.'],
    ['Is the number ending in 0115 the best one?'],
    ['The ZIP is 43202, 614 555 0115 is your number.'],
    ['We open at 8 and close at 5, 365 days a year.'],
  ])('finds none in %j', (text) => {
    expect(read(text)).toEqual([]);
  });

  test('lets be said what the caller gave, also piece by piece and corrected', () => {
    const given = [...readPhoneDigits('my sister has 330'), ...readPhoneDigits("555 0142, no, it's 0143")];
    expect(read('So 330, 555, 0143?', given)).toEqual([]);
    expect(read('So 330, 555, 0199?', given)).toHaveLength(1);
  });

  test('keeps nothing of a card that a caller reads out', () => {
    expect(readPhoneDigits('4111 1111 1111 1111')).toEqual([]);
    expect(readPhoneDigits('43202, 614 555 0115')).toEqual(['6145550115']);
    expect(readPhoneDigits('{"phone":"+16145550115"}')).toEqual(['16145550115']);
  });
});

describe('the judgement of such a number', () => {
  const show = (text: string, ledger = ledgerWith()) =>
    judgeSpokenFacts({ text, language: 'en' }, ledger).map(({ kind, verdict }) => `${kind} ${verdict}`);

  test('is wrong, until the caller gives it', () => {
    expect(show('Her number is 6 1 4, 5 5 5, 0 1 9 9.')).toEqual(['phone wrong']);
    const told = addCallerWords(ledgerWith(), { text: "it's 614 555 0199", language: 'en' });
    expect(show('I have 6 1 4, 5 5 5, 0 1 9 9.', told)).toEqual([]);
  });

  test('knows the numbers that the ledger was opened with, and no others', () => {
    const call = { timeZone: 'America/New_York', now: new Date('2026-11-24T01:40:00Z') };
    const none = createSpokenFactsLedger({ ...call, phoneNumbers: [] });
    expect(show('It is 614 555 0115.', none)).toEqual(['phone wrong']);
    const unknown = createSpokenFactsLedger(call);
    expect(show('It is 614 555 0115, in 43202.', unknown)).toEqual([]);
    expect(show('It is 4111 1111 1111 1111.', unknown)).toEqual(['phone wrong']);
    expect(show('It is 614 555 0115.', createSpokenFactsLedger({ ...call, phoneNumbers: [CALLER] }))).toEqual(
      [],
    );
  });

  test('comes once, and not before the number is whole', () => {
    const sentence = new SpokenSentence('en');
    const words = 'Her number is six one four, five five five, oh one nine nine, and'.match(/\S+\s*/g) ?? [];
    const judged = [...words, ' she'].map((word) => sentence.push(word, ledgerWith()).length);
    expect(judged.findIndex((count) => count > 0)).toBe(words.length);
    expect(judged.reduce((sum, count) => sum + count, 0) + sentence.end(ledgerWith()).length).toBe(1);
  });
});
