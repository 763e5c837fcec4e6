import { assertNever, type Clock } from '@afterhourfix/foundation';
import type { CarrierLeg, CarrierListener } from '../media-stream/carrier.ts';
import type {
  AgentAudio,
  SpeechEngine,
  SpeechEngineEvent,
  SpeechEngineListener,
} from '../speech-engine/speech-engine.ts';
import { AgentTurn } from './agent-turn.ts';
import type { CallJournal } from './call-journal.ts';
import { CallLife } from './call-life.ts';
import { CallLimits } from './call-limits.ts';
import type { CallSessionParts } from './call-session-parts.ts';
import type { ConversationLog } from './conversation-log.ts';
import { Floor } from './floor.ts';
import { KeypadInput } from './keypad-input.ts';
import { ToolDesk } from './tool-desk.ts';
import { TurnFinder } from './turn-finder.ts';

/** One live call: wires carrier, engine and tools; runs what the machines command; decides nothing. */
export class CallSession implements CarrierListener, SpeechEngineListener {
  readonly #parts: CallSessionParts;
  readonly #engine: SpeechEngine;
  readonly #clock: Clock;
  readonly #journal: CallJournal;
  readonly #conversation: ConversationLog;
  readonly #floor: Floor;
  readonly #life: CallLife;
  readonly #tools: ToolDesk;
  readonly #agentTurn = new AgentTurn();
  readonly #limits: CallLimits;
  readonly #keypad: KeypadInput;
  readonly #turnFinder: TurnFinder | null;
  #isReleased = false;
  #leg: CarrierLeg | null = null;

