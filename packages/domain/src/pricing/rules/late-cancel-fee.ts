const NOTICE_MS = 2 * 3_600_000;

/** What it costs to cancel a visit now: nothing until two hours before its window, later the book's fee, in cents. */
export function lateCancelFeeCents(
  fees: { lateCancelWithin2h: number },
  { windowStartsAt, cancelledAt }: { windowStartsAt: Date; cancelledAt: Date },
): number {
  const isLate = windowStartsAt.getTime() - cancelledAt.getTime() < NOTICE_MS;
  return isLate ? fees.lateCancelWithin2h : 0;
}
