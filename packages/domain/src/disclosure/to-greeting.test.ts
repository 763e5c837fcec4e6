import { Invalid } from '@afterhourfix/foundation';
import { expect, test } from 'vitest';
import { assertNotices, toGreeting } from './to-greeting.ts';

const COMPLETE = "This is Oak's AI assistant, and this call is recorded. What's going on?";
const OAK = { name: 'Oak and Iron', recordingConsent: 'notice' } as const;

test('a greeting that tells all is said as it is', () => {
  expect(toGreeting(OAK, COMPLETE)).toEqual({ text: COMPLETE, missing: [] });
});

test('one that does not gives way to the opening line, in its language', () => {
  const english = toGreeting(OAK, 'Thanks for calling Oak, what can I do for you?');
  expect(english.missing).toEqual(['ai', 'recording']);
  expect(english.text).toContain("I'm Oak and Iron's AI assistant and this call is recorded.");
  expect(toGreeting(OAK, 'Gracias por llamar, soy la asistente de Oak.').text).toContain(
    'esta llamada se está grabando',
  );
});

test('a business that asks has its question behind the notice, never in its stead', () => {
  const { text } = toGreeting({ ...OAK, recordingConsent: 'ask' }, COMPLETE);
  expect(text).toBe(`${COMPLETE} And is it okay with you that this call is recorded?`);
});

test('a greeting without its notices can not be published', () => {
  expect(() => assertNotices(COMPLETE)).not.toThrow();
  expect(() => assertNotices("Hello, this is Dana. What's going on?")).toThrow(Invalid);
  expect(() => assertNotices("I'm an AI. What's going on?")).toThrow('must say that the call is recorded');
});