  constructor(parts: CallSessionParts) {
    const { clock, engine, journal, conversation, call } = parts;
    this.#parts = parts;
    this.#engine = engine;
    this.#clock = clock;
    this.#journal = journal;
    this.#conversation = conversation;
    this.#floor = new Floor({
      ...parts,
      isProtected: parts.opening.kind === 'greeting',
      onHeardOut: () => this.#heardOut(),
    });
    this.#life = new CallLife({
      ...parts,
      say: (text) => engine.sayExactly(text),
      closeCarrier: () => this.#leg?.close(),
      leaveWord: (departure) => parts.onDeparture(departure),
      untilWritten: () => this.#tools.untilWritten(),
      release: () => this.release(),
    });
    this.#tools = new ToolDesk({
      ...parts,
      context: { domain: parts.domain, callId: call.id, callerNumber: call.from },
      floor: this.#floor,
      life: this.#life,
      agentTurn: this.#agentTurn,
      onIdle: () => this.#watchSilence(),
    });
    this.#limits = new CallLimits({
      ...parts,
      life: this.#life,
      onMute: () => this.#engineFailed('no audio in time'),
    });
    this.#keypad = new KeypadInput(clock, (digits) => this.#keyed(digits));
    this.#turnFinder = engine.abilities.ownsTurns ? new TurnFinder({ listener: this, clock }) : null;
  }

  /** Before the carrier's media is there: the greeting is made while the phone still rings. */
  start(): void {
    this.#engine.start(this.#turnFinder ?? this);
    const { opening } = this.#parts;
    this.#engine.sayExactly(opening.text);
    if (opening.kind === 'resumption') this.#engine.respond();
  }

  attachCarrier(leg: CarrierLeg): void {
    this.#leg = leg;
    this.#journal.happened('media-started');
    this.#life.step({ type: 'carrier-attached' });
    this.#limits.mediaStarted({ isAgentAwaited: !this.#agentTurn.hasSounded });
    leg.attach(this);
    this.#floor.attach(leg);
  }

  /** The carrier is sent back to ask: another node, or this one anew, takes the call over. */
  handOff(): void {
    this.#journal.happened('handed-off');
    this.#life.step({ type: 'engine-ended' });
  }

  /** Ends everything here without a word about the call; idempotent. */
  release(): void {
    if (this.#isReleased) return;
    this.#isReleased = true;
    this.#life[Symbol.dispose]();
    this.#limits[Symbol.dispose]();
    this.#keypad[Symbol.dispose]();
    this.#turnFinder?.[Symbol.dispose]();
    this.#tools[Symbol.dispose]();
    this.#floor[Symbol.dispose]();
    this.#conversation.settle();
    this.#engine.close();
    this.#parts.onReleased();
  }

  /** HOT */
  callerAudio(audio: string, byteLength: number): void {
    this.#engine.appendCallerAudio(audio, byteLength);
  }

  digitPressed(digit: string): void {
    this.#limits.callerHeard();
    this.#keypad.pressed(digit);
    this.#watchSilence();
  }

  markReturned(name: string): void {
    this.#floor.markReturned(name);
  }

  ended(cause: 'caller-hung-up' | 'connection-lost'): void {
    this.#journal.happened('media-ended', { cause });
    this.#life.step({ type: cause === 'caller-hung-up' ? 'caller-hung-up' : 'carrier-lost' });
  }

  /** HOT */
  agentAudio(audio: AgentAudio): void {
    if (!this.#agentTurn.hasSounded) this.#agentBeganToSound();
    this.#floor.play(audio);
  }

  engineEvent(event: SpeechEngineEvent): void {
    switch (event.type) {
      case 'session-ready':
        return this.#engineReady(event);
      case 'caller-started-speaking':
        return this.#callerStarted(event.utteranceId);
      case 'caller-stopped-speaking':
        return this.#callerStopped();
      case 'caller-transcript':
        return this.#callerSaid(event);
      case 'agent-turn-started':
        this.#agentTurn.started(event.turnId);
        return this.#life.step(event);
      case 'agent-turn-ended':
        return this.#agentTurnEnded(event);
      case 'agent-transcript':
        return this.#conversation.agentSaid(event.utteranceId, event.text, event.isFinal);
      case 'tool-call-asked':
        this.#limits.toolAsked();
        return this.#tools.ask(event);
      case 'usage-reported':
        return this.#journal.usage(event);
      case 'engine-fault':
        return this.#engineFault(event);
      case 'engine-ended':
        return this.#engineFailed(`${event.cause}: ${event.message}`);
      default:
        assertNever(event);
    }
  }

  /** A new session has heard nothing of the caller's half sentence and will not tell its end. */
  #engineReady({ sessionId, isReplacement }: { sessionId: string; isReplacement: boolean }): void {
    this.#journal.engineSession(sessionId);
    this.#journal.happened('engine-ready', { isReplacement });
    if (!isReplacement) return;
    this.#floor.callerStopped();
    this.#watchSilence();
  }

  #engineFault({ kind, code, message }: { kind: string; code: string | null; message: string }): void {
    const level = kind === 'internal' ? 'error' : 'warn';
    this.#parts.log[level]({ kind, code, fault: message }, 'engine fault');
    this.#journal.happened('engine-fault', { kind, code });
  }

  #callerStarted(utteranceId: string | null): void {
    // First of all: every microsecond before the cut is speech over the caller's words.
    this.#floor.callerStarted();
    this.#conversation.callerStarted(utteranceId);
    this.#limits.callerSounded();
    this.#life.step({ type: 'caller-started', utteranceId, isAgentSilenced: this.#floor.isHeardOut });
  }

  #callerStopped(): void {
    this.#agentTurn.callerStopped(this.#clock.monotonicMs());
    this.#floor.callerStopped();
    this.#watchSilence();
  }

  #callerSaid(said: { utteranceId: string; text: string; isFinal: boolean }): void {
    const { utteranceId, isFinal } = said;
    const text = this.#conversation.callerSaid(utteranceId, said.text, isFinal).trim();
    const hasWords = text !== '';
    if (hasWords || isFinal) this.#life.step({ type: 'caller-understood', utteranceId, hasWords });
    if (!hasWords) return;
    this.#limits.callerHeard();
    this.#floor.callerWorded(text.split(/\s+/).length);
    this.#watchSilence();
  }

  #agentBeganToSound(): void {
    const afterCallerMs = this.#agentTurn.sounded(this.#clock.monotonicMs());
    this.#limits.agentSounded();
    this.#floor.agentBegan();
    this.#journal.happened('agent-began', { afterCallerMs });
  }

  #agentTurnEnded({ turnId, status }: { turnId: string; status: string }): void {
    if (status !== 'completed') this.#journal.happened('agent-turn-ended', { turnId, status });
    this.#agentTurn.ended();
    this.#life.step({ type: 'agent-turn-ended' });
    this.#floor.agentTurnEnded();
    this.#conversation.settle();
    this.#watchSilence();
  }

  #heardOut(): void {
    this.#life.step({ type: 'heard-out' });
    this.#watchSilence();
  }

  #keyed(digits: string): void {
    this.#journal.happened('digits-keyed', { count: digits.length });
    this.#conversation.callerKeyed(digits);
    this.#engine.note(`The caller keyed in ${digits} on the telephone keypad.`);
    this.#engine.respond();
  }

  #engineFailed(message: string): void {
    this.#parts.log.error({ cause: message }, 'engine failed, the carrier takes the call back');
    this.#journal.happened('engine-ended', { message });
    this.#life.step({ type: 'engine-ended' });
  }

  #watchSilence(): void {
    if (!this.#floor.isQuiet || this.#life.phase !== 'talking') return;
    if (this.#tools.isBusy) this.#tools.floorQuiet();
    else this.#limits.silenceBegan();
  }
}
