import type { DangerStep } from '@afterhourfix/domain';
import type { OwedLine } from './owed-line.ts';
import { OUT_FIRST, toSafetyLine } from './safety-judge.ts';

/** A safety line of an earlier part of the call that is not due again. */
export interface RecalledLine {
  lineId: string;
  isHeard: boolean;
  /** The caller was to get out and has not said that they are. */
  isOutAwaited: boolean;
}

export interface RecalledLines {
  known: readonly RecalledLine[];
  /** What the caller had still to hear when the call was cut off. */
  due: OwedLine | null;
}

/** Of lines that were due and not heard only the last one still is: it took the place of the others. */
export function recallLines(steps: readonly DangerStep[]): RecalledLines {
  const known = new Map<string, RecalledLine>();
  let due: OwedLine | null = null;
  for (const told of steps) {
    if (told.step === 'caller-out') {
      for (const line of known.values()) line.isOutAwaited = false;
      continue;
    }
    const { lineId, language, ruleIds } = told;
    const isHeard = told.step === 'line-spoken' || (known.get(lineId)?.isHeard ?? false);
    const isOutAwaited = known.get(lineId)?.isOutAwaited ?? OUT_FIRST.has(lineId);
    known.set(lineId, { lineId, isHeard, isOutAwaited });
    if (told.step === 'line-due' && !isHeard) due = toSafetyLine(lineId, { language, ruleIds });
    else if (due?.id === lineId) due = null;
  }
  const dueId = due?.id ?? null;
  return { known: [...known.values()].filter(({ lineId }) => lineId !== dueId), due };
}
