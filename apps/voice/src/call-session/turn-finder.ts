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
 * | state | sound | silence | silent for TURN_END_MS | agent's words | caller's words |
 * |---|---|---|---|---|---|
 * | between turns | turn starts, passed on | dropped | – | belong to the next turn | belong to the present gap |
 * | in a turn | passed on | passed on | turn ends | belong to this turn | belong to the present gap |
 */
export class TurnFinder implements SpeechEngineListener, Disposable {
  readonly #listener: SpeechEngineListener;
  readonly #timers: Timers<'turn-end'>;
  readonly #audio: AgentAudio = { utteranceId: '', contentIndex: 0, audio: '', byteLength: 0 };
  #turns = 0;
  #callerGaps = 1;
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
        this.#hasCallerSpoken = true;
        return this.#listener.engineEvent({ ...event, utteranceId: `caller.${this.#callerGaps}` });
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

  get #speakingTurnId(): string {
    return this.#isInTurn ? this.#turnId : `turn.${this.#turns + 1}`;
  }

  #sounded(): void {
    this.#timers.start('turn-end', TURN_END_MS, () => this.#turnEnded());
    if (this.#isInTurn) return;
    this.#isInTurn = true;
    this.#turns++;
    if (this.#hasCallerSpoken) this.#callerGaps++;
    this.#hasCallerSpoken = false;
    this.#listener.engineEvent({ type: 'agent-turn-started', turnId: this.#turnId });
  }

  #turnEnded(): void {
    this.#isInTurn = false;
    this.#listener.engineEvent({ type: 'agent-turn-ended', turnId: this.#turnId, status: 'completed' });
  }
}
