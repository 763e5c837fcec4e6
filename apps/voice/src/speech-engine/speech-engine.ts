/** What a speech-to-speech engine is to us. Adapters: OpenAI Realtime; GPT-Live fits as `ownsTurns`. */
export interface SpeechEngine {
  readonly abilities: SpeechEngineAbilities;
  /** Connects and configures; events go to the listener from now on. Call once. */
  start(listener: SpeechEngineListener): void;
  /** HOT: base64 of µ-law, 8 kHz, mono. Held back, bounded, until the engine can take it. */
  appendCallerAudio(audio: string, byteLength: number): void;
  /**
   * Speaks this sentence word for word as far as the engine can; queued behind what is being said. An urgent one goes
   * first: it waits for nobody, and what the engine begins by itself meanwhile is cancelled before it sounds.
   */
  sayExactly(text: string, wish?: { isUrgent: boolean }): void;
  /** Asks the engine to go on by itself, for example after a note. */
  respond(): void;
  /** Tells the engine a fact without making it speak. */
  note(text: string): void;
  /** Every asked call is answered exactly once. The engine then speaks unless `isSilent`. */
  giveToolResult(answer: { toolCallId: string; result: string; isSilent: boolean }): void;
  /**
   * Stop, and remember only what was heard. `mustCancel`: it is we who interrupt, no voice of the caller's has made
   * the engine stop by itself. No-op for engines that own their turns.
   */
  interrupt(heard: readonly HeardUtterance[], by?: { mustCancel: boolean }): void;
  /** While held, the caller's voice neither stops the agent nor makes it answer (line noise in the greeting). */
  holdTurns(isHeld: boolean): void;
  /**
   * Ends the call here. No event follows but `usage-reported` of what still ran, within 2 s at most; then, or at a
   * second call, the connection is closed.
   */
  close(): void;
}

export interface SpeechEngineAbilities {
  /** The engine decides by itself when to speak and when to stop; it can't be cancelled or truncated. */
  readonly ownsTurns: boolean;
}

/** How much of an utterance the caller heard, in ms of its audio; never more than was sent. */
export interface HeardUtterance {
  utteranceId: string;
  contentIndex: number;
  /** Of this part of its content alone, as engines count it. */
  heardMs: number;
  /** Length of the parts before this one; left out for the first. */
  earlierMs?: number;
}

export interface SpeechEngineListener {
  /** HOT: a piece of the agent's speech, faster than real time. Base64 of µ-law, 8 kHz, mono. */
  agentAudio(audio: AgentAudio): void;
  /** Everything else, in the engine's order. */
  engineEvent(event: SpeechEngineEvent): void;
}

/** Reused by the engine for every piece: copy what must be kept. */
export interface AgentAudio {
  utteranceId: string;
  contentIndex: number;
  audio: string;
  byteLength: number;
}

export type SpeechEngineEvent =
  /** Configured; also after a lost or replaced connection, with the new session's id. */
  | { type: 'session-ready'; sessionId: string; isReplacement: boolean }
  /** Voice activity on the caller's side. */
  /** `utteranceId` is where their words will come, if the engine knows it already. */
  | { type: 'caller-started-speaking'; utteranceId: string | null }
  | { type: 'caller-stopped-speaking' }
  /** Words of the caller; `isFinal` replaces everything said before under this id. May lag behind the reply. */
  | { type: 'caller-transcript'; utteranceId: string; text: string; isFinal: boolean }
  /** `saying`: the sentence of `sayExactly` that this turn says, or null; absent where the engine can't tell. */
  | { type: 'agent-turn-started'; turnId: string; saying?: string | null }
  /** No more audio of this turn will come; what was sent may still be playing. */
  | { type: 'agent-turn-ended'; turnId: string; status: 'completed' | 'cancelled' | 'failed' | 'incomplete' }
  | { type: 'agent-transcript'; utteranceId: string; text: string; isFinal: boolean }
  | { type: 'tool-call-asked'; toolCallId: string; turnId: string; name: string; argumentsJson: string }
  | {
      type: 'usage-reported';
      purpose: 'response' | 'transcription';
      /** Of a transcription, the caller's utterance. */
      turnId: string;
      model: string;
      /** `lost`: it was paid for, and we were not told how much. */
      status: string;
      usage: EngineUsage;
      /** Length of audio, where a model is billed by it instead of by tokens. */
      billedMs: number | null;
    }
  /** Something went wrong and the engine carries on; for the journal. */
  | { type: 'engine-fault'; kind: EngineFaultKind; code: string | null; message: string }
  /** Once, and nothing after it: the engine can't go on. Not after our own `close`. */
  | { type: 'engine-ended'; cause: EngineEndCause; message: string };

export type EngineFaultKind =
  | 'harmless'
  | 'configuration'
  | 'session-ending'
  | 'generation'
  | 'garbage'
  /** The engine does not take the caller's audio: the oldest is dropped. */
  | 'overflow'
  /** A fault of ours while an event was handled: the event is lost, the call goes on. */
  | 'internal';

/** `misconfigured`: trying again can't help (key, model or session refused). */
export type EngineEndCause = 'misconfigured' | 'connection-lost' | 'no-answer';

/** Tokens of one turn; cached ones are included in the input of their modality. */
export interface EngineUsage {
  inputTextTokens: number;
  inputAudioTokens: number;
  cachedTextTokens: number;
  cachedAudioTokens: number;
  outputTextTokens: number;
  outputAudioTokens: number;
}

/** What a fresh engine session must know to go on with a call: text only, for speech can't be put back. */
export interface Recollection {
  turns: readonly { speaker: 'caller' | 'agent'; text: string }[];
  /** What is already true: slots held, bookings made, a transfer that nobody took. */
  facts: readonly string[];
}

/** What a call needs from an engine, fixed for the whole call so that the prompt cache holds. */
export interface SpeechEngineBrief {
  instructions: string;
  tools: readonly EngineTool[];
  recall: () => Recollection;
}

export interface EngineTool {
  name: string;
  description: string;
  /** JSON Schema of the arguments. */
  parameters: Record<string, unknown>;
}
