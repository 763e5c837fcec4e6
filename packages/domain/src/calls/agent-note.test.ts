import { expect, test } from 'vitest';
import { toAgentNote } from './agent-note.ts';

test('the note of a model is kept as it is, without what PostgreSQL cannot hold', () => {
  expect(toAgentNote(' Wants a call\0 about the invoice. \ud800')).toBe(
    'Wants a call about the invoice. \ufffd',
  );
  expect(toAgentNote(' \0 ')).toBeNull();
});

test.each([
  'Paid with 4111 1111 1111 1111 last time.',
  'Paid with 4111111111111111 last time.',
  'Paid with 4111.1111.1111.1111 last time.',
  'Paid with four one one one one one one one one one one one one one one one last time.',
  'Card number is 4111 1111 and 5500-0000-0000-0004 last time.',
])('no card number is kept: %s', (text) => {
  expect(toAgentNote(text)).toMatch(/\[number not kept\].* last time\.$/);
  expect(toAgentNote(text)).not.toMatch(/\d{4}|one one/);
});

test('a telephone number is no card number', () => {
  expect(toAgentNote('Call back at 614 555 0115.')).toBe('Call back at 614 555 0115.');
});

test('a long note is cut, and never in the middle of a letter', () => {
  expect(toAgentNote('x'.repeat(5_000))).toHaveLength(500);
  expect(toAgentNote(`${'x'.repeat(499)}😀`)?.isWellFormed()).toBe(true);
});
