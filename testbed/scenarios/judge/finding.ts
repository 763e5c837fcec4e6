/** One expectation of a scenario, held against the call. */
export interface Finding {
  what: string;
  isMet: boolean;
  /** What was found instead; empty when it is met. */
  why: string;
  /** Tools of the vocabulary without which it cannot be met. */
  needs: readonly string[];
}

export function found(what: string, why: string | null, needs: readonly string[] = []): Finding {
  return { what, isMet: why === null, why: why ?? '', needs };
}

/** `why` when the condition does not hold. */
export const unless = (condition: boolean, why: string): string | null => (condition ? null : why);
