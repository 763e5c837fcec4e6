import type { AgentEngineSettings } from '@afterhourfix/domain';
import type { Clock } from '@afterhourfix/foundation';
import {
  type AudioDelta,
  type RealtimeEndpoint,
  type RealtimeEvent,
  toAudioCommit,
  toItemId,
  toItemTruncate,
  toResponseCancel,
  toSessionUpdate,
} from '@afterhourfix/integrations/openai-realtime';
import type {
  HeardUtterance,
  SpeechEngine,
  SpeechEngineBrief,
  SpeechEngineEvent,
  SpeechEngineListener,
} from '../speech-engine.ts';
import { AgentVoice } from './agent-voice.ts';
import { createTranscoder } from './audio-format.ts';
import { CallerTurns } from './caller-turns.ts';
import { ConnectionKeeper } from './connection-keeper.ts';
import { toStallLimitMs } from './engine-watch.ts';
import { toErrorKind } from './error-kinds.ts';
import { LastCost } from './last-cost.ts';
import { toReasoningEffort, toServedModel } from './model-abilities.ts';
import { RealtimeConnection } from './realtime-connection.ts';
import { ResponseDesk } from './response-desk.ts';
import { REQUEST_KEY, toResponseEvent } from './response-settings.ts';
import { toHeldTurnsUpdate, toSessionSettings } from './session-settings.ts';
import { type EngineModels, toEngineEvents, toFailure, toLostUsage } from './to-engine-events.ts';
import { ToldItems } from './told-items.ts';

export interface RealtimeEngineSettings {
  endpoint: RealtimeEndpoint;
  engine: AgentEngineSettings;
  brief: SpeechEngineBrief;
  /** Turns are held from the start: the greeting comes first. */
  isHeld: boolean;
  clock: Clock;
  rolloverAfterMs: number;
}

/** OpenAI's Realtime API (or a compatible one) as a speech engine. */
export class RealtimeEngine implements SpeechEngine {
  readonly abilities = { ownsTurns: false };
  readonly #settings: RealtimeEngineSettings;
  readonly #transcoder;
  readonly #models: EngineModels;
  readonly #told = new ToldItems((toEvent) => this.#send(toEvent));
  readonly #responses: ResponseDesk;
  readonly #callerTurns: CallerTurns;
  readonly #voice: AgentVoice;
  #listener: SpeechEngineListener | null = null;
  #keeper: ConnectionKeeper | null = null;
  #lastCost: LastCost | null = null;
  /** A session was configured before the present wish about held turns, perhaps. */
  #mustSettleHold = false;

