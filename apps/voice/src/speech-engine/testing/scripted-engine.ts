import type { Clock } from '@afterhourfix/foundation';
import type {
  AgentAudio,
  EngineEndCause,
  HeardUtterance,
  SpeechEngine,
  SpeechEngineAbilities,
  SpeechEngineEvent,
  SpeechEngineListener,
} from '../speech-engine.ts';

export const BYTES_PER_MS = 8;
/** Speech in tests: a loud µ-law code, far from silence. */
const SPEECH_CODE = 0x80;
const SILENCE_CODE = 0xff;

export interface AskedByModel {
  name: string;
  arguments?: unknown;
  toolCallId?: string;
}

/** A turn of the scripted model: words, and the tools it asks for behind them. */
export interface ScriptedTurn {
  text: string;
  lengthMs: number;
  tools?: readonly AskedByModel[];
  /** The sentence of `sayExactly` that this turn says. */
  saying?: string;
}

/** What a test sees of an engine and makes it do; both kinds are driven alike. */
export abstract class ScriptedEngine implements SpeechEngine {
  abstract readonly abilities: SpeechEngineAbilities;
  protected readonly clock: Clock;
  protected listener: SpeechEngineListener | null = null;
  readonly told: string[] = [];
  readonly urgent: string[] = [];
  readonly notes: string[] = [];
  readonly results: { toolCallId: string; result: string; isSilent: boolean }[] = [];
  readonly interruptions: (readonly HeardUtterance[])[] = [];
  cancellations = 0;
  responses = 0;
  callerBytes = 0;
  isHeld = false;
  isClosed = false;
  /** False: the model hears what it is told to say and stays mute. */
  isObedient = true;
  /** What the model says in place of what it is told to say. */
  saysInstead: string | null = null;
  #toolCalls = 0;
  readonly #waiting = new Map<string, () => void>();

  constructor(clock: Clock) {
    this.clock = clock;
  }

  start(listener: SpeechEngineListener): void {
    this.listener = listener;
    this.emit({ type: 'session-ready', sessionId: 'session-1', isReplacement: false });
  }

  appendCallerAudio(_audio: string, byteLength: number): void {
    this.callerBytes += byteLength;
  }

  sayExactly(text: string, { isUrgent } = { isUrgent: false }): void {
    this.told.push(text);
    if (isUrgent) this.urgent.push(text);
    const said = this.saysInstead ?? text;
    if (this.isObedient) this.say({ text: said, saying: text, lengthMs: said.split(' ').length * 300 });
  }

  respond(): void {
    this.responses++;
  }

  note(text: string): void {
    this.notes.push(text);
  }

  giveToolResult(answer: { toolCallId: string; result: string; isSilent: boolean }): void {
    this.results.push(answer);
    this.#waiting.get(answer.toolCallId)?.();
  }

  /** Resolves with the result that the call gives the model. */
  async untilAnswered(toolCallId: string): Promise<Record<string, unknown>> {
    const find = () => this.results.find((answer) => answer.toolCallId === toolCallId);
    if (!find()) await new Promise<void>((resolve) => this.#waiting.set(toolCallId, resolve));
    return JSON.parse(find()?.result ?? '{}');
  }

  interrupt(heard: readonly HeardUtterance[], { mustCancel } = { mustCancel: false }): void {
    this.interruptions.push(heard);
    if (mustCancel) this.cancellations++;
  }

  holdTurns(isHeld: boolean): void {
    this.isHeld = isHeld;
  }

  close(): void {
    this.isClosed = true;
    this.listener = null;
  }

  /** The model begins to speak; time must pass for it to sound. */
  abstract say(turn: ScriptedTurn): void;

  /** The caller speaks for as long as `lengthMs`: the clock is advanced by it. */
  abstract hear(words: string, lengthMs: number, advance: (byMs: number) => void): void;

  ask(asked: AskedByModel, turnId = 'no-turn'): string {
    const toolCallId = asked.toolCallId ?? `tool-${++this.#toolCalls}`;
    const argumentsJson = JSON.stringify(asked.arguments ?? {});
    this.emit({ type: 'tool-call-asked', toolCallId, turnId, name: asked.name, argumentsJson });
    return toolCallId;
  }

  end(cause: EngineEndCause = 'connection-lost'): void {
    const listener = this.listener;
    this.close();
    listener?.engineEvent({ type: 'engine-ended', cause, message: 'scripted' });
  }

  emit(event: SpeechEngineEvent): void {
    this.listener?.engineEvent(event);
  }
}

/** Answers in turns, generates faster than real time, and can be stopped: an engine like OpenAI Realtime. */
export class InterruptibleEngine extends ScriptedEngine {
  readonly abilities = { ownsTurns: false };
  #turns = 0;

