import fc from 'fast-check';
import { expect, test } from 'vitest';
import { toCanonicalJson } from './canonical-json.ts';

function reverseKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reverseKeys);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value)
      .toReversed()
      .map(([key, member]) => [key, reverseKeys(member)]),
  );
}

test('the order of keys does not matter, at any depth', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(toCanonicalJson(reverseKeys(value))).toBe(toCanonicalJson(value));
    }),
  );
});

test('different values differ', () => {
  const texts = [{ a: 1 }, { a: '1' }, { a: [1] }, { b: 1 }, [{ a: 1 }], null, [1, 2], [2, 1]].map(
    toCanonicalJson,
  );
  expect(new Set(texts).size).toBe(texts.length);
});

test('members that are undefined are left out, and nothing at all is null', () => {
  expect(toCanonicalJson({ b: 2, a: 1, c: undefined })).toBe('{"a":1,"b":2}');
  expect(toCanonicalJson(undefined)).toBe('null');
});
