import type { Entry } from './conversation.ts';
import { countTextTokens } from './output-item.ts';
import type { FunctionTool } from './wire-types.ts';

const CALLER_AUDIO_TOKENS_PER_MS = 10 / 1_000;
const AGENT_AUDIO_TOKENS_PER_MS = 20 / 1_000;
const CACHE_BLOCK_TOKENS = 64;

interface Piece {
  key: string;
  text: number;
  audio: number;
}

export interface InputTokens {
  text: number;
  audio: number;
  cachedText: number;
  cachedAudio: number;
}

function pieceOf({ item, audioMs, words, isTruncated }: Entry): Piece {
  if (item.type === 'function_call')
    return { key: item.id, text: countTextTokens(item.name + item.arguments) + 8, audio: 0 };
  if (item.type === 'function_call_output')
    return { key: item.id, text: countTextTokens(item.output) + 4, audio: 0 };
  const rate = item.role === 'assistant' ? AGENT_AUDIO_TOKENS_PER_MS : CALLER_AUDIO_TOKENS_PER_MS;
  // Truncation rewrites the item, so the cache ends before it.
  const key = isTruncated ? `${item.id} until ${audioMs}` : item.id;
  return { key, text: audioMs > 0 ? 4 : countTextTokens(words) + 4, audio: Math.ceil(audioMs * rate) };
}

const toBlocks = (tokens: number): number => tokens - (tokens % CACHE_BLOCK_TOKENS);

/** Counts what a response reads: the whole conversation each time, its unchanged beginning from the cache. */
export class UsageMeter {
  #previous: Piece[] = [];

  measure(
    prompt: { instructions: string; tools: readonly FunctionTool[] },
    entries: readonly Entry[],
  ): InputTokens {
    const fixed = prompt.instructions + JSON.stringify(prompt.tools);
    const pieces = [{ key: fixed, text: countTextTokens(fixed), audio: 0 }, ...entries.map(pieceOf)];
    const tokens = { text: 0, audio: 0, cachedText: 0, cachedAudio: 0 };
    let isCached = true;
    for (const [index, piece] of pieces.entries()) {
      isCached &&= this.#previous[index]?.key === piece.key;
      tokens.text += piece.text;
      tokens.audio += piece.audio;
      if (isCached) tokens.cachedText += piece.text;
      if (isCached) tokens.cachedAudio += piece.audio;
    }
    this.#previous = pieces;
    return { ...tokens, cachedText: toBlocks(tokens.cachedText), cachedAudio: toBlocks(tokens.cachedAudio) };
  }
}

/** `response.usage` as the vendor shapes it; cached counts are inside the counts of their modality. */
export function toUsage(input: InputTokens, output: { text: number; audio: number }) {
  const inputTokens = input.text + input.audio;
  const outputTokens = output.text + output.audio;
  return {
    total_tokens: inputTokens + outputTokens,
    input_tokens: inputTokens,
    output_tokens: outputTokens,
    input_token_details: {
      text_tokens: input.text,
      audio_tokens: input.audio,
      image_tokens: 0,
      cached_tokens: input.cachedText + input.cachedAudio,
      cached_tokens_details: {
        text_tokens: input.cachedText,
        audio_tokens: input.cachedAudio,
        image_tokens: 0,
      },
    },
    output_token_details: { text_tokens: output.text, audio_tokens: output.audio },
  };
}
