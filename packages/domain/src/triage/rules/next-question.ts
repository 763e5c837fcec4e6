import { QUESTIONS, type QuestionId, UNCLEAR } from './questions.ts';
import type { TriageVerdict } from './triage-verdict.ts';

export const MOST_QUESTIONS = 3;

export interface NextQuestion {
  id: QuestionId;
  text: { en: string; es: string };
}

/** What to ask to learn the trade; null when it is decided, three were asked, or a life is at risk. */
export function nextQuestion(verdict: TriageVerdict): NextQuestion | null {
  const isOver = verdict.severity === 'life_safety' || verdict.asked.length >= MOST_QUESTIONS;
  if (isOver || verdict.flags.includes('decided')) return null;
  const ids = UNCLEAR.filter(({ when }) => verdict.flags.includes(when)).flatMap(({ ask }) => ask);
  const id = ids.find((each) => !verdict.asked.includes(each) && !isAnswered(each, verdict));
  return id === undefined ? null : { id, text: QUESTIONS[id].text };
}

/** The caller may have said it without being asked. */
function isAnswered(id: QuestionId, { flags }: TriageVerdict): boolean {
  const { yes, no } = QUESTIONS[id];
  return [...(yes.flags ?? []), ...(no.flags ?? [])].some((flag) => flags.includes(flag));
}
