import { describe, expect, test } from 'vitest';
import { readSpokenAmounts } from './spoken-amounts.ts';

type Case = [text: string, dollars: number[]];

const ENGLISH: Case[] = [
  ["Tonight it's two hundred fifty-eight dollars for a technician to come out and diagnose it.", [258]],
  ["That's the forty-nine trip, eighty-nine diagnostic and one-twenty after-hours fee.", [49, 89, 120]],
  ["Tomorrow morning it's one thirty-eight.", [138]],
  ['The total is two fifty-eight.', [258]],
  ['The total is 258.', [258]],
  ['It comes to 258.00.', [258]],
  ["That'd be $258.", [258]],
  ['$1,258.50 altogether', [1258.5]],
  ['eighty-nine bucks', [89]],
  ['a hundred dollars', [100]],
  ['a hundred and twenty dollars', [120]],
  ['twelve hundred dollars', [1200]],
  ['two thousand three hundred and five dollars', [2305]],
  ['fifty cents', [0.5]],
  ['forty-nine dollars and fifty cents', [49.5]],
  ['two five eight dollars', [258]],
  ['between two hundred and three hundred dollars', [200, 300]],
  ['The diagnostic fee is eighty-nine.', [89]],
  ['It runs you to one twenty.', []],
  ['The holiday fee is one eighty.', [180]],
  ['Just ninety-nine dollars tonight!', [99]],
  ['It costs about two hundred.', [200]],
  ['The fee is 89 and the trip is 49.', [89, 49]],
  ["You'd pay one thirty-eight tomorrow.", [138]],
  ['I can get you in tonight for two fifty-eight.', [258]],
  ['The total is two fifty-eight tonight.', [258]],
  ["It's nine thirty.", []],
  ["It's two fifty now.", []],
  ["You're at 2280 Glenmawr, is that right?", []],
  ['Twenty-two eighty Glenmawr Avenue.', []],
  ['The fee applies at 258 Oak Street as well.', []],
  ['The ZIP is four three two oh two.', []],
  ['The price for ZIP code 43202 is $258.', [258]],
  ['I have six one four, five five five, oh one one five.', []],
  ["Your number is 614-555-0115 and there's no charge for the text.", []],
  ["I'll be brief: hang up and call 911, the cost doesn't matter.", []],
  ['We come between eight and ten and the fee is eighty-nine dollars.', [89]],
  ['The total for the visit at nine thirty is two fifty-eight.', [258]],
  ['A technician arrives within 45 minutes, the fee is 120.', [120]],
  ["We're open 24/7 at no extra charge.", []],
  ['The price includes two technicians.', []],
  ['You get fifteen percent off the fee.', []],
  ['Stay at least 35 feet away.', []],
  ['Apartment 214, and the gate code is 4471.', []],
  ['The last four are zero one one five.', []],
  ['November 24th', []],
  ['Your visit on November 24 costs one thirty-eight.', [138]],
];

const SPANISH: Case[] = [
  ['Esta noche son doscientos cincuenta y ocho dólares.', [258]],
  ['El total es dos cincuenta.', [250]],
  ['El total es dos cincuenta y ocho.', [258]],
  ['Mañana cuesta ciento treinta y ocho dólares.', [138]],
  ['Cuesta $138.', [138]],
  ['El cargo es de ochenta y nueve.', [89]],
  ['Cien dólares', [100]],
  ['Mil doscientos dólares', [1200]],
  ['dos mil trescientos cinco dólares', [2305]],
  ['cuarenta y nueve dólares con cincuenta centavos', [49.5]],
  ['El diagnóstico sale en ochenta y nueve y la visita en cuarenta y nueve dólares', [89, 49]],
  ['La tarifa es veintiún dólares.', [21]],
  ['Le cuesta dos cincuenta y ocho esta noche.', [258]],
  ['Serían doscientos cincuenta y ocho.', [258]],
  ['Vive en la calle Olmo 258, ¿verdad?', []],
  ['Su código postal es cuatro tres dos cero dos.', []],
  ['Su número es seis uno cuatro, cinco cinco cinco, cero uno uno cinco.', []],
  ['Llegamos a las nueve y media.', []],
  ['El técnico llega en cuarenta minutos y el total es 258 dólares.', [258]],
  ['Llame al 911, el precio no importa.', []],
];

describe.each([
  ['en', ENGLISH],
  ['es', SPANISH],
] as const)('spoken amounts (%s)', (language, cases) => {
  test.each(cases)('reads %j as %j', (text, dollars) => {
    const found = readSpokenAmounts(text, language);
    expect(found.map(({ amountCents }) => amountCents)).toEqual(dollars.map((amount) => amount * 100));
  });
});

test('says where an amount stands and how sure it is', () => {
  const text = 'The total is two fifty-eight, or $300.';
  const [bare, signed] = readSpokenAmounts(text, 'en');
  expect(bare && text.slice(bare.start, bare.end)).toBe('two fifty-eight');
  expect(signed && text.slice(signed.start, signed.end)).toBe('$300');
  expect([bare?.certainty, signed?.certainty]).toEqual(['likely', 'certain']);
});

test.each([
  ['It is about two hundred fifty dollars.', true],
  ['It is two hundred fifty dollars or so.', true],
  ['Less than three hundred dollars.', true],
  ['A couple hundred dollars.', true],
  ['Starting at eighty-nine dollars.', true],
  ['It is two hundred fifty-eight dollars.', false],
])('tells that %j is approximate: %j', (text, isApproximate) => {
  expect(readSpokenAmounts(text, 'en')[0]?.isApproximate).toBe(isApproximate);
});

test.each([
  ['two hundred fifty-eight dollars in total', 'total'],
  ['the total is two hundred fifty-eight dollars', 'total'],
  ['the trip fee is forty-nine dollars', 'trip'],
  ['forty-nine dollars for the trip', 'trip'],
  ['one hundred twenty dollars after-hours fee', 'after-hours'],
  ['after-hours fee one hundred twenty dollars', 'after-hours'],
  ['two hundred fifty-eight dollars', null],
])('names the part of %j: %j', (text, part) => {
  expect(readSpokenAmounts(text, 'en')[0]?.part).toBe(part);
});

test('goes on about a price that the sentence before was about', () => {
  expect(readSpokenAmounts("It's two fifty tomorrow.", 'en')).toEqual([]);
  expect(readSpokenAmounts("It's two fifty tomorrow.", 'en', { isPriceTalk: true })).toMatchObject([
    { amountCents: 25_000 },
  ]);
});
