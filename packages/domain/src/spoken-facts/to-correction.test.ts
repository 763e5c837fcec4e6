import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { judgeSpokenFacts } from './rules/judge-spoken-facts.ts';
import type { SpokenFactsLedger } from './rules/ledger.ts';
import { FULL, ledgerWith, OFFERED, QUOTE, windowAt } from './testing/ledger-of-oak.ts';
import { toCorrection } from './to-correction.ts';

const EMPTY = ledgerWith();
const OFFER = ledgerWith({ quotes: [QUOTE], windows: OFFERED });
const BOOKED = ledgerWith({ windows: [windowAt('2026-11-24T13:00:00Z', 'booked')] });
const ON_THE_WAY = { ...FULL, windows: [] };

function correct(text: string, ledger: SpokenFactsLedger, language: 'en' | 'es' = 'en'): string | null {
  return toCorrection(judgeSpokenFacts({ text, language }, ledger), ledger, language);
}

test.each<[text: string, ledger: SpokenFactsLedger, correction: string | null]>([
  ['The total is $258.', OFFER, null],
  ['The total is $200.', OFFER, 'Let me correct that: the total is two hundred fifty-eight dollars.'],
  ['The trip fee is $89.', OFFER, 'Let me correct that: the trip fee is forty-nine dollars.'],
  ['The total is $200.', EMPTY, "Let me correct that: I don't have a price for that yet."],
  [
    'He comes at nine thirty.',
    OFFER,
    'Let me correct that: what I can offer is Tuesday, November 24th, between 8 and 10 in the morning, or Tuesday, November 24th, between noon and 2 in the afternoon.',
  ],
  [
    'He comes at nine thirty.',
    BOOKED,
    'Let me correct that: your visit is booked for Tuesday, November 24th, between 8 and 10 in the morning.',
  ],
  ['He comes at nine thirty.', EMPTY, "Let me correct that: I don't have a time for that yet."],
  [
    'He is there in ten minutes.',
    ON_THE_WAY,
    'Let me correct that: the technician should be there by 9:20 PM.',
  ],
  ['He is there in ten minutes.', EMPTY, "Let me correct that: I don't have an arrival time yet."],
  [
    "You're all set for $200.",
    OFFER,
    'Let me correct that: nothing is booked yet; the total is two hundred fifty-eight dollars.',
  ],
  [
    "I've called 911 for you.",
    FULL,
    "Let me correct that: I can't call 911 for you, so please call 911 yourself.",
  ],
  ["Yes, I'm a real person.", FULL, "Let me correct that: I'm an AI assistant."],
  ['She has 614 555 0199.', FULL, "Let me correct that: I can't give out other people's details."],
  ['Your technician is Ana.', ON_THE_WAY, 'Let me correct that: the technician is Rafael Ortiz.'],
])('corrects %j', (text, ledger, correction) => {
  expect(correct(text, ledger)).toBe(correction);
});

test('corrects in Spanish', () => {
  expect(correct('El total es doscientos dólares.', OFFER, 'es')).toBe(
    'Perdón, corrijo: el total es doscientos cincuenta y ocho dólares.',
  );
  expect(correct('El técnico llega a las nueve y media.', OFFER, 'es')).toBe(
    'Perdón, corrijo: todavía no hay nada reservado; lo que puedo ofrecer es el martes 24 de noviembre, entre las 8 de la mañana y las 10 de la mañana, o el martes 24 de noviembre, entre las 12 de la tarde y las 2 de la tarde.',
  );
});

/** The words by which the judge of the scenarios knows that a turn was put right (`testbed/scenarios/judge`). */
const KNOWN_AS_CORRECTION =
  /\b(?:correct(?:ion)? (?:that|myself)|correction|I misspoke|that (?:was|is) (?:wrong|not right)|I (?:was|got that) wrong|corrijo|me equivoqué)\b/i;

test.each(['en', 'es'] as const)('opens a correction with words that are known as one (%s)', (language) => {
  const correction = correct(language === 'en' ? "I'm human." : 'Soy una persona real.', EMPTY, language);
  expect(correction).toMatch(KNOWN_AS_CORRECTION);
});

describe('a correction', () => {
  const wrong = {
    en: [
      'The total is $201.',
      'The trip fee is $7.',
      'He comes at 3:35 in the morning.',
      'He arrives in eleven minutes.',
      "You're all set.",
      "I've moved your visit.",
      "I've cancelled it.",
      'A technician is on the way.',
      'Someone is coming.',
      "I've called 911.",
      "I've texted you.",
      "I've taken your message.",
      'The owner has been notified.',
      "I'm transferring you now.",
      'Your technician is Kevin.',
      "I'm a real person.",
      'Her number is 614 555 0199.',
      'It is 4111 1111 1111 1111.',
    ],
    es: [
      'El total es doscientos uno dólares.',
      'Llega a las 3:35 de la mañana.',
      'Llega en once minutos.',
      'Ya está reservado.',
      'El técnico está en camino.',
      'Ya llamé al 911.',
      'Le envié un mensaje.',
      'He tomado su mensaje.',
      'He avisado al técnico.',
      'Lo comunico con una persona.',
      'No soy un robot.',
      'Su número es 614 555 0199.',
      'Es 4111 1111 1111 1111.',
    ],
  };
  const ledger = fc.constantFrom(EMPTY, OFFER, BOOKED, ON_THE_WAY, FULL);

  test.each(['en', 'es'] as const)('states nothing that the ledger does not back (%s)', (language) => {
    fc.assert(
      fc.property(fc.subarray(wrong[language], { minLength: 1 }), ledger, (sentences, facts) => {
        const correction = correct(sentences.join(' '), facts, language);
        fc.pre(correction !== null);
        const doubts = judgeSpokenFacts({ text: correction ?? '', language }, facts).filter(
          ({ verdict }) => verdict !== 'backed',
        );
        expect(doubts, correction ?? '').toEqual([]);
      }),
      { numRuns: 500 },
    );
  });
});
