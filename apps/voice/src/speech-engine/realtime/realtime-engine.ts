import type { AgentEngineSettings } from '@afterhourfix/domain';
import { assertNever, type Clock } from '@afterhourfix/foundation';
import {
  type AudioDelta,
  type RealtimeEndpoint,
  type RealtimeEvent,
  type ResponseDone,
  toConversationText,
  toFunctionCallOutput,
  toItemTruncate,
  toResponseCancel,
  toResponseCreate,
  toSessionUpdate,
} from '@afterhourfix/integrations/openai-realtime';
import type {
  AgentAudio,
  HeardUtterance,
  SpeechEngine,
  SpeechEngineBrief,
  SpeechEngineEvent,
  SpeechEngineListener,
} from '../speech-engine.ts';
import { createTranscoder } from './audio-format.ts';
import { ConnectionKeeper } from './connection-keeper.ts';
import { EngineWatch } from './engine-watch.ts';
import { toErrorKind } from './error-kinds.ts';
import { HeldTurns } from './held-turns.ts';
import { RealtimeConnection } from './realtime-connection.ts';
import { EMPTY_RESPONSE_QUEUE, type ResponseQueueEvent, stepResponseQueue } from './response-queue.ts';
import { REQUEST_KEY, toResponseSettings } from './response-settings.ts';
import { SessionItems } from './session-items.ts';
import { toHeldTurnsUpdate, toSessionSettings } from './session-settings.ts';

