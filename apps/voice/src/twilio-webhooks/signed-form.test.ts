import { expect, test } from 'vitest';
import { numberField, readForm } from './signed-form.ts';

test.each([
  ['3', 3],
  ['12.5', 13],
  ['-1', -1],
  ['99999999999', null],
  ['1e400', null],
  ['three', null],
  ['', null],
])('reads the number %j as %s', (text, value) => {
  expect(numberField({ Count: text }, 'Count')).toBe(value);
});

test('takes from every field what PostgreSQL does not store', () => {
  expect(readForm({ From: '+1\u0000614', Names: ['a\u0000', '\ud800b'] })).toEqual({
    From: '+1614',
    Names: ['a', '\ufffdb'],
  });
});

test.each([null, 'text', ['a'], 7])('reads %j as an empty form', (body) => {
  expect(Object.keys(readForm(body)).filter((name) => name !== '0')).toEqual([]);
});
