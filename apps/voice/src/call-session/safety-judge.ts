import { type InstructionId, SAFETY_LINES, triageUtterances } from '@afterhourfix/domain';
import type { OwedLine } from './owed-line.ts';

/** The approved line that is due, over all that the caller has said in this call; null when none is. */
export type JudgeSafety = (utterances: readonly string[]) => OwedLine | null;

/** For gas, carbon monoxide and fire nobody is kept on the phone. */
const OUT_FIRST: ReadonlySet<InstructionId> = new Set(['SAFE_GAS', 'SAFE_CO', 'SAFE_ELEC_FIRE']);

/** Keyed into a call, these say all there is to say. */
const EMERGENCY_NUMBERS: ReadonlySet<string> = new Set(['911', '112']);

export const judgeSafety: JudgeSafety = (utterances) => {
  const { instructionId, language, evidence } = triageUtterances(utterances);
  if (instructionId === null) return null;
  const counted = evidence.filter(({ downgradedBy }) => downgradedBy === null);
  return toSafetyLine(instructionId, {
    language,
    ruleIds: [...new Set(counted.map(({ ruleId }) => ruleId))],
  });
};

export function toKeypadLine(digits: string): OwedLine | null {
  if (!EMERGENCY_NUMBERS.has(digits)) return null;
  return toSafetyLine('SAFE_ILLNESS', { language: 'en', ruleIds: [`keypad.${digits}`] });
}

function toSafetyLine(
  id: InstructionId,
  { language, ruleIds }: Pick<OwedLine, 'language' | 'ruleIds'>,
): OwedLine {
  const text = SAFETY_LINES[id][language];
  return { id, purpose: 'safety', language, text, ruleIds, mustBeOut: OUT_FIRST.has(id) };
}