  /** All audio of the turn comes at once, in pieces of 400 ms, and the turn is over before it is heard. */
  say({ text, lengthMs, tools = [], saying }: ScriptedTurn): void {
    const count = ++this.#turns;
    const turnId = `response-${count}`;
    const utteranceId = `item-${count}`;
    this.emit({ type: 'agent-turn-started', turnId, saying: saying ?? null });
    for (let leftMs = lengthMs; leftMs > 0; leftMs -= 400)
      this.listener?.agentAudio({ utteranceId, contentIndex: 0, ...toSpeech(Math.min(400, leftMs)) });
    this.emit({ type: 'agent-transcript', utteranceId, text, isFinal: true });
    for (const tool of tools) this.ask(tool, turnId);
    this.emit({ type: 'agent-turn-ended', turnId, status: 'completed' });
  }

  hear(words: string, lengthMs: number, advance: (byMs: number) => void): void {
    const utteranceId = `caller-${++this.#turns}`;
    this.emit({ type: 'caller-started-speaking', utteranceId });
    advance(lengthMs);
    this.emit({ type: 'caller-stopped-speaking' });
    this.emit({ type: 'caller-transcript', utteranceId, text: words, isFinal: true });
  }
}

const FRAME_MS = 100;

/**
 * Decides by itself when to speak and when to stop: an engine like GPT-Live. Sound and silence come alike at real
 * time, words come without ends, nothing can be cancelled or truncated, and nobody says that the caller speaks.
 */
export class OwnTurnsEngine extends ScriptedEngine {
  readonly abilities = { ownsTurns: true };
  readonly #script: (ScriptedTurn & { leftMs: number })[] = [];
  #frames: Disposable | null = null;
  readonly #audio: AgentAudio = { utteranceId: 'stream', contentIndex: 0, audio: '', byteLength: 0 };

  override start(listener: SpeechEngineListener): void {
    super.start(listener);
    this.#frames = this.clock.every(FRAME_MS, () => this.#frame());
  }

  override close(): void {
    super.close();
    this.#frames?.[Symbol.dispose]();
  }

  say(turn: ScriptedTurn): void {
    this.#script.push({ ...turn, leftMs: turn.lengthMs });
  }

  hear(words: string, lengthMs: number, advance: (byMs: number) => void): void {
    for (const word of words.split(' ')) {
      advance(lengthMs / words.split(' ').length);
      this.emit({ type: 'caller-transcript', utteranceId: 'caller', text: `${word} `, isFinal: false });
    }
  }

  #frame(): void {
    const turn = this.#script[0];
    if (turn && turn.leftMs === turn.lengthMs)
      this.emit({ type: 'agent-transcript', utteranceId: 'agent', text: turn.text, isFinal: false });
    const { audio, byteLength } = turn ? toSpeech(FRAME_MS) : toSilence(FRAME_MS);
    this.#audio.audio = audio;
    this.#audio.byteLength = byteLength;
    this.listener?.agentAudio(this.#audio);
    if (!turn) return;
    turn.leftMs -= FRAME_MS;
    if (turn.leftMs > 0) return;
    this.#script.shift();
    for (const tool of turn.tools ?? []) this.ask(tool);
  }
}

function toSpeech(lengthMs: number) {
  return toAudio(lengthMs, SPEECH_CODE);
}

function toSilence(lengthMs: number) {
  return toAudio(lengthMs, SILENCE_CODE);
}

function toAudio(lengthMs: number, code: number): { audio: string; byteLength: number } {
  const bytes = Buffer.alloc(lengthMs * BYTES_PER_MS, code);
  return { audio: bytes.toString('base64'), byteLength: bytes.length };
}
