import { measureMulawLevel } from '@afterhourfix/audio';
import type { Clock } from '@afterhourfix/foundation';
import type { AgentAudio, SpeechEngineEvent, SpeechEngineListener } from '../speech-engine/speech-engine.ts';
import { Timers } from './timers.ts';

/** Quieter than any speech, louder than the noise of a codec. */
const SPEECH_DBFS = -50;
/** A pause within a turn is shorter than this. */
const TURN_END_MS = 700;

/**
 * Between an engine that owns its turns and a call that needs to know them. Such an engine sends sound and silence
 * alike at real time, and words without an end; turns are found by listening.
 *
 * | state | sound | silence | silent for TURN_END_MS | agent's words |
 * |---|---|---|---|---|
 * | between turns | turn starts, passed on | dropped | – | belong to the next turn |
 * | in a turn | passed on | passed on | turn ends | belong to this turn |
 *
 * Nobody says that the caller speaks but the caller's words: the first ones since the agent's turn began do.
 */
export class TurnFinder implements SpeechEngineListener, Disposable {
  readonly #listener: SpeechEngineListener;
  readonly #timers: Timers<'turn-end'>;
  readonly #audio: AgentAudio = { utteranceId: '', contentIndex: 0, audio: '', byteLength: 0 };
  #turns = 0;
  #callerUtterances = 0;
  #hasCallerSpoken = false;
  #isInTurn = false;

  constructor(parts: { listener: SpeechEngineListener; clock: Clock }) {
    this.#listener = parts.listener;
    this.#timers = new Timers(parts.clock);
  }

  /** HOT */
  agentAudio({ audio, byteLength }: AgentAudio): void {
    if (measureMulawLevel(Buffer.from(audio, 'base64')).rmsDbfs > SPEECH_DBFS) this.#sounded();
    if (!this.#isInTurn) return;
    this.#audio.utteranceId = this.#turnId;
    this.#audio.audio = audio;
    this.#audio.byteLength = byteLength;
    this.#listener.agentAudio(this.#audio);
  }

  engineEvent(event: SpeechEngineEvent): void {
    switch (event.type) {
      case 'agent-transcript':
        return this.#listener.engineEvent({ ...event, utteranceId: this.#speakingTurnId });
      case 'caller-transcript':
        return this.#callerSaid(event);
      case 'tool-call-asked':
        // Between turns it is mute: a goodbye of the turn before may be long ago.
        return this.#listener.engineEvent({ ...event, turnId: this.#speakingTurnId });
      case 'agent-turn-started':
      case 'agent-turn-ended':
        return;
      default:
        return this.#listener.engineEvent(event);
    }
  }

  [Symbol.dispose](): void {
    this.#timers[Symbol.dispose]();
  }

  get #turnId(): string {
    return `turn.${this.#turns}`;
  }

  get #callerId(): string {
    return `caller.${this.#callerUtterances}`;
  }

  get #speakingTurnId(): string {
    return this.#isInTurn ? this.#turnId : `turn.${this.#turns + 1}`;
  }

  #callerSaid(event: Extract<SpeechEngineEvent, { type: 'caller-transcript' }>): void {
    if (!this.#hasCallerSpoken) {
      this.#hasCallerSpoken = true;
      this.#callerUtterances++;
      this.#listener.engineEvent({ type: 'caller-started-speaking', utteranceId: this.#callerId });
    }
    this.#listener.engineEvent({ ...event, utteranceId: this.#callerId });
  }

  #sounded(): void {
    this.#timers.start('turn-end', TURN_END_MS, () => this.#turnEnded());
    if (this.#isInTurn) return;
    this.#isInTurn = true;
    this.#turns++;
    this.#hasCallerSpoken = false;
    this.#listener.engineEvent({ type: 'agent-turn-started', turnId: this.#turnId });
  }

  #turnEnded(): void {
    this.#isInTurn = false;
    this.#listener.engineEvent({ type: 'agent-turn-ended', turnId: this.#turnId, status: 'completed' });
  }
}
