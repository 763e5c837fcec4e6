import { expect, test } from 'vitest';
import { findMissingNotices, type Notice, tellGreetingLanguage, toOpeningLine } from './notices.ts';

const GREETINGS: readonly (readonly [string, readonly Notice[]])[] = [
  [toOpeningLine({ businessName: 'Oak and Iron', language: 'en' }), []],
  [toOpeningLine({ businessName: 'Oak and Iron', language: 'es' }), []],
  ["Hi, I'm an A.I. and we record all calls. How can I help?", []],
  ['This is the automated assistant of Oak on a recorded line.', []],
  ['You are talking to an artificial intelligence; your call may be recorded.', []],
  ['Hola, soy la asistente de IA de Oak y grabamos esta llamada.', []],
  ['Habla con una inteligencia artificial y la llamada será grabada.', []],
  ['Thanks for calling Oak, how can I help?', ['ai', 'recording']],
  ["I'm Oak's AI assistant. What's going on?", ['recording']],
  ['This is Dana at Oak. This call is recorded.', ['ai']],
  ['This is your virtual receptionist, and this call is recorded.', ['ai']],
  ["I'm Oak's AI assistant and this call is not recorded.", ['recording']],
  ["I'm Oak's AI assistant and this call isn't being recorded.", ['recording']],
  ["I'm not an AI, and this call is recorded.", ['ai']],
  ['Soy la asistente de inteligencia artificial y esta llamada no se graba.', ['recording']],
  ['No soy una inteligencia artificial. Esta llamada se está grabando.', ['ai']],
  ['Gracias por llamar a Oak, ¿qué ocurre?', ['ai', 'recording']],
  ['We said so; we have paid for the best plumbers. This call is recorded.', ['ai']],
  ["I'm Oak's AI assistant. We keep a record of your visit.", ['recording']],
];

test.each(GREETINGS)('"%s" misses %j', (greeting, missing) => {
  expect(findMissingNotices(greeting)).toEqual(missing);
});

test('an opening in Spanish is known by its words', () => {
  expect(tellGreetingLanguage('Gracias por llamar a Oak, ¿qué ocurre?')).toBe('es');
  expect(tellGreetingLanguage('Thanks for calling Casa Grande Plumbing, what is going on?')).toBe('en');
});
