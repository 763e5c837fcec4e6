import { expect, test } from 'vitest';
import { toStorableJson, toStorableText } from './storable.ts';

test('drops NUL and mends broken surrogate pairs, and nothing else', () => {
  expect(toStorableText('a\0b \ud800 ñ 🚰')).toBe('ab \ufffd ñ 🚰');
});

test('reaches into JSON at any depth and leaves dates and numbers alone', () => {
  const at = new Date(0);
  expect(toStorableJson({ 'k\0': ['x\0', { deep: '\udc00' }], at, n: 1, none: null })).toEqual({
    k: ['x', { deep: '\ufffd' }],
    at,
    n: 1,
    none: null,
  });
});
