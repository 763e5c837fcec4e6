/** Tokens of one response. Cached tokens are counted inside the input tokens of their modality. */
export interface ResponseUsage {
  inputTextTokens: number;
  inputAudioTokens: number;
  cachedTextTokens: number;
  cachedAudioTokens: number;
  outputTextTokens: number;
  outputAudioTokens: number;
}

/** Null when the response carries none; missing counts are 0, for all fields are optional on the wire. */
export function readUsage(usage: unknown): ResponseUsage | null {
  if (typeof usage !== 'object' || usage === null) return null;
  return {
    inputTextTokens: count(usage, 'input_token_details', 'text_tokens'),
    inputAudioTokens: count(usage, 'input_token_details', 'audio_tokens'),
    cachedTextTokens: count(usage, 'input_token_details', 'cached_tokens_details', 'text_tokens'),
    cachedAudioTokens: count(usage, 'input_token_details', 'cached_tokens_details', 'audio_tokens'),
    outputTextTokens: count(usage, 'output_token_details', 'text_tokens'),
    outputAudioTokens: count(usage, 'output_token_details', 'audio_tokens'),
  };
}

function count(usage: object, ...path: string[]): number {
  let value: unknown = usage;
  for (const key of path) {
    value = typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;
  }
  return typeof value === 'number' && Number.isFinite(value) ? value : 0;
}
