import { SAFETY_LINES } from '@afterhourfix/domain';
import { describe, expect, test } from 'vitest';
import { matchLine } from './line-match.ts';

const GAS = { text: SAFETY_LINES.SAFE_GAS.en, language: 'en' } as const;
const GAS_ES = { text: SAFETY_LINES.SAFE_GAS.es, language: 'es' } as const;
const LINE = { text: SAFETY_LINES.SAFE_LINE.en, language: 'en' } as const;
const final = (text: string) => ({ text, isFinal: true });
const partial = (text: string) => ({ text, isFinal: false });

const EVERY = Object.entries(SAFETY_LINES).flatMap(([id, texts]) => [
  [id, 'en', texts.en] as const,
  [id, 'es', texts.es] as const,
]);

test.each(EVERY)('%s in %s is itself', (_id, language, text) => {
  expect(matchLine(final(text), { text, language })).toBe('whole');
});

test.each(EVERY)(
  '%s in %s grows word by word without being taken for something else',
  (_id, language, text) => {
    for (let length = 1; length < text.length; length++)
      expect(matchLine(partial(text.slice(0, length)), { text, language })).not.toBe('different');
  },
);

describe('the line is said', () => {
  test.each([
    ['in other letters and marks', GAS.text.toUpperCase().replaceAll(',', ' -'), GAS],
    ['with its numbers spelled', GAS.text.replace('911', 'nine one one'), GAS],
    ['with its numbers in pieces', GAS.text.replace('911', '9-1-1'), GAS],
    ['without contractions', GAS.text.replace("don't", 'do not').replace("you're", 'you are'), GAS],
    ['with typographic marks', GAS.text.replaceAll("'", '’'), GAS],
    ['with tens spelled', LINE.text.replace('35', 'thirty-five'), LINE],
    ['with Spanish numbers', GAS_ES.text.replace('911', 'nueve once'), GAS_ES],
    ['with Spanish digits', GAS_ES.text.replace('911', 'nueve uno uno'), GAS_ES],
    ['without accents', GAS_ES.text.replace('ningún', 'ningun').replace('compañía', 'compania'), GAS_ES],
  ])('%s', (_how, text, line) => {
    expect(matchLine(final(text), line)).toBe('whole');
  });
});

describe('it is another line', () => {
  test.each([
    ['softened', GAS.text.replace('Please leave', 'You may want to leave')],
    ['with a word more at its end', `${GAS.text} Okay?`],
    ['with a word more before it', `Sure. ${GAS.text}`],
    ['turned around', GAS.text.replace("don't touch", 'do touch')],
    ['with another number', GAS.text.replace('911', '311')],
    ['in the other language', GAS_ES.text],
  ])('%s', (_how, text) => {
    expect(matchLine(final(text), GAS)).toBe('different');
  });

  test('and this is known at the first wrong word', () => {
    expect(matchLine(partial('Please open '), GAS)).toBe('different');
    expect(matchLine(partial('Please open'), GAS)).toBe('so-far');
  });

  test('half of it is not it', () => {
    expect(matchLine(final('Please leave the building now'), GAS)).toBe('so-far');
  });
});
