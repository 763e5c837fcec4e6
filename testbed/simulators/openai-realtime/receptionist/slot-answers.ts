import { saysNo, saysYes } from './intents.ts';
import { toDigitsEverywhere } from './spoken-numbers.ts';
import type { OfferedSlot } from './tool-memory.ts';

/** What an answer to an offer means; `unclear` is asked again. */
export type SlotAnswer =
  | { kind: 'chosen'; slot: OfferedSlot }
  | { kind: 'rejected'; slots: readonly OfferedSlot[] }
  | { kind: 'earlier' }
  | { kind: 'unclear' };

const FIRST = /\b(?:first|1st|former|earliest|soonest|earlier|sooner)\b/;
const LAST = /\b(?:second|2nd|last|latter|later (?:one|1)|other (?:one|1)|the other)\b/;
const EARLIER = /\b(?:anything|something|any|nothing|no) (?:time )?(?:earlier|sooner)\b/;
const OTHER =
  /\b(?:anything|something|any time|nothing) (?:later|else)|\b(?:another|different|neither|none)\b|\blater in the week\b/;
const NEGATIVE =
  /\b(?:not|isn't|doesn't|don't|can't|cannot|won't|wouldn't|bad for me|too (?:late|early|soon))\b/;
const CLAUSE_END = /[,.;]|\bbut\b|\bthen\b|\bso\b/;
const SECOND_MENTION = /(?<=\b(?:first|second)\b.*)\b(?=(?:the )?(?:first|second)\b)/;
const DAY_OR_PLACE =
  /\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|tomorrow|morning|noon|afternoon|evening|night)\b/;
const NAMED_SLOT =
  /\b(?:first|second|1st|2nd|other|earlier|later|last) (?:one|slot|window|time|appointment)\b/;
const ABOUT_TIMES = /\b(?:works?|suits?|those|neither|times?|windows?|days?|busy|make it)\b/i;
const SMALL_WORDS = new Set(
  'between and in the at to on from of or a one is it that this yes no my'.split(' '),
);

function wordsOf(text: string): Set<string> {
  const words = text.toLowerCase().match(/[a-z]+|\d+/g) ?? [];
  return new Set(words.filter((word) => !SMALL_WORDS.has(word)));
}

/** How clearly a clause means each slot: its place in the offer, its hour, the words only it has. */
function scoreSlots(slots: readonly OfferedSlot[], clause: string): number[] {
  const said = wordsOf(clause);
  const words = slots.map(({ speakable }) => wordsOf(toDigitsEverywhere(speakable)));
  return slots.map((slot, index) => {
    const own = [...(words[index] ?? [])].filter(
      (word) => slots.length === 1 || !words.every((others) => others.has(word)),
    );
    const startHour = /\bbetween (\w+)/.exec(slot.speakable)?.[1] ?? '';
    const isNamed = (index === 0 && FIRST.test(clause)) || (index === slots.length - 1 && LAST.test(clause));
    return (isNamed ? 10 : 0) + (said.has(startHour) ? 2 : 0) + own.filter((word) => said.has(word)).length;
  });
}

function splitClauses(answer: string): string[] {
  return toDigitsEverywhere(answer)
    .toLowerCase()
    .split(CLAUSE_END)
    .flatMap((clause) => clause.split(SECOND_MENTION))
    .filter((clause) => clause.trim() !== '');
}

/** Whether words beside an offer name a slot, as in `actually the second one`. */
export function namesSlot(answer: string, isSlotSpokenOf: boolean): boolean {
  return NAMED_SLOT.test(answer) || (isSlotSpokenOf && DAY_OR_PLACE.test(answer.toLowerCase()));
}

/** A long sentence with a no in it may be about anything else. */
const isAboutOffer = (answer: string): boolean => answer.split(' ').length <= 8 || ABOUT_TIMES.test(answer);

/** Hears by place in the offer, by day and hour; a plain yes is the first, a plain no rejects all. */
export function hearSlotAnswer(slots: readonly OfferedSlot[], answer: string): SlotAnswer {
  const lower = answer.toLowerCase();
  if (EARLIER.test(lower)) return { kind: 'earlier' };
  if (OTHER.test(lower) && !LAST.test(lower)) return { kind: 'rejected', slots };
  const rejected: OfferedSlot[] = [];
  for (const clause of splitClauses(answer)) {
    const scores = scoreSlots(slots, clause);
    const best = Math.max(0, ...scores);
    const slot = slots[scores.indexOf(best)];
    if (best === 0 || !slot) continue;
    if (!NEGATIVE.test(clause)) return { kind: 'chosen', slot };
    rejected.push(...slots.filter((_, index) => scores[index] === best));
  }
  if (rejected.length > 0) return { kind: 'rejected', slots: rejected };
  if (saysNo(answer) && isAboutOffer(answer)) return { kind: 'rejected', slots };
  const [first] = slots;
  return saysYes(answer) && first ? { kind: 'chosen', slot: first } : { kind: 'unclear' };
}
