/** Ringing, detection, the briefing twice, and a time to decide. */
const LONGEST_HOLD_MS = 3 * 60_000;
/** Rounds that end sooner were not heard: the carrier goes on at once when it cannot fetch or play a file. */
const LEAST_ROUND_MS = 2_500;

/** How long a caller has heard music; it comes back with the question what follows it, by an address of ours. */
export interface HoldRound {
  round: number;
  /** When the first began, in ms. */
  since: number;
}

export const beginHold = (now: Date): HoldRound => ({ round: 1, since: now.getTime() });

/** A round has ended. `isHeard`: the music takes time, so it is played; `isOver`: nobody waits any longer. */
export function endRound(
  query: Record<string, unknown>,
  now: Date,
): { next: HoldRound; isHeard: boolean; isOver: boolean } {
  const round = Number(query.round) || 1;
  const since = Number(query.since) || now.getTime();
  const heldMs = now.getTime() - since;
  return {
    next: { round: round + 1, since },
    isHeard: heldMs >= round * LEAST_ROUND_MS,
    isOver: heldMs >= LONGEST_HOLD_MS,
  };
}
