import type { SystemContext } from '../context.ts';
import { maskDigitRows } from '../spoken-facts/index.ts';
import { findCall } from './find-call.ts';
import { writeJournal } from './write-journal.ts';

const MAX_TEXT_LENGTH = 2_000;
/** A card is read in groups of four, each in a sentence of its own: none of them may be kept. */
const LEAST_MASKED_DIGITS = 4;

/**
 * Keeps what caller and person say to each other after a transfer; of a caller who refused, only that something was
 * said. The same `key` is the same words. Rows of four digits or more are left out.
 */
export async function recordTalk(
  system: SystemContext,
  turn: { callSid: string; key: string; speaker: 'caller' | 'person'; text: string; at: Date },
): Promise<void> {
  const found = await findCall(system, turn.callSid);
  if (!found) return;
  const { key, speaker, at } = turn;
  const text = maskDigitRows(turn.text.slice(0, MAX_TEXT_LENGTH), {
    leastDigits: LEAST_MASKED_DIGITS,
    isOfCard: true,
  });
  await writeJournal(found.ctx, [
    {
      kind: 'turn',
      callId: found.callId,
      itemId: `talk:${key}`,
      ...{ speaker, text, startedAt: at },
      endedAt: at,
      heardMs: null,
      isInterrupted: false,
    },
  ]);
}
