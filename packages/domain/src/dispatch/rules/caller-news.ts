/** Callers are texted anew when what they were told is wrong by more than this (domain reference, section 3). */
const SLIP_MS = 15 * 60_000;

export interface DispatchStanding {
  phase: 'created' | 'paging' | 'acknowledged' | 'en_route' | 'arrived' | 'done' | 'exhausted' | 'cancelled';
  /** By when somebody very likely is there; null while nobody has said yes. */
  arrivesBy: Date | null;
}

export type CallerNews =
  | { kind: 'dispatch-eta' | 'slip-notice' | 'dispatch-late'; arrivesBy: Date }
  | { kind: 'dispatch-returned' | 'dispatch-exhausted' | 'dispatch-called-off'; told: Date | null };

/**
 * What somebody who has hung up does not know yet, by what they were texted last; null when nothing.
 *
 * | dispatch | told no time | told a time |
 * |---|---|---|
 * | created, paging | nothing | it does not hold: the next is asked |
 * | acknowledged, en_route | by when | the new time when it is more than 15 minutes off; late by as much without one: that we ask |
 * | arrived, done | nothing | nothing |
 * | exhausted, cancelled | nobody comes | nobody comes |
 */
export function findCallerNews(
  { phase, arrivesBy }: DispatchStanding,
  { told, now }: { told: Date | null; now: Date },
): CallerNews | null {
  switch (phase) {
    case 'created':
    case 'paging':
      return told && { kind: 'dispatch-returned', told };
    case 'acknowledged':
    case 'en_route':
      return arrivesBy && findTimeNews(arrivesBy, { told, now });
    case 'arrived':
    case 'done':
      return null;
    case 'exhausted':
      return { kind: 'dispatch-exhausted', told };
    case 'cancelled':
      return { kind: 'dispatch-called-off', told };
  }
}

function findTimeNews(arrivesBy: Date, { told, now }: { told: Date | null; now: Date }): CallerNews | null {
  if (now.getTime() - arrivesBy.getTime() > SLIP_MS) return { kind: 'dispatch-late', arrivesBy };
  if (!told) return { kind: 'dispatch-eta', arrivesBy };
  const slipMs = arrivesBy.getTime() - told.getTime();
  if (slipMs > SLIP_MS) return { kind: 'slip-notice', arrivesBy };
  return slipMs < -SLIP_MS ? { kind: 'dispatch-eta', arrivesBy } : null;
}
