import { expect, test } from 'vitest';
import { readContactWish } from './read-contact-wish.ts';

test.each([
  'STOP',
  'stop.',
  'Stop!!',
  'UNSUBSCRIBE',
  'End',
  'quit',
  'STOPALL',
  'revoke',
  'OPTOUT',
  'opt out',
  'cancel',
  'ALTO',
  'Pare',
  'no más',
  'BASTA',
  'please stop texting me',
  "Don't text me again",
  'do not send me any more texts',
  'I don’t want to receive your messages',
  'no more texts please',
  'take me off your list',
  'remove my number from this',
  'unsubscribe me now',
  'leave me alone',
  'deje de mandarme mensajes',
  'No me manden mensajes',
  'no quiero recibir más mensajes',
  'no me llamen',
  'denme de baja',
])('%j wants to be left in peace', (text) => {
  expect(readContactWish(text)).toBe('stop');
});

test.each([
  ['START', 'start'],
  ['unstop', 'start'],
  ['Sí', 'start'],
  ['HELP', 'help'],
  ['ayuda', 'help'],
] as const)('%j means %s', (text, wish) => {
  expect(readContactWish(text)).toBe(wish);
});

test.each([
  '',
  '👍',
  'Can you stop the leak tonight?',
  'stop by at five',
  'yes please come at 5',
  "don't stop texting me updates",
  'please cancel my visit tomorrow',
  'the message is clear, thanks',
  'No hay agua caliente',
  'the door will not stop beeping',
  'call me when you arrive',
])('%j speaks of something else', (text) => {
  expect(readContactWish(text)).toBeNull();
});
