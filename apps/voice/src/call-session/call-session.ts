import { assertNever } from '@afterhourfix/foundation';
import type { ToolContext } from '../agent-tools/agent-tool.ts';
import type { CarrierLeg, CarrierListener } from '../media-stream/carrier.ts';
import type {
  AgentAudio,
  SpeechEngine,
  SpeechEngineEvent,
  SpeechEngineListener,
} from '../speech-engine/speech-engine.ts';
import { AgentTurn } from './agent-turn.ts';
import type { CallJournal } from './call-journal.ts';
import { CallLanguage } from './call-language.ts';
import { CallLife } from './call-life.ts';
import { CallLimits } from './call-limits.ts';
import type { CallSessionParts } from './call-session-parts.ts';
import { CallerSide } from './caller-side.ts';
import { Floor } from './floor.ts';
import { Guards } from './guards.ts';
import { ToolDesk } from './tool-desk.ts';
import { TurnFinder } from './turn-finder.ts';

/** One live call: wires carrier, engine and tools; runs what the machines command; decides nothing. */
export class CallSession implements CarrierListener, SpeechEngineListener {
  readonly #parts: CallSessionParts;
  readonly #engine: SpeechEngine;
  readonly #journal: CallJournal;
  readonly #floor: Floor;
  readonly #life: CallLife;
  readonly #tools: ToolDesk;
  readonly #agentTurn = new AgentTurn();
  readonly #limits: CallLimits;
  readonly #guards: Guards;
  readonly #caller: CallerSide;
  readonly #turnFinder: TurnFinder | null;
  #isReleased = false;
  #leg: CarrierLeg | null = null;

  constructor(given: CallSessionParts) {
    const parts = { ...given, language: new CallLanguage(given) };
    const { clock, engine, journal, call } = parts;
    this.#parts = parts;
    this.#engine = engine;
    this.#journal = journal;
    this.#floor = new Floor({
      ...parts,
      isProtected: parts.opening.kind === 'greeting',
      onHeardOut: () => this.#heardOut(),
      onCut: (heard) => this.#guards.agentCut(heard),
      onSilenced: () => this.#guards.agentSilenced(),
    });
    this.#life = new CallLife({
      ...parts,
      say: (text) => engine.sayExactly(text),
      closeCarrier: () => this.#leg?.close(),
      leaveWord: (departure) => parts.onDeparture(departure),
      untilWritten: () => this.#tools.untilWritten(),
      release: () => this.release(),
    });
    const triage: ToolContext['triage'] = (said) => this.#guards.modelJudged(said);
    const readTriage: ToolContext['readTriage'] = () => this.#guards.verdict;
    this.#tools = new ToolDesk({
      ...parts,
      context: { domain: parts.domain, callId: call.id, callerNumber: call.from, triage, readTriage },
      floor: this.#floor,
      life: this.#life,
      agentTurn: this.#agentTurn,
      onIdle: () => this.#watchSilence(),
      guards: () => this.#guards,
    });
    this.#limits = new CallLimits({
      ...parts,
      life: this.#life,
      onMute: () => this.#engineFailed('no audio in time'),
    });
    this.#guards = new Guards({
      ...parts,
      floor: this.#floor,
      life: this.#life,
      onSounded: () => this.#limits.agentSounded(),
      onLetGo: () => this.#watchSilence(),
      onArrivalHeard: (toolCallId) => this.#tools.arrivalHeard(toolCallId),
    });
    this.#caller = new CallerSide({
      ...parts,
      floor: this.#floor,
      life: this.#life,
      limits: this.#limits,
      guards: this.#guards,
      agentTurn: this.#agentTurn,
      onPause: () => this.#watchSilence(),
    });
    this.#turnFinder = engine.abilities.ownsTurns ? new TurnFinder({ listener: this, clock }) : null;
  }

  /** Before the carrier's media is there: the greeting is made while the phone still rings. */
  start(): void {
    this.#engine.start(this.#turnFinder ?? this);
    const { opening, earlierTurns, dangerBefore } = this.#parts;
    this.#guards.start(earlierTurns, dangerBefore);
    this.#engine.sayExactly(opening.text);
    if (opening.kind === 'resumption') this.#tools.resume();
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
    this.#caller[Symbol.dispose]();
    this.#turnFinder?.[Symbol.dispose]();
    this.#tools[Symbol.dispose]();
    this.#floor[Symbol.dispose]();
    this.#guards[Symbol.dispose]();
    this.#parts.conversation.settle();
    this.#engine.close();
    this.#parts.onReleased();
  }

  /** HOT */
  callerAudio(audio: string, byteLength: number): void {
    this.#engine.appendCallerAudio(audio, byteLength);
  }

  digitPressed(digit: string): void {
    this.#caller.pressed(digit);
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
    if (this.#guards.isMuting) return;
    if (!this.#agentTurn.hasSounded) this.#agentBeganToSound();
    this.#floor.play(audio);
    this.#guards.agentSounded(audio);
  }

  engineEvent(event: SpeechEngineEvent): void {
    switch (event.type) {
      case 'session-ready':
        return this.#engineReady(event);
      case 'caller-started-speaking':
        return this.#caller.started(event.utteranceId);
      case 'caller-stopped-speaking':
        return this.#caller.stopped();
      case 'caller-transcript':
        return this.#caller.said(event);
      case 'agent-turn-started':
        this.#agentTurn.started(event.turnId);
        this.#guards.turnStarted(event);
        return this.#life.step(event);
      case 'agent-turn-ended':
        return this.#agentTurnEnded(event);
      case 'agent-transcript':
        return this.#agentSaid(event);
      case 'tool-call-asked':
        this.#limits.toolAsked();
        return this.#caller.whenUnderstood(() => this.#tools.ask(event));
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

  #agentSaid(said: Extract<SpeechEngineEvent, { type: 'agent-transcript' }>): void {
    if (this.#guards.isMuting) return;
    this.#parts.conversation.agentSaid(said.utteranceId, said.text, said.isFinal);
    this.#guards.agentSaid(said);
  }

  #agentBeganToSound(): void {
    const afterCallerMs = this.#agentTurn.sounded(this.#parts.clock.monotonicMs());
    this.#limits.agentSounded();
    this.#floor.agentBegan();
    this.#journal.happened('agent-began', { afterCallerMs });
  }

  #agentTurnEnded(event: Extract<SpeechEngineEvent, { type: 'agent-turn-ended' }>): void {
    const { turnId, status } = event;
    if (status !== 'completed') this.#journal.happened('agent-turn-ended', { turnId, status });
    this.#agentTurn.ended();
    this.#guards.turnEnded(event, this.#floor);
    this.#life.step({ type: 'agent-turn-ended' });
    this.#floor.agentTurnEnded();
    this.#parts.conversation.settle();
    this.#watchSilence();
  }

  #heardOut(): void {
    this.#life.step({ type: 'heard-out' });
    this.#guards.heardOut();
    this.#watchSilence();
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
