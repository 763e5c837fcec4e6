import { readPhoneNumber, toSpeakablePhoneNumber } from '@afterhourfix/vocabulary';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { toHouseNumberWords } from './number-words.ts';
import { toSpeakableAddress } from './speakable-address.ts';
import { toDigitWords } from './speakable-digits.ts';
import { toSpeakableEmail, toSpelledEmail } from './speakable-email.ts';
import { toSpeakableName, toSpelledName } from './speakable-name.ts';
import { toSpanishWindow, toSpeakableTime } from './speakable-time.ts';

describe('a house number', () => {
  test.each([
    ['9', 'nine', 'nueve'],
    ['77', 'seventy-seven', 'setenta y siete'],
    ['100', 'one hundred', 'cien'],
    ['505', 'five oh five', 'quinientos cinco'],
    ['512', 'five twelve', 'quinientos doce'],
    ['1000', 'one thousand', 'mil'],
    ['1100', 'eleven hundred', 'mil cien'],
    ['1245', 'twelve forty-five', 'doce cuarenta y cinco'],
    ['1005', 'one thousand five', 'mil cinco'],
    ['2280', 'twenty-two eighty', 'veintidós ochenta'],
    ['2107', 'twenty-one oh seven', 'dos mil ciento siete'],
    ['12450', 'one two four five zero', 'uno dos cuatro cinco cero'],
    ['0042', 'zero zero four two', 'cero cero cuatro dos'],
  ])('%s is said %s and %s', (digits, english, spanish) => {
    expect(toHouseNumberWords(digits, 'en')).toBe(english);
    expect(toHouseNumberWords(digits, 'es')).toBe(spanish);
  });

  test('sounds different from every other one', () => {
    for (const language of ['en', 'es'] as const) {
      const words = Array.from({ length: 9_999 }, (_, index) =>
        toHouseNumberWords(String(index + 1), language),
      );
      expect(new Set(words).size).toBe(words.length);
    }
  });
});

describe('an address', () => {
  test.each([
    ['1245 E Broad St, Unit 3B', 'twelve forty-five East Broad Street, unit 3 B', null],
    ['1245 E. Broad St. #3b', 'twelve forty-five East Broad Street, unit 3 B', null],
    ['9 Elm Ave Apt 12', 'nine Elm Avenue, apartment 12', null],
    ['1215 N High St', 'twelve fifteen North High Street', 'one two one five'],
    ['30 W Oak Ct', 'thirty West Oak Court', 'three zero'],
    ['2280 Glenmawr Avenue', 'twenty-two eighty Glenmawr Avenue', 'two two eight zero'],
    ['1402 St Clair Ave', 'fourteen oh two Saint Clair Avenue', 'one four zero two'],
    ['77 N St', 'seventy-seven North Street', null],
    ['221B Baker St', 'two twenty-one B Baker Street', null],
    ['12 "Rosehill" 🌹 Ln', 'twelve Rosehill Lane', null],
    ['Corner of Fifth and Main', 'Corner of Fifth and Main', null],
    ['', '', null],
  ])('%j is read back as %j, with the digits %j', (line, speakable, digitCheck) => {
    expect(toSpeakableAddress(line, 'en')).toEqual({ speakable, digitCheck });
  });

  test('has its number and unit in Spanish and its street as the sign has it', () => {
    expect(toSpeakableAddress('1245 E Broad St, apt 3B', 'es')).toEqual({
      speakable: 'doce cuarenta y cinco East Broad Street, apartamento 3 B',
      digitCheck: null,
    });
    expect(toSpeakableAddress('1215 E Broad St', 'es').digitCheck).toBe('uno dos uno cinco');
  });

  test('never fails, whatever is said', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 80 }), (line) => {
        expect(typeof toSpeakableAddress(line, 'en').speakable).toBe('string');
      }),
    );
  });

  test.each([13, 14, 15, 16, 17, 18, 19, 30, 40, 50, 60, 70, 80, 90])(
    'with %i in its number is checked digit by digit',
    (pair) => {
      for (const number of [`${pair}`, `12${pair}`, `${pair}21`, `5${pair}`])
        expect(toSpeakableAddress(`${number} Elm St`, 'en').digitCheck).toBe(toDigitWords(number, 'en'));
    },
  );
});

describe('a telephone number', () => {
  test.each([
    '6145550115',
    '614-555-0115',
    '(614) 555 0115',
    '614.555.0115',
    '1 614 555 0115',
    '+1 (614) 555-0115',
    'tel:+1-614-555-0115',
    '６１４５５５０１１５',
  ])('written %j is read back in groups', (text) => {
    const number = readPhoneNumber(text);
    expect(number && toSpeakablePhoneNumber(number)).toBe('6 1 4, 5 5 5, 0 1 1 5');
  });
});

