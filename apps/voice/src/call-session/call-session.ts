import type { AnsweredCall, DomainContext, PublishedAgent } from '@afterhourfix/domain';
import { assertNever, type Clock, type Logger } from '@afterhourfix/foundation';
import type { AgentTool } from '../agent-tools/agent-tool.ts';
import { SPOKEN_LINES } from '../instructions/spoken-lines.ts';
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
import type { Departure } from './call-state.ts';
import type { CallFacts } from './conclusion.ts';
import type { ConversationLog } from './conversation-log.ts';
import { Floor } from './floor.ts';
import { KeypadInput } from './keypad-input.ts';
import { SilenceWatch } from './silence-watch.ts';
import { Timers } from './timers.ts';
import { ToolDesk } from './tool-desk.ts';

export interface CallSessionParts {
  domain: DomainContext;
  call: AnsweredCall;
  agent: PublishedAgent;
  engine: SpeechEngine;
  tools: readonly AgentTool[];
  journal: CallJournal;
  conversation: ConversationLog;
  /** The agent speaks first: a greeting, or for a call that was cut off the engine goes on by itself. */
  opening: { kind: 'greeting'; text: string } | { kind: 'resumption' };
  /** Facts carried over from an earlier part of the same call. */
  facts: CallFacts;
  maxLeadMs: number;
  firstAudioLimitMs: number;
  clock: Clock;
  log: Logger;
  /** The call leaves this session: what the carrier is to be told when it asks. */
  onDeparture(departure: Departure): Promise<void>;
  onReleased(): void;
}

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
  readonly #silence: SilenceWatch;
  readonly #keypad: KeypadInput;
  readonly #timers: Timers<'max-duration' | 'first-audio'>;
  #isReleased = false;
  #leg: CarrierLeg | null = null;
  #callerStoppedAtMs: number | null = null;

  constructor(parts: CallSessionParts) {
    const { clock, engine, journal, conversation, call, agent } = parts;
    this.#parts = parts;
    this.#engine = engine;
    this.#clock = clock;
    this.#journal = journal;
    this.#conversation = conversation;
    this.#timers = new Timers(clock);
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
    const { silencePromptAfterMs: promptAfterMs, silenceGoodbyeAfterMs: goodbyeAfterMs } = agent.engine;
    this.#silence = new SilenceWatch({
      clock,
      limits: { promptAfterMs, goodbyeAfterMs },
      onSilence: (what) => this.#callerSilent(what),
    });
    this.#keypad = new KeypadInput(clock, (digits) => this.#keyed(digits));
  }

  /** Before the carrier's media is there: the greeting is made while the phone still rings. */
  start(): void {
    this.#engine.start(this);
    const { opening } = this.#parts;
    if (opening.kind === 'greeting') this.#engine.sayExactly(opening.text);
    else this.#engine.respond();
  }

  attachCarrier(leg: CarrierLeg): void {
    const { firstAudioLimitMs, agent } = this.#parts;
    this.#leg = leg;
    this.#journal.happened('media-started');
    this.#life.step({ type: 'carrier-attached' });
    if (!this.#agentTurn.hasSounded)
      this.#timers.start('first-audio', firstAudioLimitMs, () => this.#engineFailed('no audio in time'));
    this.#timers.start('max-duration', agent.engine.maxCallMs, () => this.#tooLong());
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
    this.#timers[Symbol.dispose]();
    this.#silence[Symbol.dispose]();
    this.#keypad[Symbol.dispose]();
    this.#tools[Symbol.dispose]();
    this.#floor[Symbol.dispose]();
    this.#engine.close();
    this.#parts.onReleased();
  }

  /** HOT */
  callerAudio(audio: string, byteLength: number): void {
    this.#engine.appendCallerAudio(audio, byteLength);
  }

  digitPressed(digit: string): void {
    this.#silence.callerHeard();
    this.#keypad.pressed(digit);
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
        this.#journal.engineSession(event.sessionId);
        return this.#journal.happened('engine-ready', { isReplacement: event.isReplacement });
      case 'caller-started-speaking':
        return this.#callerStarted();
      case 'caller-stopped-speaking':
        return this.#callerStopped();
      case 'caller-transcript':
        return this.#callerSaid(event);
      case 'agent-turn-started':
        this.#agentTurn.started(event.turnId);
        return this.#life.step({ type: 'agent-turn-started' });
      case 'agent-turn-ended':
        return this.#agentTurnEnded(event);
      case 'agent-transcript':
        return this.#conversation.agentSaid(event.utteranceId, event.text, event.isFinal);
      case 'tool-call-asked':
        this.#silence.silenceBroken();
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

  #engineFault({ kind, code, message }: { kind: string; code: string | null; message: string }): void {
    const level = kind === 'internal' ? 'error' : 'warn';
    this.#parts.log[level]({ kind, code, fault: message }, 'engine fault');
    this.#journal.happened('engine-fault', { kind, code });
  }

  #callerStarted(): void {
    // First of all: every microsecond before the cut is speech over the caller's words.
    this.#floor.callerStarted();
    this.#conversation.callerStarted();
    this.#silence.callerHeard();
    this.#life.step({ type: 'caller-started' });
  }

  #callerStopped(): void {
    this.#callerStoppedAtMs = this.#clock.monotonicMs();
    this.#floor.callerStopped();
    this.#watchSilence();
  }

  #callerSaid(said: { utteranceId: string; text: string; isFinal: boolean }): void {
    const text = this.#conversation.callerSaid(said.utteranceId, said.text, said.isFinal).trim();
    if (text === '') return;
    this.#silence.callerHeard();
    this.#floor.callerWorded(text.split(/\s+/).length);
    this.#watchSilence();
  }

  #agentBeganToSound(): void {
    this.#agentTurn.sounded();
    this.#timers.stop('first-audio');
    this.#silence.silenceBroken();
    this.#floor.agentBegan();
    const sinceMs =
      this.#callerStoppedAtMs === null
        ? null
        : Math.round(this.#clock.monotonicMs() - this.#callerStoppedAtMs);
    this.#callerStoppedAtMs = null;
    this.#journal.happened('agent-began', { afterCallerMs: sinceMs });
  }

  #agentTurnEnded({ turnId, status }: { turnId: string; status: string }): void {
    if (status !== 'completed') this.#journal.happened('agent-turn-ended', { turnId, status });
    this.#agentTurn.ended();
    this.#life.step({ type: 'agent-turn-ended' });
    this.#floor.agentTurnEnded();
    this.#watchSilence();
  }

  #heardOut(): void {
    this.#life.step({ type: 'heard-out' });
    this.#watchSilence();
  }

  #callerSilent(what: 'prompt' | 'goodbye'): void {
    this.#journal.happened('caller-silent', { what });
    if (what === 'prompt') this.#engine.sayExactly(SPOKEN_LINES.silencePrompt);
    else this.#sayGoodbye('silence', SPOKEN_LINES.silenceGoodbye);
  }

  #keyed(digits: string): void {
    this.#journal.happened('digits-keyed', { count: digits.length });
    this.#engine.note(`The caller keyed in ${digits} on the telephone keypad.`);
    this.#engine.respond();
  }

  #tooLong(): void {
    this.#journal.happened('max-duration-reached');
    this.#sayGoodbye('max-duration', SPOKEN_LINES.maxDurationGoodbye);
  }

  #sayGoodbye(cause: 'silence' | 'max-duration', text: string): void {
    this.#life.leave({ kind: 'hang-up', cause }, { progress: 'unsaid', text });
  }

  #engineFailed(message: string): void {
    this.#parts.log.error({ cause: message }, 'engine failed, the carrier takes the call back');
    this.#journal.happened('engine-ended', { message });
    this.#life.step({ type: 'engine-ended' });
  }

  #watchSilence(): void {
    const isSilent = this.#floor.isQuiet && !this.#tools.isBusy && this.#life.phase === 'talking';
    if (isSilent) this.#silence.silenceBegan();
  }
}
