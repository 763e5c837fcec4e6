import { expect, test } from 'vitest';
import { type StoredToolCall, toToolUses } from './product-tools.ts';

const PRICED: StoredToolCall = {
  name: 'get_pricing',
  arguments: { trade: 'plumbing', zip: '43202' },
  status: 'done',
  result: { quoteId: 'quote-1', totalCents: 14_900 },
  at: new Date('2026-12-06T22:46:00Z'),
};

test.each([
  ['a quote that was made with one', 'oak_club', { membership: 'oak_club' }],
  ['a quote that was made with none', null, {}],
  ['no quote at all', undefined, {}],
])('a price has the membership of %s', (_what, membership, expected) => {
  const [use] = toToolUses({ ...PRICED, ...(membership !== undefined && { membership }) }, null);
  expect(use?.arguments).toEqual({
    ...PRICED.arguments,
    ...expected,
  });
});

test('a refused write has not worked, though it is stored with its effect around it', () => {
  const refused = { result: { refusal: 'not-confirmed', feeCents: 4_900 }, effect: null };
  const [use] = toToolUses({ ...PRICED, name: 'cancel_booking', result: refused }, null);
  expect(use).toMatchObject({ hasWorked: false, result: refused.result });
});

test.each([
  [
    'one technician who comes for both',
    { dispatchId: 'd-1', trade: 'electrical', trades: ['electrical', 'plumbing'], status: 'paging' },
    ['electrical', 'plumbing'],
  ],
  [
    'two who go one after the other',
    {
      dispatchId: 'd-1',
      trade: 'electrical',
      status: 'paging',
      others: [{ dispatchId: 'd-2', trade: 'plumbing' }],
    },
    ['electrical', 'plumbing'],
  ],
  [
    'the one trade that was sent of two',
    { dispatchId: 'd-1', trade: 'plumbing', notSent: [{ trade: 'electrical' }] },
    ['plumbing'],
  ],
])('one call of the tool for several trades is a call for each: %s', (_what, result, trades) => {
  const stored = {
    ...{ name: 'dispatch_technician', status: 'done', at: PRICED.at },
    arguments: { trade: 'plumbing', otherTrades: ['electrical'], zip: '43204' },
    result: { result, effect: null },
  };
  const uses = toToolUses(stored, null);
  expect(uses.map((use) => use.arguments.trade)).toEqual(trades);
  expect(uses.every(({ hasWorked }) => hasWorked)).toBe(true);
  const refused = toToolUses({ ...stored, result: { refusal: 'nobody-on-call' } }, null);
  expect(refused.map((use) => [use.arguments.trade, use.hasWorked])).toEqual([['plumbing', false]]);
});
