import type { MindItem } from '../mind.ts';
import { isRelayed } from './intents.ts';
import { lines } from './lines.ts';
import { readKeyedDigits } from './notes.ts';

/** One thing the caller said or keyed in, in the light of what the agent had said before. */
export interface Remark {
  /** Where it stands in the conversation. */
  index: number;
  text: string;
  /** The agent's words before it, fillers left out. */
  asked: string;
  /** The agent was cut short by it. */
  wasCut: boolean;
  /** It answers "Are you still there?". */
  isAnswerToSilence: boolean;
}

const FILLER = /^(?:one moment[^.]*\.\s*)+$/i;

/** Everything the caller said, in order. */
export function listRemarks(conversation: readonly MindItem[]): Remark[] {
  let before: Before = { asked: '', wasCut: false, isAnswerToSilence: false, isAnswered: true };
  return conversation.flatMap((item, index): Remark[] => {
    if (item.kind === 'agent' && !FILLER.test(item.text)) before = hearAgent(item, before);
    const text =
      item.kind === 'caller' ? item.text : item.kind === 'system' ? readKeyedDigits(item.text) : null;
    if (text === null) return [];
    const { asked, wasCut, isAnswerToSilence } = before;
    before = { ...before, isAnswered: true };
    return [{ index, text: withoutRelayWords(text), asked, wasCut, isAnswerToSilence }];
  });
}

/** A relay operator's own words: who they are, and `go ahead` when it is the other's turn. */
function withoutRelayWords(text: string): string {
  const sentences = text.split(/(?<=[.!?])\s+/).filter((sentence) => !isRelayed(sentence));
  return (
    sentences
      .join(' ')
      .replace(/[,.]?\s*\b(?:GA|SK|go ahead)[.!]?\s*$/, '')
      .trim() || text.trim()
  );
}

function hearAgent(item: { text: string; isTruncated: boolean }, before: Before): Before {
  const { asked } = before;
  // Who answers the silence prompt still owes the answer to the question before it.
  if (item.text.trim() === lines.stillThere)
    return { asked, wasCut: false, isAnswerToSilence: true, isAnswered: false };
  // A line that was said for the agent (a correction, a warning) asks nothing: the question before it stands.
  const isAside = !before.isAnswered && !item.text.includes('?');
  return {
    asked: isAside ? `${asked} ${item.text}` : item.text,
    wasCut: item.isTruncated || (isAside && before.wasCut),
    isAnswerToSilence: false,
    isAnswered: false,
  };
}

/** What the agent said before a remark, and whether the caller has answered it. */
interface Before {
  asked: string;
  wasCut: boolean;
  isAnswerToSilence: boolean;
  isAnswered: boolean;
}
