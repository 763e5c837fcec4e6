import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { FULL, ledgerWith, OFFERED, QUOTE } from '../testing/ledger-of-oak.ts';
import type { SpokenLanguage } from './finding.ts';
import type { Judgement } from './judgement.ts';
import { SpokenSentence } from './spoken-sentence.ts';

const OFFER = ledgerWith({ quotes: [QUOTE], windows: OFFERED });

function listen(
  deltas: readonly string[],
  { ledger = OFFER, language = 'en' as SpokenLanguage } = {},
): Judgement[] {
  const sentence = new SpokenSentence(language);
  return [...deltas.flatMap((delta) => sentence.push(delta, ledger)), ...sentence.end(ledger)];
}

function toWords(text: string): string[] {
  return text.match(/\S+\s*/g) ?? [];
}

function show(judgements: readonly Judgement[]): string[] {
  return judgements.map(({ kind, verdict }) => `${kind} ${verdict}`);
}

function toPlace({ kind, finding }: Judgement): string {
  return `${kind} at ${finding.start}`;
}

/** Everything in these is true at once. */
const TRUE_TURNS: [SpokenLanguage, string][] = [
  [
    'en',
    "Tonight it's two hundred fifty-eight dollars in total for a technician to come out. That's the forty-nine trip, eighty-nine diagnostic and one-twenty after-hours fee.",
  ],
  ['en', 'The total is two fifty-eight. Does that work for you?'],
  ['en', "It's $258.00, and he is there in about forty minutes."],
  [
    'en',
    'I have Tuesday, November 24th, between 8 and 10 in the morning, or between noon and 2 in the afternoon.',
  ],
  [
    'en',
    "You're all set for Tuesday between eight and ten in the morning. Rafael Ortiz is on the way now, and he will be there by 9:20 p.m. tonight.",
  ],
  [
    'en',
    "I can't promise a time, but once it's booked I'll text you. You're at 2280 Glenmawr, 43202, and your number is 614-555-0115?",
  ],
  ['en', "Your number is six one four, five five five, oh one one five. I've sent you a text."],
  ['es', 'El total es doscientos cincuenta y ocho dólares. Son cuarenta y nueve dólares por la visita.'],
  [
    'es',
    'Tengo el martes 24 de noviembre, entre las ocho y las diez de la mañana. El técnico está en camino.',
  ],
];

describe.each(TRUE_TURNS)('a true turn (%s) %j', (language, text) => {
  test('is never doubted, wherever its deltas are cut', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer({ min: 1, max: text.length - 1 })), (cuts) => {
        const places = [0, ...cuts.toSorted((a, b) => a - b), text.length];
        const deltas = places.slice(1).map((end, index) => text.slice(places[index], end));
        const judgements = listen(deltas, { ledger: FULL, language });
        expect(judgements.filter(({ verdict }) => verdict !== 'backed')).toEqual([]);
        expect(judgements.map(toPlace)).toEqual(listen([text], { ledger: FULL, language }).map(toPlace));
      }),
      { numRuns: 200 },
    );
  });
});

test.each([
  [
    'amount',
    'The total is two hundred fifty-eight dollars for the visit.',
    'two hundred fifty-eight dollars',
  ],
  ['amount', 'The total is two fifty-eight for the visit.', 'two fifty-eight'],
  ['window', 'He comes between eight and ten in the morning if you like.', 'eight and ten in the morning'],
  ['date', 'I have Tuesday, November 24th between eight and ten.', 'Tuesday, November 24th'],
  ['duration', 'He is there in an hour and twenty minutes then, okay?', 'an hour and twenty minutes'],
  ['claim', "You're booked with us.", "You're booked"],
] as const)('judges the %s of %j once, and only after %j is complete', (kind, text, found) => {
  const sentence = new SpokenSentence('en');
  const told = toWords(text).flatMap((delta) => {
    const judgements = sentence.push(delta, OFFER).filter((judgement) => judgement.kind === kind);
    return judgements.map(({ finding }) => [text.slice(finding.start, finding.end), sentence.text]);
  });
  const endOfNextWord = text.indexOf(' ', text.indexOf(found) + found.length + 1) + 1;
  expect(told[0]).toEqual([found, text.slice(0, endOfNextWord || text.length)]);
});

test('finds a wrong price while the sentence still goes on', () => {
  const sentence = new SpokenSentence('en');
  const deltas = toWords('The total is two hundred dollars tonight if that works for you and');
  expect(show(deltas.flatMap((delta) => sentence.push(delta, OFFER)))).toEqual(['amount wrong']);
});

test('tells a time again when the day that follows makes it wrong', () => {
  const text = 'He comes between eight and ten, I mean, on Wednesday.';
  expect(show(listen(toWords(text)))).toEqual(['window backed', 'window wrong', 'date wrong']);
});

test('gives the places of later sentences in the whole turn', () => {
  const text = 'Okay then. The total is two hundred dollars.';
  const [judgement] = listen(toWords(text));
  expect(judgement && text.slice(judgement.finding.start, judgement.finding.end)).toBe('two hundred dollars');
});

test('carries the talk about a price into the next sentence, and no further', () => {
  expect(show(listen(['Is it the price? ', "It's two fifty then. ", "It's two fifty now. "]))).toEqual([
    'amount wrong',
    'time wrong',
  ]);
});

test('waits at the end of a turn for nothing', () => {
  const sentence = new SpokenSentence('en');
  expect(show(sentence.push("You're booked", OFFER))).toEqual([]);
  expect(show(sentence.end(OFFER))).toEqual(['claim unbacked']);
  expect(sentence.end(OFFER)).toEqual([]);
});
