import type { Conversation, Entry } from './conversation.ts';
import { itemNotFound } from './conversation.ts';
import { clientMistake, refusal, type VendorRefusal } from './vendor-error.ts';

export interface Truncation {
  item_id: string;
  content_index: number;
  audio_end_ms: number;
}

/** `truncatedAtMs` is null when nothing was changed; a cut beyond the end is both refused and clamped. */
export interface TruncationResult {
  truncatedAtMs: number | null;
  refusal: VendorRefusal | null;
}

function refused(problem: VendorRefusal): TruncationResult {
  return { truncatedAtMs: null, refusal: problem };
}

/** The words of an utterance that fit into its first `audioEndMs`. */
function wordsUntil(entry: Entry, audioEndMs: number): string {
  const words = entry.words.split(' ');
  return words.slice(0, Math.round((words.length * audioEndMs) / Math.max(1, entry.audioMs))).join(' ');
}

/** Cuts spoken audio at what the caller heard; the vendor drops the item's transcript with it. */
export function truncateItem(conversation: Conversation, wanted: Truncation): TruncationResult {
  const entry = conversation.find(wanted.item_id);
  if (!entry) return refused(itemNotFound(wanted.item_id, 'item_id'));
  const { item } = entry;
  const isSpoken = item.type === 'message' && item.role === 'assistant' && entry.audioMs > 0;
  if (!isSpoken) return refused(refusal(null, 'Only model output audio messages can be truncated'));
  // Spoken items hold one part; while they are streamed their content is still empty.
  if (wanted.content_index !== 0) {
    const message = `Content index ${wanted.content_index} not found.`;
    return refused(clientMistake('invalid_value', message, 'content_index'));
  }
  const truncatedAtMs = Math.min(wanted.audio_end_ms, Math.floor(entry.audioMs));
  entry.words = wordsUntil(entry, truncatedAtMs);
  entry.audioMs = truncatedAtMs;
  entry.isTruncated = true;
  delete item.content[0]?.transcript;
  if (wanted.audio_end_ms <= truncatedAtMs) return { truncatedAtMs, refusal: null };
  const message = `Audio content of ${truncatedAtMs}ms is already shorter than ${wanted.audio_end_ms}ms`;
  return { truncatedAtMs, refusal: refusal('invalid_value', message) };
}
