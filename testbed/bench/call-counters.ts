/** Stamps of one caller count within a range of their own, so that the engine's side knows whose audio it got. */
const BLOCKS_PER_CALL = 1_000_000;

export const toFirstCounter = (callIndex: number): number => callIndex * BLOCKS_PER_CALL;

export const toCallIndex = (counter: number): number => Math.floor(counter / BLOCKS_PER_CALL);

export interface Continuity {
  /** Counters between `first` and the highest seen that never came. */
  missing: number;
  /** Counters that came after a higher one, or twice. */
  disordered: number;
}

/** Compares a list of counters with the unbroken row it should be from `first` on. */
export function checkContinuity(counters: readonly number[], first: number): Continuity {
  let next = first;
  let missing = 0;
  let disordered = 0;
  for (const counter of counters) {
    if (counter < next) {
      disordered++;
      missing = Math.max(0, missing - 1);
      continue;
    }
    missing += counter - next;
    next = counter + 1;
  }
  return { missing, disordered };
}
