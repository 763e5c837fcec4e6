import { expect, test } from 'vitest';
import { readRelayCall } from './relay-call.ts';

test.each([
  'Hello, this is a relay call. Have you received one before?',
  'This is operator 4412 with a call from a customer.',
  'You have a call through Ohio relay service.',
  'I am a communications assistant.',
  'A person using a TTY is calling.',
  'The person calling you is deaf or hard of hearing.',
  'My water heater leaks GA',
  'hello my sink is leaking. GA.',
  'Le llama el servicio de relevo.',
  'This is a video relay interpreter.',
])('takes %j for a relay call', (text) => {
  expect(readRelayCall(text)).toBe(true);
});

test.each([
  'The relay on my furnace is clicking.',
  'I replaced the start relay of the fridge.',
  'I live at 12 Peachtree Street, Atlanta, GA',
  'I called from Atlanta GA.',
  'My assistant will be there.',
  'I smell gas.',
  'My dad is deaf in one ear and did not hear the alarm.',
  'Is this the operator?',
])('takes %j for none', (text) => {
  expect(readRelayCall(text)).toBe(false);
});
