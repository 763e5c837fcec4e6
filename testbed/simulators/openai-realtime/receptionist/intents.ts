import { toDigitsEverywhere } from './spoken-numbers.ts';
import type { OfferedSlot } from './tool-memory.ts';

const HUMAN =
  /\b(human|real person|a person|someone real|somebody real|representative|operator|manager|speak (to|with) (a|some)\w*|talk (to|with) (a|some)\w*|live agent|transfer me)\b/i;
const GOODBYE =
  /\b(bye|goodbye|good night|never ?mind|that's all|that is all|that's it|nothing else|no thanks?|no thank you|hang up)\b/i;
const NO =
  /^\s*(no|nope|nah)\b|\b(neither|none of|another time|different time|can't|cannot|won't|don't want)\b/i;
const YES =
  /\b(yes|yeah|yep|yup|sure|ok|okay|fine|works?|perfect|sounds good|great|good|book|go ahead|take|please|let's do|either|any)\b/i;
const ORDINALS: readonly RegExp[] = [
  /\b(first|earlier|earliest|sooner|soonest)\b/i,
  /\b(second|later one|latter|other one)\b/i,
];
const QUESTION = /\?\s*$|^\s*(do|does|did|are|is|can|could|will|would|what|how|when|where|who|why) \b/i;
const ABOUT_THE_JOB =
  /\b(send|come|coming|fix|look at|help|somebody|someone|technician|plumber|electrician)\b/i;
const ABOUT_THE_OFFER = /\b(how much|cost|price|when|how soon|what time)\b/i;

export const wantsHuman = (text: string): boolean => HUMAN.test(text);
export const saysGoodbye = (text: string): boolean => GOODBYE.test(text);
export const saysNo = (text: string): boolean => NO.test(text);
export const saysYes = (text: string): boolean => YES.test(text) && !saysNo(text);

/** A question about the business itself, which its articles may answer; not about the job or the offer. */
export function isGeneralQuestion(text: string): boolean {
  return QUESTION.test(text) && !ABOUT_THE_JOB.test(text) && !ABOUT_THE_OFFER.test(text);
}

const SMALL_WORDS = new Set(['between', 'and', 'in', 'the', 'at', 'to', 'on', 'from', 'of', 'or', 'a']);

function wordsOf(text: string): Set<string> {
  const words =
    toDigitsEverywhere(text)
      .toLowerCase()
      .match(/[a-z]+|\d+/g) ?? [];
  return new Set(words.filter((word) => !SMALL_WORDS.has(word)));
}

/** The slot that an answer means: by its place in the offer, by day and hour, or the first for a plain yes. */
export function chooseSlot(slots: readonly OfferedSlot[], answer: string): OfferedSlot | null {
  const said = wordsOf(answer);
  const scores = slots.map((slot, index) => {
    const named = [...wordsOf(slot.speakable)].filter((word) => said.has(word)).length;
    return named + (ORDINALS[index]?.test(answer) ? 10 : 0);
  });
  const best = Math.max(0, ...scores);
  if (best > 0 && !(saysNo(answer) && best < 10)) return slots[scores.indexOf(best)] ?? null;
  return saysYes(answer) ? (slots[0] ?? null) : null;
}
