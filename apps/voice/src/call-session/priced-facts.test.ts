import { createSpokenFactsLedger, judgeSpokenFacts } from '@afterhourfix/domain';
import { expect, test } from 'vitest';
import { issueFacts } from './issued-facts.ts';

const EMPTY = createSpokenFactsLedger({
  timeZone: 'America/New_York',
  now: new Date('2026-11-24T03:00:00Z'),
});
const VISIT = [
  { label: 'trip fee', amountCents: 4900 },
  { label: 'diagnostic fee', amountCents: 8900 },
];
const TONIGHT = [
  ...VISIT,
  { label: 'after-hours fee', amountCents: 12_000 },
  { label: 'Winter discount', amountCents: -2000 },
];
const PRICED = {
  totalCents: 23_800,
  lines: TONIGHT,
  alternatives: [{ totalCents: 13_800, lines: VISIT }],
  optional: [{ amountCents: 19_900, savedCents: 10_900 }],
  repairRanges: [{ lowCents: 15_000, highCents: 45_000 }],
};

const issue = (result: unknown) => issueFacts(EMPTY, { toolCallId: 'price-1', name: 'get_pricing', result });

/** The words are those of the domain's own rules for prices. */
test.each([
  [
    'en',
    'two hundred thirty-eight dollars in total: trip fee forty-nine dollars, diagnostic fee eighty-nine dollars, and after-hours fee one hundred twenty dollars, less twenty dollars by the Winter discount.',
  ],
  [
    'es',
    'doscientos treinta y ocho dólares en total: visita cuarenta y nueve dólares, diagnóstico ochenta y nueve dólares y tarifa fuera de horario ciento veinte dólares, menos veinte dólares por descuento Winter.',
  ],
  ['en', "Tomorrow morning it's one hundred thirty-eight dollars in total."],
  ['es', 'El lunes por la mañana son ciento treinta y ocho dólares en total.'],
  [
    'en',
    'Oak Club is one hundred ninety-nine dollars a year and saves one hundred nine dollars on this visit.',
  ],
  ['es', 'Oak Club cuesta ciento noventa y nueve dólares al año y le ahorra ciento nueve dólares.'],
  ['en', 'The repair is from one hundred fifty dollars to four hundred fifty dollars.'],
  ['es', 'La reparación va de ciento cincuenta dólares a cuatrocientos cincuenta dólares.'],
] as const)('%s: what a price gives to be said is backed: %s', (language, text) => {
  const judged = judgeSpokenFacts({ text, language }, issue(PRICED));
  expect(judged.length).toBeGreaterThan(0);
  expect(judged.filter(({ verdict, backedBy }) => verdict !== 'backed' || backedBy !== 'price-1')).toEqual(
    [],
  );
});

test.each([
  "It's two hundred fifty-eight dollars in total.",
  'Oak Club is ninety-nine dollars a year.',
  'The repair is three hundred dollars.',
])('what it does not give is not: %s', (text) => {
  const judged = judgeSpokenFacts({ text, language: 'en' }, issue(PRICED));
  expect(judged.map(({ verdict }) => verdict)).toContain('wrong');
});

const PRIORITY = {
  ...PRICED,
  optional: [
    {
      amountCents: 7500,
      from: { startsAt: '2026-11-24T17:00:00Z', endsAt: '2026-11-24T19:00:00Z' },
      to: { startsAt: '2026-11-24T15:00:00Z', endsAt: '2026-11-24T17:00:00Z' },
    },
  ],
};

/** The words are those in which priority is offered. */
test.each([
  [
    'en',
    'Priority is seventy-five dollars more and moves you from Tuesday, November 24th, between noon and 2 in the afternoon to Tuesday, November 24th, between 10 in the morning and noon.',
  ],
  [
    'es',
    'La prioridad cuesta setenta y cinco dólares más y le cambia el martes 24 de noviembre, entre las 12 y las 2 de la tarde por el martes 24 de noviembre, entre las 10 de la mañana y el mediodía.',
  ],
] as const)(
  '%s: what priority costs and brings is backed, and only when a price offered it',
  (language, text) => {
    const verdictsOf = (result: unknown) =>
      judgeSpokenFacts({ text, language }, issue(result)).map(({ verdict }) => verdict);
    expect(verdictsOf(PRIORITY).length).toBeGreaterThan(2);
    expect(new Set(verdictsOf(PRIORITY))).toEqual(new Set(['backed']));
    expect(verdictsOf(PRICED)).not.toContain('backed');
  },
);

test('a visit that costs nothing may be called free, and no other', () => {
  const said = { text: 'The visit is free of charge.', language: 'en' } as const;
  const verdictOf = (result: unknown) => judgeSpokenFacts(said, issue(result)).map(({ verdict }) => verdict);
  expect(verdictOf({ totalCents: 0, lines: [] })).toEqual(['backed']);
  expect(verdictOf({ totalCents: 13_800, lines: VISIT })).not.toContain('backed');
});

test('the price of the visit stays the newest quote beside that of another time', () => {
  expect(issue(PRICED).quotes.map(({ totalCents }) => totalCents)).toEqual([13_800, 23_800]);
});