/** One failed generation is tried again; three in a row mean that this engine can't serve the call. */
const MAX_FAILED_RESPONSES = 3;

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
  readonly #items = new SessionItems();
  readonly #watch: EngineWatch;
  readonly #held: HeldTurns;
  readonly #audio: AgentAudio = { utteranceId: '', contentIndex: 0, audio: '', byteLength: 0 };
  #listener: SpeechEngineListener | null = null;
  #keeper: ConnectionKeeper | null = null;
  #queue = EMPTY_RESPONSE_QUEUE;
  #failedResponses = 0;

  constructor(settings: RealtimeEngineSettings) {
    this.#settings = settings;
    this.#transcoder = createTranscoder(settings.engine.audioFormat);
    this.#watch = new EngineWatch(settings.clock, (what) => this.#late(what));
    this.#held = new HeldTurns({
      isHeld: settings.isHeld,
      clock: settings.clock,
      onAnswerable: () => this.respond(),
    });
  }

  start(listener: SpeechEngineListener): void {
    this.#listener = listener;
    const { clock, rolloverAfterMs } = this.#settings;
    this.#keeper = new ConnectionKeeper({
      clock,
      rolloverAfterMs,
      isQuiet: () => this.#isQuiet(),
      connect: (connectionListener) =>
        new RealtimeConnection({
          endpoint: this.#settings.endpoint,
          settings: toSessionSettings({ ...this.#settings, isHeld: this.#held.isAsked }),
          recollection: this.#settings.brief.recall(),
          listener: connectionListener,
          clock,
        }),
      listener: {
        ready: (session) => this.#ready(session),
        audio: (delta) => this.#heardAgent(delta),
        event: (event) => this.#received(event),
        fault: (kind, code, message) => this.#emit({ type: 'engine-fault', kind, code, message }),
        lost: (message) => this.#lost(message),
        ended: (cause, message) => this.#end({ type: 'engine-ended', cause, message }),
      },
    });
  }

  appendCallerAudio(audio: string): void {
    this.#keeper?.current.appendAudio(this.#transcoder.toEngine(audio));
  }

  sayExactly(text: string): void {
    this.#step({ type: 'response-wished', wish: { kind: 'say', text } });
  }

  respond(): void {
    this.#step({ type: 'response-wished', wish: { kind: 'continue' } });
  }

  note(text: string): void {
    this.#send((id) => toConversationText(id, { speaker: 'system', text }));
  }

  /** A call that an earlier session asked for is told as a fact: the present one does not know its id. */
  giveToolResult({
    toolCallId,
    result,
    isSilent,
  }: {
    toolCallId: string;
    result: string;
    isSilent: boolean;
  }): void {
    if (this.#items.answerToolCall(toolCallId)) {
      this.#send((id) => toFunctionCallOutput(id, toolCallId, result));
    } else {
      this.note(`Result of the tool you asked for before: ${result}`);
    }
    if (!isSilent) this.respond();
  }

  interrupt(heard: readonly HeardUtterance[]): void {
    const { responseId, phase } = this.#queue;
    if (phase === 'running' && responseId !== null) {
      this.#items.cancelled(responseId);
      // With turns held the engine does not stop by itself.
      if (this.#held.isInForce) this.#send((id) => toResponseCancel(id, responseId));
    }
    for (const { utteranceId, contentIndex, heardMs } of heard) {
      if (!this.#items.hasSpoken(utteranceId)) continue;
      this.#send((id) => toItemTruncate(id, { itemId: utteranceId, contentIndex, audioEndMs: heardMs }));
    }
    this.#step({ type: 'caller-interrupted' });
  }

  holdTurns(isHeld: boolean): void {
    if (!this.#held.ask(isHeld)) return;
    this.#send((id) => toSessionUpdate(id, toHeldTurnsUpdate(this.#settings.engine, isHeld)));
  }

  close(): void {
    this.#listener = null;
    this.#watch[Symbol.dispose]();
    this.#held[Symbol.dispose]();
    this.#keeper?.[Symbol.dispose]();
  }

  #emit(event: SpeechEngineEvent): void {
    this.#listener?.engineEvent(event);
  }

  #end(event: Extract<SpeechEngineEvent, { type: 'engine-ended' }>): void {
    const listener = this.#listener;
    this.close();
    listener?.engineEvent(event);
  }

  /** Before the session is ready nothing is sent: its settings and recollection already hold what counts. */
  #send(toEvent: (eventId: string) => string): void {
    const connection = this.#keeper?.current;
    if (connection?.isReady) connection.send(toEvent);
  }

  #step(event: ResponseQueueEvent): void {
    const isReady = this.#keeper?.current.isReady ?? false;
    // Until the session is ready the floor is ours to keep: wishes wait in the queue.
    const state = isReady ? this.#queue : { ...this.#queue, isFloorTaken: true };
    const step = stepResponseQueue(state, event);
    this.#queue = step.state;
    for (const { requestId, wish } of step.commands) {
      this.#watch.responseOwed();
      this.#keeper?.current.send(() => toResponseCreate(requestId, toResponseSettings(requestId, wish)));
    }
  }

  #isQuiet(): boolean {
    return this.#queue.phase === 'idle' && !this.#queue.isFloorTaken && !this.#items.hasOpenToolCalls;
  }

  #ready({ sessionId, isReplacement }: { sessionId: string; isReplacement: boolean }): void {
    this.#items.reset();
    this.#held.confirmed();
    this.#emit({ type: 'session-ready', sessionId, isReplacement });
    this.#step({ type: 'floor-given' });
  }

  /** What was being said is cut off; the next session is asked to go on from what it is told. */
  #lost(message: string): void {
    const { phase, responseId, isFloorTaken } = this.#queue;
    this.#emit({ type: 'engine-fault', kind: 'session-ending', code: null, message });
    if (responseId !== null) this.#emit({ type: 'agent-turn-ended', turnId: responseId, status: 'failed' });
    const owesAnswer = phase !== 'idle' || isFloorTaken || this.#items.hasOpenToolCalls;
    this.#watch.responseEnded();
    this.#watch.answerGiven();
    this.#step({ type: 'session-replaced' });
    if (owesAnswer && this.#queue.waiting.length === 0) this.respond();
  }

  #late(what: 'stalled' | 'unanswered'): void {
    if (what === 'stalled') {
      this.#keeper?.abandon('the engine stopped answering');
      return;
    }
    this.#step({ type: 'floor-given' });
    this.respond();
  }

  /** HOT */
  #heardAgent(delta: AudioDelta): void {
    if (this.#items.isCancelled(delta.responseId)) return;
    this.#watch.responseOwed();
    this.#items.spoke(delta.itemId);
    this.#audio.utteranceId = delta.itemId;
    this.#audio.contentIndex = delta.contentIndex;
    this.#audio.audio = this.#transcoder.toCarrier(delta.audio);
    this.#audio.byteLength = this.#transcoder.byteLength(this.#audio.audio);
    if (this.#audio.byteLength > 0) this.#listener?.agentAudio(this.#audio);
  }

  #received(event: RealtimeEvent): void {
    switch (event.type) {
      case 'session-created':
        return;
      case 'session-updated':
        return this.#held.confirmed();
      case 'speech-started':
        this.#watch.callerStarted();
        this.#step({ type: 'floor-taken' });
        return this.#emit({ type: 'caller-started-speaking' });
      case 'speech-stopped':
        this.#watch.answerOwed();
        return this.#emit({ type: 'caller-stopped-speaking' });
      case 'caller-turn-committed':
        return this.#callerTurnCommitted(event.itemId);
      case 'caller-transcript-grew':
        return this.#emit({
          type: 'caller-transcript',
          utteranceId: event.itemId,
          text: event.delta,
          isFinal: false,
        });
      case 'caller-transcript-completed':
        this.#held.wordsKnown(event.itemId, event.text.trim() !== '');
        return this.#emit({
          type: 'caller-transcript',
          utteranceId: event.itemId,
          text: event.text,
          isFinal: true,
        });
      case 'caller-transcript-failed':
        return this.#held.wordsKnown(event.itemId, false);
      case 'response-created':
        return this.#responseCreated(event);
      case 'response-done':
        return this.#responseDone(event);
      case 'agent-audio':
        return this.#heardAgent(event);
      case 'agent-transcript-grew':
        return this.#agentSaid(event.responseId, {
          utteranceId: event.itemId,
          text: event.delta,
          isFinal: false,
        });
      case 'agent-transcript-completed':
        return this.#agentSaid(event.responseId, {
          utteranceId: event.itemId,
          text: event.text,
          isFinal: true,
        });
      case 'tool-call-completed':
        this.#items.toolCallAsked(event.toolCallId);
        return this.#emit({
          type: 'tool-call-asked',
          toolCallId: event.toolCallId,
          turnId: event.responseId,
          name: event.name,
          argumentsJson: event.argumentsJson,
        });
      case 'error':
        return this.#errorReceived(event);
      default:
        assertNever(event);
    }
  }

  #callerTurnCommitted(itemId: string): void {
    if (!this.#held.isInForce) return;
    this.#held.turnCommitted(itemId);
    this.#watch.answerGiven();
    this.#step({ type: 'floor-given' });
  }

  #agentSaid(responseId: string, said: { utteranceId: string; text: string; isFinal: boolean }): void {
    if (!this.#items.isCancelled(responseId)) this.#emit({ type: 'agent-transcript', ...said });
  }

  #responseCreated(event: { responseId: string; metadata: Record<string, string> }): void {
    this.#watch.answerGiven();
    this.#watch.responseOwed();
    const requestId = event.metadata[REQUEST_KEY] ?? null;
    this.#step({ type: 'response-created', responseId: event.responseId, requestId });
    this.#emit({ type: 'agent-turn-started', turnId: event.responseId });
  }

  #responseDone(event: ResponseDone): void {
    this.#watch.responseEnded();
    const { responseId, status, usage } = event;
    if (usage) {
      const model = this.#settings.endpoint.model;
      this.#emit({ type: 'usage-reported', turnId: responseId, model, status, usage });
    }
    this.#emit({ type: 'agent-turn-ended', turnId: responseId, status });
    this.#step({ type: 'response-done', responseId });
    if (status !== 'failed') {
      this.#failedResponses = 0;
      return;
    }
    this.#responseFailed(event);
  }

  #responseFailed({ reason, errorMessage }: ResponseDone): void {
    const message = errorMessage ?? 'generation failed';
    this.#emit({ type: 'engine-fault', kind: 'generation', code: reason, message });
    this.#failedResponses++;
    if (this.#failedResponses < MAX_FAILED_RESPONSES) this.respond();
    else this.#end({ type: 'engine-ended', cause: 'no-answer', message });
  }

  #errorReceived(error: Extract<RealtimeEvent, { type: 'error' }>): void {
    const kind = toErrorKind(error);
    this.#emit({ type: 'engine-fault', kind, code: error.code, message: error.message });
    if (error.eventId !== null && error.eventId === this.#queue.requestId) {
      const isOtherRunning = error.code === 'conversation_already_has_active_response';
      this.#watch.responseEnded();
      this.#step({ type: 'request-refused', requestId: error.eventId, isOtherRunning });
    }
  }
}
