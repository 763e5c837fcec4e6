import type { CallId } from '@afterhourfix/vocabulary';

export interface EventEntry {
  kind: 'event';
  callId: CallId;
  /** Unique in the call: a batch that is written twice leaves one row. */
  key: string;
  type: string;
  at: Date;
  payload: unknown;
}

/** Written as often as it changes; the last write of (call, item) stands. */
export interface TurnEntry {
  kind: 'turn';
  callId: CallId;
  itemId: string;
  /** `person`: whoever took the call over from the agent. */
  speaker: 'caller' | 'agent' | 'person';
  text: string;
  startedAt: Date;
  endedAt: Date | null;
  /** Of an agent's turn, the audio that the caller truly heard; null when unknown or not audio. */
  heardMs: number | null;
  isInterrupted: boolean;
}

export interface UsageEntry {
  kind: 'usage';
  callId: CallId;
  purpose: 'response' | 'transcription';
  /** Of a transcription, the id of the caller's utterance. */
  responseId: string;
  model: string;
  /** `lost`: it was paid for, and how much nobody told us. */
  status: string;
  inputTextTokens: number;
  inputAudioTokens: number;
  cachedTextTokens: number;
  cachedAudioTokens: number;
  outputTextTokens: number;
  outputAudioTokens: number;
  billedMs: number | null;
  at: Date;
}

export interface EngineSessionEntry {
  kind: 'engine-session';
  callId: CallId;
  sessionId: string;
}

/** Of tools that only read; tools that write go through `runWriteOnce`. */
export interface ToolCallEntry {
  kind: 'tool-call';
  callId: CallId;
  engineCallId: string;
  name: string;
  arguments: unknown;
  status: 'done' | 'failed' | 'timed-out';
  result: unknown;
  startedAt: Date;
  finishedAt: Date;
}

/** Something that a tool had said, spoken by the agent and heard by the caller. */
export interface PromiseEntry {
  kind: 'promise';
  callId: CallId;
  promised: 'price' | 'slot' | 'eta' | 'callback' | 'deed' | 'technician';
  /** The agent's turn in which it was said. */
  itemId: string;
  detail: Record<string, unknown>;
  /** From the start of that turn's sound. */
  audioOffsetMs: number;
  /** The tool call whose result says it. */
  engineCallId: string;
  at: Date;
}

/** The caller refuses that their words are kept, or allows it again. */
export interface RecordingWishEntry {
  kind: 'recording-wish';
  callId: CallId;
  isRefused: boolean;
  at: Date;
}

export type JournalEntry =
  | RecordingWishEntry
  | EventEntry
  | TurnEntry
  | UsageEntry
  | EngineSessionEntry
  | ToolCallEntry
  | PromiseEntry;
