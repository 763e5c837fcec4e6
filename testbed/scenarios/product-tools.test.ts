import { expect, test } from 'vitest';
import { type StoredToolCall, toToolUse } from './product-tools.ts';

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
  expect(toToolUse({ ...PRICED, ...(membership !== undefined && { membership }) }, null).arguments).toEqual({
    ...PRICED.arguments,
    ...expected,
  });
});

test('a refused write has not worked, though it is stored with its effect around it', () => {
  const refused = { result: { refusal: 'not-confirmed', feeCents: 4_900 }, effect: null };
  const use = toToolUse({ ...PRICED, name: 'cancel_booking', result: refused }, null);
  expect(use).toMatchObject({ hasWorked: false, result: refused.result });
});
