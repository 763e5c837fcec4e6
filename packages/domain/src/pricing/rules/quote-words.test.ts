import { expect, test } from 'vitest';
import { toDayWords } from './day-words.ts';
import { toLineWords } from './line-words.ts';
import type { PriceLine } from './price-visit.ts';
import { listNotIncluded, toSpeakableAlternative, toSpeakableRange } from './quote-words.ts';
import { toSpeakablePrice } from './speakable-price.ts';

test.each([
  ['2026-11-24T22:00', '2026-11-25T08:00', 'tomorrow morning', 'mañana por la mañana'],
  ['2026-11-24T22:00', '2026-11-24T23:30', 'tonight', 'esta noche'],
  ['2026-11-24T09:00', '2026-11-24T14:00', 'this afternoon', 'esta tarde'],
  // At a quarter to one "tomorrow" may be the day that has begun.
  ['2026-11-25T00:45', '2026-11-25T08:00', 'this morning', 'hoy por la mañana'],
  ['2026-11-25T00:45', '2026-11-26T08:00', 'Thursday morning', 'el jueves por la mañana'],
  ['2026-11-27T22:00', '2026-11-30T08:00', 'Monday morning', 'el lunes por la mañana'],
  ['2026-12-24T22:00', '2027-01-04T08:00', 'Monday, January 4, morning', 'el lunes 4 de enero por la mañana'],
  // The night that is an hour shorter is no other day.
  ['2027-03-13T23:00', '2027-03-14T19:00', 'tomorrow evening', 'mañana por la noche'],
])('at %s the visit at %s is %s', (now, at, en, es) => {
  const timeZone = 'America/New_York';
  const toInstant = (local: string) =>
    new Date(`${local}:00${local > '2027-03-14T02' ? '-04:00' : '-05:00'}`);
  expect(toDayWords(toInstant(at), { now: toInstant(now), timeZone })).toEqual({ en, es });
});

const line = (code: PriceLine['code'], amountCents: number, name?: string): PriceLine => ({
  code,
  amountCents,
  ...toLineWords(code, { name }),
});

test('says the total, its parts and what was taken off, in both languages', () => {
  const lines = [line('trip', 4900), line('diagnostic', 8900), line('promotion', -2000, 'Winter')];
  expect(toSpeakablePrice({ totalCents: 11_800, lines })).toEqual({
    en: 'one hundred eighteen dollars in total: trip fee forty-nine dollars and diagnostic fee eighty-nine dollars, less twenty dollars by the Winter discount',
    es: 'ciento dieciocho dólares en total: visita cuarenta y nueve dólares y diagnóstico ochenta y nueve dólares, menos veinte dólares por descuento Winter',
  });
});

test('of more than three parts it says the three largest, and that they are not all', () => {
  const lines = [
    line('trip', 4900),
    line('diagnostic', 8900),
    line('after-hours', 12_000),
    line('outer-area', 3500),
  ];
  const { en, es } = toSpeakablePrice({ totalCents: 29_300, lines });
  expect(en).toBe(
    'two hundred ninety-three dollars in total, mostly trip fee forty-nine dollars, diagnostic fee eighty-nine dollars, and after-hours fee one hundred twenty dollars',
  );
  expect(es).toContain('doscientos noventa y tres dólares en total, sobre todo visita');
});

test('a price of nothing is free of charge', () => {
  expect(toSpeakablePrice({ totalCents: 0, lines: [] })).toEqual({ en: 'free of charge', es: 'sin costo' });
  const day = { en: 'tomorrow morning', es: 'mañana por la mañana' };
  expect(toSpeakableAlternative(0, day).en).toBe("tomorrow morning it's free of charge");
  expect(toSpeakableAlternative(13_800, day)).toEqual({
    en: "tomorrow morning it's one hundred thirty-eight dollars in total",
    es: 'mañana por la mañana son ciento treinta y ocho dólares en total',
  });
});

test('a range is said with its conditions and that the price is written before work starts', () => {
  const conditions = { en: 'depending on the pipe', es: 'según la tubería' };
  expect(toSpeakableRange({ lowCents: 15_000, highCents: 45_000, conditions })).toEqual({
    en: 'The repair is from one hundred fifty dollars to four hundred fifty dollars, depending on the pipe. The technician quotes it in writing before any work starts.',
    es: 'La reparación va de ciento cincuenta dólares a cuatrocientos cincuenta dólares, según la tubería. El técnico la cotiza por escrito antes de empezar el trabajo.',
  });
});

test('what is not in the total is said: the repair, further work, the tax', () => {
  const codes = (given: Parameters<typeof listNotIncluded>[0]) => listNotIncluded(given).map(({ en }) => en);
  expect(codes({ isFixedPrice: false, tax: 'none' })).toEqual([expect.stringMatching(/repair is not in it/)]);
  expect(codes({ isFixedPrice: true, tax: 'added' })).toEqual([
    expect.stringMatching(/further work/),
    expect.stringMatching(/tax is added/),
  ]);
});
