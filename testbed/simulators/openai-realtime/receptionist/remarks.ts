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
  let before = { asked: '', wasCut: false, isAnswerToSilence: false };
  return conversation.flatMap((item, index): Remark[] => {
    if (item.kind === 'agent' && !FILLER.test(item.text)) before = hearAgent(item, before.asked);
    const text =
      item.kind === 'caller' ? item.text : item.kind === 'system' ? readKeyedDigits(item.text) : null;
    return text === null ? [] : [{ index, text: withoutRelayWords(text), ...before }];
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

function hearAgent(item: { text: string; isTruncated: boolean }, asked: string) {
  // Who answers the silence prompt still owes the answer to the question before it.
  if (item.text.trim() === lines.stillThere) return { asked, wasCut: false, isAnswerToSilence: true };
  return { asked: item.text, wasCut: item.isTruncated, isAnswerToSilence: false };
}
