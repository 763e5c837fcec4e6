import type { Trade } from '@afterhourfix/vocabulary';
import { saysNo, saysYes } from './intents.ts';
import { lines } from './lines.ts';
import type { Remark } from './remarks.ts';

/** Trouble that air conditioning and wiring share: "my AC is not working". */
const COOLING =
  /\b(?:a\/?c|air condition\w*|central air|cooling|cooler)\b.{0,40}\b(?:not working|isn't working|doesn't work|won't (?:work|start|turn on|come on|run)|out|dead|quit|stopped|broken|acting up|died)\b|\bno cooling\b/i;
const OTHERS_ARE_OUT =
  /\bhalf (?:of )?(?:the|my|our) house\b|\b(?:lights?|outlets?|stove|oven|dryer|rooms?|fridge)\b.{0,40}\b(?:out|dark|dead|won't|will not|off|no power|too)\b|\bno power\b|\bwhole house\b|\blost power\b/i;
const ONLY_COOLING =
  /\b(?:everything else|rest of the house|all the lights|other (?:lights|things))\b.{0,20}\b(?:works?|working|fine|on|good)\b|\b(?:just|only) the (?:a\/?c|air)\b|\b(?:blow\w*|warm air|not cold|ice|frozen|freon|refrigerant|outside unit|fan)\b/i;
const NOT_OURS = /\b(?:car|truck|rv|camper)\b.{0,12}\b(?:a\/?c|air)\b/i;
const WINDOW_UNIT = /\b(?:window|portable) (?:unit|a\/?c|air)\b/i;

export function isCoolingOut(remarks: readonly Remark[]): boolean {
  return remarks.some(({ text }) => COOLING.test(text));
}

function findAnswer(remarks: readonly Remark[], question: string): 'yes' | 'no' | null {
  const text = remarks.findLast(({ asked }) => asked.includes(question))?.text ?? '';
  if (saysNo(text)) return 'no';
  return saysYes(text) ? 'yes' : null;
}

/** Whose work it is when the first words leave it open; null while nothing else was said. */
export function decideTrade(remarks: readonly Remark[]): Trade | null {
  if (!isCoolingOut(remarks)) return null;
  const said = remarks.map(({ text }) => text);
  if (said.some((text) => OTHERS_ARE_OUT.test(text))) return 'electrical';
  if (said.some((text) => WINDOW_UNIT.test(text))) return 'appliance';
  if (said.some((text) => ONLY_COOLING.test(text) || NOT_OURS.test(text))) return 'hvac';
  if (findAnswer(remarks, lines.otherPower) === 'yes') return 'electrical';
  return findAnswer(remarks, lines.otherPower) === 'no' ? 'hvac' : null;
}
