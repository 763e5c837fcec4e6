import { createSpokenFactsLedger, judgeSpokenFacts } from '@afterhourfix/domain';
import { expect, test } from 'vitest';
import { toConsentWords } from './consent-words.ts';

const NOTHING_DONE = createSpokenFactsLedger({
  timeZone: 'America/New_York',
  now: new Date('2026-11-23T03:00:00Z'),
  knownTechnicianNames: ['Eli Novak'],
});

test.each([
  'ask-caller-role',
  'needs-approval',
  'approver-refused',
  'ask-residence-proof',
  'ask-name-on-id',
  'no-residence-proof',
  'waiting-for-owner',
  'owner-refused',
  'owner-did-not-answer',
] as const)('the words for %s claim nothing that no tool has done, in both languages', (situation) => {
  const { speakable = '', speakableSpanish = '' } = toConsentWords(situation);
  expect(speakable).not.toBe('');
  expect(speakableSpanish).not.toBe('');
  const judged = [
    ...judgeSpokenFacts({ text: speakable, language: 'en' }, NOTHING_DONE),
    ...judgeSpokenFacts({ text: speakableSpanish, language: 'es' }, NOTHING_DONE),
  ];
  expect(judged.filter(({ verdict }) => verdict !== 'backed')).toEqual([]);
});

test('what needs no words of ours has none', () => {
  expect(toConsentWords('not-our-trade')).toEqual({});
});
