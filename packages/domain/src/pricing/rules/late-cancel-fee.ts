export interface LateCancellation {
  windowStartsAt: Date;
  cancelledAt: Date;
  /** Until so long before its window it is free. */
  noticeMinutes: number;
}

/** What it costs to move or cancel a visit: nothing in good time, later the book's fee, in cents. */
export function lateCancelFeeCents(
  fees: { lateCancelWithin2h: number },
  { windowStartsAt, cancelledAt, noticeMinutes }: LateCancellation,
): number {
  const isLate = windowStartsAt.getTime() - cancelledAt.getTime() < noticeMinutes * 60_000;
  return isLate ? fees.lateCancelWithin2h : 0;
}
