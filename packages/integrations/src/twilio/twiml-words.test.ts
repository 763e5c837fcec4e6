import { expect, test } from 'vitest';
import { toDigitsQuestion, toHangup, toKeyQuestion, toSentence } from './twiml.ts';

const ask = { waitSeconds: 5, answerUrl: 'https://voice.example/answer' };

test.each([
  ['a control character', 'Mar\u0007la'],
  ['half of a character, as cutting a name leaves it', 'Mar\ud83dla'],
  ['a character that XML does not know', 'Mar\uffffla'],
])('a name with %s in it is read out without it, and is no fault', (_what, name) => {
  for (const twiml of [
    toHangup(name),
    toSentence(name),
    toKeyQuestion({ ...ask, sentence: name }),
    toDigitsQuestion({ ...ask, sentence: name, maxDigits: 3 }),
  ])
    expect(twiml).toMatch(/>Mar[ \ufffd]?la<\/Say>/);
});

test('a name with markup in it is words', () => {
  const twiml = toSentence('</Say><Dial>+19005550100</Dial><Say>');
  expect(twiml).not.toContain('<Dial>');
  expect(twiml).toContain('&lt;Dial');
});
