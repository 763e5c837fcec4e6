import fc from 'fast-check';
import { expect, test } from 'vitest';
import { lateCancelFeeCents } from './late-cancel-fee.ts';

const FEES = { lateCancelWithin2h: 4900 };
const WINDOW = new Date('2026-11-25T13:00:00Z');

test.each([
  ['a day before', '2026-11-24T13:00:00Z', 0],
  ['two hours before', '2026-11-25T11:00:00Z', 0],
  ['a second later', '2026-11-25T11:00:01Z', 4900],
  ['when the window has begun', '2026-11-25T13:30:00Z', 4900],
])('%s', (_name, cancelledAt, feeCents) => {
  const at = { windowStartsAt: WINDOW, cancelledAt: new Date(cancelledAt), noticeMinutes: 120 };
  expect(lateCancelFeeCents(FEES, at)).toBe(feeCents);
});

test('to wait never makes it cheaper', () => {
  const minutes = fc.integer({ min: -3000, max: 3000 });
  fc.assert(
    fc.property(minutes, fc.nat(3000), fc.nat(3000), (before, longer, noticeMinutes) => {
      const feeAfter = (count: number) =>
        lateCancelFeeCents(FEES, {
          windowStartsAt: WINDOW,
          cancelledAt: new Date(WINDOW.getTime() + count * 60_000),
          noticeMinutes,
        });
      expect(feeAfter(before + longer)).toBeGreaterThanOrEqual(feeAfter(before));
    }),
  );
});
