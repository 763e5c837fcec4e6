import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isBase64Text } from './base64-text.ts';

const judge = (text: string) => isBase64Text(Buffer.from(text, 'utf8'), 0, Buffer.byteLength(text));

test.each(['/w==', '//8=', 'AAAA', 'abcdABCD0123+/+/'])('takes %s', (text) => {
  expect(judge(text)).toBe(true);
});

test.each([
  '',
  'A',
  'AA',
  'AAA',
  'A===',
  '====',
  'AA=A',
  'AA AA===',
  '%%%%',
  'AA-_',
  'AAA\n',
  'ÄAAA',
  'AAAAA',
])('refuses "%s"', (text) => {
  expect(judge(text)).toBe(false);
});

test('takes whatever Node encodes', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 1, maxLength: 500 }), (bytes) => {
      expect(judge(Buffer.from(bytes).toString('base64'))).toBe(true);
    }),
  );
});

test('refuses every text that Node would read as other bytes', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 12 }), (text) => {
      if (judge(text)) expect(Buffer.from(text, 'base64').toString('base64').length).toBe(text.length);
    }),
  );
});

test('looks at its own stretch only', () => {
  expect(isBase64Text(Buffer.from('"AAAA"'), 1, 5)).toBe(true);
  expect(isBase64Text(Buffer.from('"AAAA"'), 0, 4)).toBe(false);
});