  constructor(settings: RealtimeEngineSettings) {
    const { clock, isHeld, engine, endpoint } = settings;
    this.#settings = settings;
    this.#models = { response: toServedModel(endpoint), transcription: engine.transcriptionModel };
    this.#transcoder = createTranscoder(engine.audioFormat);
    this.#voice = new AgentVoice({ transcoder: this.#transcoder, clock });
    this.#responses = new ResponseDesk({
      clock,
      stallLimitMs: toStallLimitMs(toReasoningEffort(engine, this.#models.response)),
      run: (command) => this.#send(toResponseEvent(command)),
      onFloorHeld: () => this.#callerTurns.floorHeld(),
      onStalled: () => this.#keeper?.abandon('no-answer', 'the engine stopped answering'),
      onFailing: (message) => this.#end({ type: 'engine-ended', cause: 'no-answer', message }),
    });
    this.#callerTurns = new CallerTurns({
      clock,
      isHeld,
      responses: this.#responses,
      commit: () => this.#send(toAudioCommit),
      answer: () => this.respond(),
    });
  }

  start(listener: SpeechEngineListener): void {
    this.#listener = listener;
    const { clock, rolloverAfterMs, endpoint } = this.#settings;
    this.#keeper = new ConnectionKeeper({
      clock,
      rolloverAfterMs,
      isQuiet: () => this.#isQuiet(),
      connect: (connectionListener) =>
        new RealtimeConnection({
          endpoint,
          settings: toSessionSettings({
            ...this.#settings,
            model: this.#models.response,
            isHeld: this.#callerTurns.held.isAsked,
          }),
          recall: () => this.#told.addTo(this.#settings.brief.recall()),
          listener: connectionListener,
          clock,
        }),
      listener: {
        ready: (session) => this.#ready(session),
        audio: (delta) => this.#heardAgent(delta),
        event: (event) => this.#received(event),
        stirred: () => this.#responses.stirred(),
        fault: (kind, code, message) => this.#emit({ type: 'engine-fault', kind, code, message }),
        lost: (message) => this.#lost(message),
        ended: (cause, message) => this.#end({ type: 'engine-ended', cause, message }),
        lastLost: () => this.#lastCost?.connectionLost(),
      },
    });
  }

  appendCallerAudio(audio: string): void {
    this.#keeper?.appendAudio(this.#transcoder.toEngine(audio));
  }

  sayExactly(text: string, { isUrgent } = { isUrgent: false }): void {
    this.#responses.wish({ kind: 'say', text, isUrgent });
  }

  respond(): void {
    this.#responses.wish({ kind: 'continue', after: this.#told.unreadItemId });
  }

  note(text: string): void {
    this.#told.note(text);
  }

  giveToolResult(answer: { toolCallId: string; result: string; isSilent: boolean }): void {
    if (this.#told.toolAnswered(answer)) this.respond();
  }

  interrupt(heard: readonly HeardUtterance[], { mustCancel } = { mustCancel: false }): void {
    this.#voice.cut();
    // With turns held the engine does not stop by itself.
    this.#responses.callerInterrupted(mustCancel || this.#callerTurns.held.isInForce);
    for (const { utteranceId, contentIndex, heardMs } of heard) {
      if (!this.#voice.hasSpoken(utteranceId)) continue;
      this.#send((id) =>
        toItemTruncate(id, { itemId: utteranceId, contentIndex, audioEndMs: Math.floor(heardMs) }),
      );
    }
  }

  holdTurns(isHeld: boolean): void {
    if (this.#callerTurns.held.ask(isHeld)) this.#sendHold();
  }

  close(): void {
    const listener = this.#listener;
    this.#listener = null;
    this.#responses[Symbol.dispose]();
    this.#callerTurns[Symbol.dispose]();
    if (listener && this.#responses.isUnderWay && this.#keeper?.current.isReady)
      this.#awaitLastCost(this.#keeper, listener);
    else this.#disconnect();
  }

  #emit(event: SpeechEngineEvent): void {
    this.#listener?.engineEvent(event);
  }

  #end(event: Extract<SpeechEngineEvent, { type: 'engine-ended' }>): void {
    const listener = this.#listener;
    this.#listener = null;
    this.close();
    listener?.engineEvent(event);
  }

  #awaitLastCost(keeper: ConnectionKeeper, listener: SpeechEngineListener): void {
    keeper.retire();
    this.#lastCost = new LastCost({
      clock: this.#settings.clock,
      models: this.#models,
      responseId: this.#responses.runningId,
      cancel: (responseId) => this.#send((id) => toResponseCancel(id, responseId)),
      report: (usage) => listener.engineEvent(usage),
      onOver: () => this.#disconnect(),
    });
  }

  #disconnect(): void {
    this.#lastCost?.[Symbol.dispose]();
    this.#keeper?.[Symbol.dispose]();
  }

  /** Before the session is ready nothing is sent: its settings and what it is told then hold what counts. */
  #send(toEvent: (eventId: string) => string): string | null {
    const connection = this.#keeper?.current;
    return connection?.isReady ? connection.send(toEvent) : null;
  }

  #sendHold(): void {
    const update = toHeldTurnsUpdate(this.#settings.engine, this.#callerTurns.held.isAsked);
    this.#send((id) => toSessionUpdate(id, update));
  }

  #isQuiet(): boolean {
    return this.#responses.isIdle && !this.#voice.isSounding && !this.#told.hasOpenToolCalls;
  }

  #ready({ sessionId, isReplacement }: { sessionId: string; isReplacement: boolean }): void {
    this.#voice.sessionReplaced();
    this.#told.sessionReplaced();
    this.#mustSettleHold = true;
    this.#emit({ type: 'session-ready', sessionId, isReplacement });
    this.#responses.sessionOpened();
  }

  /** What was being said is cut off; the next session is asked to go on from what it is told. */
  #lost(message: string): void {
    const turnId = this.#responses.runningId;
    this.#responses.sessionLost();
    this.#callerTurns.sessionLost();
    if (turnId !== null) this.#emit(toLostUsage(turnId, this.#models));
    this.#emit({ type: 'engine-fault', kind: 'session-ending', code: null, message });
    if (turnId !== null) this.#emit({ type: 'agent-turn-ended', turnId, status: 'failed' });
  }

  /** HOT */
  #heardAgent(delta: AudioDelta): void {
    if (!this.#responses.isHearable(delta.responseId)) return;
    this.#responses.stirred();
    const audio = this.#voice.hear(delta);
    if (audio) this.#listener?.agentAudio(audio);
  }

  #agentFinished({ responseId, itemId }: { responseId: string; itemId: string }): void {
    if (!this.#responses.isHearable(responseId)) return;
    const rest = this.#voice.end(itemId);
    if (rest) this.#listener?.agentAudio(rest);
  }

  #received(event: RealtimeEvent): void {
    if (this.#lastCost) return this.#lastCost.received(event);
    if (event.type === 'agent-audio') return this.#heardAgent(event);
    if (event.type === 'agent-audio-ended') return this.#agentFinished(event);
    if (event.type === 'agent-transcript-grew' || event.type === 'agent-transcript-completed') {
      if (!this.#responses.isHearable(event.responseId)) return;
      this.#responses.stirred();
    }
    // Known before anybody can answer it.
    if (event.type === 'tool-call-completed') this.#told.toolAsked(event);
    for (const told of toEngineEvents(event, this.#models)) this.#emit(told);
    this.#learn(event);
  }

  #learn(event: RealtimeEvent): void {
    switch (event.type) {
      case 'session-updated':
        return this.#sessionUpdated(event.isAnswering);
      case 'item-added':
        return this.#itemTaken(event.itemId);
      case 'response-created':
        return this.#responseBegan(event.responseId, event.metadata[REQUEST_KEY] ?? null);
      case 'response-done':
        if (event.status !== 'failed') this.#keeper?.proved();
        return this.#responses.done(event.responseId, toFailure(event));
      case 'error':
        if (toErrorKind(event) === 'session-ending')
          return this.#keeper?.abandon('connection-lost', event.message);
        if (event.eventId !== null) this.#itemTaken(toItemId(event.eventId));
        return this.#responses.refused(event);
      default:
        return this.#callerTurns.learn(event);
    }
  }

  #responseBegan(responseId: string, requestId: string | null): void {
    this.#responses.created(responseId, requestId);
    const saying = this.#responses.runningSentence;
    this.#emit({ type: 'agent-turn-started', turnId: responseId, saying });
  }

  #itemTaken(itemId: string): void {
    this.#told.taken(itemId);
    this.#responses.itemTaken(itemId);
  }

  /** Turns may have been held or let go while the session was being opened with the contrary. */
  #sessionUpdated(isAnswering: boolean | null): void {
    this.#callerTurns.held.confirmed(isAnswering === null ? null : !isAnswering);
    if (this.#mustSettleHold && this.#callerTurns.held.isInForce !== this.#callerTurns.held.isAsked)
      this.#sendHold();
    this.#mustSettleHold = false;
  }
}
