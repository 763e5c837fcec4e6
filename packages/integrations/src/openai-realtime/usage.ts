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

/** What a transcription cost: in tokens, or by the length of the audio, as its model is billed. */
export interface TranscriptionCost {
  usage: ResponseUsage;
  billedMs: number | null;
}

/** Null when the transcript carries none; its input is counted like a response's, its output as one number. */
export function readTranscriptionUsage(usage: unknown): TranscriptionCost | null {
  const tokens = readUsage(usage);
  if (typeof usage !== 'object' || usage === null || !tokens) return null;
  const isByLength = 'seconds' in usage && typeof usage.seconds === 'number';
  return {
    usage: { ...tokens, outputTextTokens: count(usage, 'output_tokens') },
    billedMs: isByLength ? Math.round(count(usage, 'seconds') * 1_000) : null,
  };
}

function count(usage: object, ...path: string[]): number {
  let value: unknown = usage;
  for (const key of path) {
    value = typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;
  }
  return typeof value === 'number' && Number.isFinite(value) ? value : 0;
}
