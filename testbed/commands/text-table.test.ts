import { expect, test } from 'vitest';
import { toTextTable } from './text-table.ts';

test('aligns columns under their names', () => {
  const rows = [
    { name: 'get_slots', ms: 12, result: { ok: true } },
    { name: 'end_call', ms: null, result: 'a\n  b' },
  ];
  expect(toTextTable('tools', rows)).toBe(
    ['tools', '  name       ms  result', '  get_slots  12  {"ok":true}', '  end_call   –   a b'].join('\n'),
  );
});

test('says so when there is nothing', () => {
  expect(toTextTable('bookings', [])).toBe('bookings: none');
});

test('cuts what is too long for a line', () => {
  const [, , line = ''] = toTextTable('x', [{ id: 1, text: 'word '.repeat(100) }]).split('\n');
  expect(line).toMatch(/^ {2}1 {3}word .*…$/);
  expect(line.length).toBeLessThanOrEqual(152);
});

test('tells rows of many columns one below the other', () => {
  const row = Object.fromEntries(
    Array.from({ length: 12 }, (_, index) => [`column_${index}`, 'a'.repeat(14)]),
  );
  const lines = toTextTable('wide', [row, row]).split('\n');
  expect(lines[1]).toBe(`  column_0   ${'a'.repeat(14)}`);
  expect(lines).toHaveLength(1 + 12 + 1 + 12);
});
