import { assertNever, type Clock } from '@afterhourfix/foundation';
import type { CarrierLeg } from '../media-stream/carrier.ts';
import { PacedPlayback } from '../media-stream/paced-playback.ts';
import type { AgentAudio, HeardUtterance, SpeechEngine } from '../speech-engine/speech-engine.ts';
import type { CallJournal } from './call-journal.ts';
import type { ConversationLog } from './conversation-log.ts';
import { PlaybackLedger } from './playback-ledger.ts';
import { Timers } from './timers.ts';
import { NOISE_LIMIT_MS, stepTurn, type TurnCommand, type TurnEvent, type TurnState } from './turn-state.ts';

export interface FloorParts {
  engine: SpeechEngine;
  conversation: ConversationLog;
  journal: CallJournal;
  clock: Clock;
  maxLeadMs: number;
  /** A greeting comes first, and line noise must not kill it. */
  isProtected: boolean;
  onHeardOut(): void;
  /** The caller has cut the agent off. */
  onCut(heard: readonly HeardUtterance[]): void;
  /** A line has. */
  onSilenced(): void;
}

/** Who speaks: runs the turn machine against the playback and makes engine and transcript remember what was heard. */
export class Floor implements Disposable {
  readonly #parts: FloorParts;
  readonly #playback: PacedPlayback;
  readonly #timers: Timers<'noise'>;
  #turn: TurnState;

  constructor(parts: FloorParts) {
    this.#parts = parts;
    this.#timers = new Timers(parts.clock);
    const isProtected = parts.isProtected && !parts.engine.abilities.ownsTurns;
    this.#turn = isProtected ? { phase: 'agent', isProtected } : { phase: 'quiet' };
    this.#playback = new PacedPlayback({
      ledger: new PlaybackLedger(),
      clock: parts.clock,
      maxLeadMs: parts.maxLeadMs,
      onHeardOut: () => {
        this.#step({ type: 'heard-out' });
        parts.onHeardOut();
      },
    });
  }

  /** Neither side speaks, and the caller has heard all that was said. */
  get isQuiet(): boolean {
    return this.#turn.phase === 'quiet' && !this.#playback.isSounding;
  }

  get isHeardOut(): boolean {
    return !this.#playback.isSounding;
  }

  attach(leg: CarrierLeg): void {
    this.#playback.attach(leg);
  }

  /** HOT */
  play(audio: AgentAudio): void {
    this.#parts.conversation.agentSounded(audio.utteranceId, audio.byteLength);
    this.#playback.play(audio);
  }

  agentBegan(): void {
    this.#step({ type: 'agent-audio-began' });
  }

  agentTurnEnded(): void {
    this.#playback.endTurn();
  }

  /** A safety line is due: the agent is silent from now on and the floor is the line's, until `endLine`. */
  beginLine(): void {
    this.#step({ type: 'line-due' });
  }

  endLine(): void {
    this.#step({ type: 'line-over' });
  }

  markReturned(name: string): void {
    this.#playback.markReturned(name);
  }

  callerStarted(): void {
    if (!this.#parts.engine.abilities.ownsTurns) this.#step({ type: 'caller-started' });
  }

  callerStopped(): void {
    this.#step({ type: 'caller-stopped' });
  }

  callerWorded(wordCount: number): void {
    this.#step({ type: 'caller-worded', wordCount });
  }

  /** The call is over here: what is still unheard will stay so. */
  [Symbol.dispose](): void {
    const { conversation, journal } = this.#parts;
    this.#timers[Symbol.dispose]();
    conversation.interrupted(this.#playback.cut());
    const { droppedBytes } = this.#playback;
    if (droppedBytes > 0) journal.happened('agent-audio-dropped', { droppedBytes });
    this.#playback[Symbol.dispose]();
  }

  #step(event: TurnEvent): void {
    const step = stepTurn(this.#turn, event);
    this.#turn = step.state;
    for (const command of step.commands) this.#run(command);
  }

  #run(command: TurnCommand): void {
    switch (command.do) {
      case 'cut-playback':
        return this.#cut();
      case 'silence-agent':
        return this.#silence();
      case 'hold-turns':
        return this.#parts.engine.holdTurns(true);
      case 'watch-noise':
        return this.#timers.start('noise', NOISE_LIMIT_MS, () => this.#step({ type: 'noise-limit-reached' }));
      case 'forget-noise':
        return this.#timers.stop('noise');
      case 'lift-protection':
        this.#timers.stop('noise');
        return this.#parts.engine.holdTurns(false);
      default:
        assertNever(command);
    }
  }

  #cut(): void {
    const { engine, conversation, journal, onCut } = this.#parts;
    const heard = this.#playback.cut();
    engine.interrupt(heard);
    conversation.interrupted(heard);
    onCut(heard);
    if (heard.length > 0) journal.happened('caller-interrupted', { heard });
  }

  #silence(): void {
    const { engine, conversation, journal, onSilenced } = this.#parts;
    const heard = this.#playback.cut();
    engine.interrupt(heard, { mustCancel: true });
    conversation.interrupted(heard);
    onSilenced();
    if (heard.length > 0) journal.happened('agent-silenced', { heard });
  }
}