test('a ZIP code is read digit by digit, the four behind it too', () => {
  expect(toDigitWords('43215', 'en')).toBe('four three two one five');
  expect(toDigitWords('43215-1234', 'es')).toBe('cuatro tres dos uno cinco uno dos tres cuatro');
});

test.each([
  [
    'joan.abbate@gmail.com',
    'joan dot abbate at gmail dot com',
    'J, O, A, N, dot, A, B, B, A, T, E at gmail dot com',
  ],
  [
    'b_ito+9@x-y.org',
    'b underscore ito plus nine at x dash y dot org',
    'B, underscore, I, T, O, plus, nine at x dash y dot org',
  ],
])('%s is said %s, and spelt %s', (email, said, spelt) => {
  expect(toSpeakableEmail(email, 'en')).toBe(said);
  expect(toSpelledEmail(email, 'en')).toBe(spelt);
  expect(toSpeakableEmail(email, 'es')).toContain('arroba');
});

describe('a name', () => {
  test.each([
    ['Ari Feld', 'Ari Feld'],
    ['Siobhán "Shiv" O’Neil 🔧', 'Siobhán Shiv O’Neil'],
    ['王 小明', '王 小明'],
    ['😀', ''],
  ])('%j is said %j', (name, said) => {
    expect(toSpeakableName(name)).toBe(said);
  });

  test('is spelt with words that cannot be misheard', () => {
    expect(toSpelledName('Bo Ito', 'en')).toBe(
      'B as in Boston, O as in Ocean; I as in Ida, T as in Tom, O as in Ocean',
    );
    expect(toSpelledName('Núñez', 'es')).toBe(
      'N de Navarra, Ú de Uruguay, Ñ de ñandú, E de España, Z de Zaragoza',
    );
    expect(toSpelledName('王', 'en')).toBe('王');
  });
});

describe('a time', () => {
  const ZONE = 'America/New_York';
  const at = (iso: string) => new Date(iso);
  test.each([
    [
      '2026-11-24T13:30:00Z',
      'Tuesday, November 24 at 8:30 in the morning',
      'martes 24 de noviembre a las 8:30 de la mañana',
    ],
    ['2026-11-24T17:00:00Z', 'Tuesday, November 24 at noon', 'martes 24 de noviembre al mediodía'],
    ['2026-11-24T05:00:00Z', 'Tuesday, November 24 at midnight', 'martes 24 de noviembre a la medianoche'],
    [
      '2026-11-24T17:30:00Z',
      'Tuesday, November 24 at 12:30 in the afternoon',
      'martes 24 de noviembre a las 12:30 de la tarde',
    ],
    [
      '2026-11-24T18:00:00Z',
      'Tuesday, November 24 at 1 in the afternoon',
      'martes 24 de noviembre a la 1 de la tarde',
    ],
    [
      '2026-11-25T02:00:00Z',
      'Tuesday, November 24 at 9 in the evening',
      'martes 24 de noviembre a las 9 de la noche',
    ],
  ])('%s is said in either language', (iso, english, spanish) => {
    expect(toSpeakableTime(at(iso), { timeZone: ZONE, language: 'en' })).toBe(english);
    expect(toSpeakableTime(at(iso), { timeZone: ZONE, language: 'es' })).toBe(spanish);
  });

  test.each([
    [
      '2026-11-24T13:00:00Z',
      '2026-11-24T15:00:00Z',
      'martes 24 de noviembre, entre las 8 y las 10 de la mañana',
    ],
    [
      '2026-11-24T15:00:00Z',
      '2026-11-24T17:00:00Z',
      'martes 24 de noviembre, entre las 10 de la mañana y el mediodía',
    ],
    [
      '2026-11-24T17:00:00Z',
      '2026-11-24T19:00:00Z',
      'martes 24 de noviembre, entre las 12 y las 2 de la tarde',
    ],
    [
      '2026-11-24T16:00:00Z',
      '2026-11-24T18:00:00Z',
      'martes 24 de noviembre, entre las 11 de la mañana y la 1 de la tarde',
    ],
  ])('a window from %s to %s is said in Spanish', (startsAt, endsAt, said) => {
    expect(toSpanishWindow({ startsAt: at(startsAt), endsAt: at(endsAt) }, ZONE)).toBe(said);
  });
});
