import type { AgentEngineSettings } from '@afterhourfix/domain';
import type { Clock } from '@afterhourfix/foundation';
import {
  type AudioDelta,
  type RealtimeEndpoint,
  type RealtimeEvent,
  toConversationText,
  toFunctionCallOutput,
  toItemTruncate,
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
import { CallMemory } from './call-memory.ts';
import { ConnectionKeeper } from './connection-keeper.ts';
import { toErrorKind } from './error-kinds.ts';
import { HeldTurns } from './held-turns.ts';
import { RealtimeConnection } from './realtime-connection.ts';
import { ResponseDesk } from './response-desk.ts';
import { REQUEST_KEY, toResponseEvent } from './response-settings.ts';
import { toHeldTurnsUpdate, toSessionSettings } from './session-settings.ts';
import { toEngineEvents, toFailure } from './to-engine-events.ts';

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
  readonly #memory = new CallMemory();
  readonly #responses: ResponseDesk;
  readonly #held: HeldTurns;
  readonly #voice: AgentVoice;
  #listener: SpeechEngineListener | null = null;
  #keeper: ConnectionKeeper | null = null;
  /** A session was configured before the present wish about held turns, perhaps. */
  #mustSettleHold = false;

  constructor(settings: RealtimeEngineSettings) {
    const { clock, isHeld, engine } = settings;
    this.#settings = settings;
    this.#transcoder = createTranscoder(engine.audioFormat);
    this.#voice = new AgentVoice({ transcoder: this.#transcoder, clock });
    this.#held = new HeldTurns({ isHeld, clock, onAnswerable: () => this.respond() });
    this.#responses = new ResponseDesk({
      clock,
      run: (command) => this.#send(toResponseEvent(command)),
      onStalled: () => this.#keeper?.abandon('no-answer', 'the engine stopped answering'),
      onFailing: (message) => this.#end({ type: 'engine-ended', cause: 'no-answer', message }),
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
          settings: toSessionSettings({ ...this.#settings, isHeld: this.#held.isAsked }),
          recall: () => this.#memory.addTo(this.#settings.brief.recall()),
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
      },
    });
  }

  appendCallerAudio(audio: string): void {
    this.#keeper?.appendAudio(this.#transcoder.toEngine(audio));
  }

  sayExactly(text: string): void {
    this.#responses.wish({ kind: 'say', text });
  }

  respond(): void {
    this.#responses.wish({ kind: 'continue' });
  }

  note(text: string): void {
    this.#memory.noted(text);
    this.#tell(text);
  }

  /** A call that an earlier session asked for is told as a fact: the present one does not know its id. */
  giveToolResult(answer: { toolCallId: string; result: string; isSilent: boolean }): void {
    const { fact, isAwaited, mustSpeak } = this.#memory.toolAnswered(answer);
    if (isAwaited) this.#send((id) => toFunctionCallOutput(id, answer.toolCallId, answer.result));
    else this.#tell(fact);
    if (mustSpeak) this.respond();
  }

  interrupt(heard: readonly HeardUtterance[]): void {
    this.#voice.cut();
    // With turns held the engine does not stop by itself.
    this.#responses.callerInterrupted(this.#held.isInForce);
    for (const { utteranceId, contentIndex, heardMs } of heard) {
      if (!this.#voice.hasSpoken(utteranceId)) continue;
      this.#send((id) =>
        toItemTruncate(id, { itemId: utteranceId, contentIndex, audioEndMs: Math.floor(heardMs) }),
      );
    }
  }

  holdTurns(isHeld: boolean): void {
    if (this.#held.ask(isHeld)) this.#sendHold();
  }

  close(): void {
    this.#listener = null;
    this.#responses[Symbol.dispose]();
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

  /** Before the session is ready nothing is sent: its settings and what it is told then hold what counts. */
  #send(toEvent: (eventId: string) => string): void {
    const connection = this.#keeper?.current;
    if (connection?.isReady) connection.send(toEvent);
  }

  #tell(text: string): void {
    this.#send((id) => toConversationText(id, { speaker: 'system', text }));
  }

  #sendHold(): void {
    const update = toHeldTurnsUpdate(this.#settings.engine, this.#held.isAsked);
    this.#send((id) => toSessionUpdate(id, update));
  }

  #isQuiet(): boolean {
    return this.#responses.isIdle && !this.#voice.isSounding && !this.#memory.hasOpenToolCalls;
  }

  #ready({ sessionId, isReplacement }: { sessionId: string; isReplacement: boolean }): void {
    this.#voice.sessionReplaced();
    this.#memory.sessionReplaced();
    this.#mustSettleHold = true;
    this.#emit({ type: 'session-ready', sessionId, isReplacement });
    this.#responses.sessionOpened();
  }

  /** What was being said is cut off; the next session is asked to go on from what it is told. */
  #lost(message: string): void {
    const turnId = this.#responses.runningId;
    this.#responses.sessionLost();
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
    if (event.type === 'agent-audio') return this.#heardAgent(event);
    if (event.type === 'agent-audio-ended') return this.#agentFinished(event);
    if (event.type === 'agent-transcript-grew' || event.type === 'agent-transcript-completed') {
      if (!this.#responses.isHearable(event.responseId)) return;
      this.#responses.stirred();
    }
    // Known before anybody can answer it.
    if (event.type === 'tool-call-completed') this.#memory.toolAsked(event);
    for (const told of toEngineEvents(event, this.#settings.endpoint.model)) this.#emit(told);
    this.#learn(event);
  }

  #learn(event: RealtimeEvent): void {
    switch (event.type) {
      case 'session-updated':
        return this.#sessionUpdated(event.isAnswering);
      case 'speech-started':
        return this.#responses.callerStarted();
      case 'speech-stopped':
        return this.#responses.callerStopped();
      case 'caller-turn-committed':
        if (this.#held.turnCommitted(event.itemId)) this.#responses.floorGiven();
        return;
      case 'caller-transcript-completed':
        return this.#held.wordsKnown(event.itemId, event.text.trim() !== '');
      case 'caller-transcript-failed':
        return this.#held.wordsKnown(event.itemId, false);
      case 'response-created':
        return this.#responses.created(event.responseId, event.metadata[REQUEST_KEY] ?? null);
      case 'response-done':
        if (event.status !== 'failed') this.#keeper?.proved();
        return this.#responses.done(event.responseId, toFailure(event));
      case 'error':
        if (toErrorKind(event) === 'session-ending')
          return this.#keeper?.abandon('connection-lost', event.message);
        return this.#responses.refused(event);
    }
  }

  /** Turns may have been held or let go while the session was being opened with the contrary. */
  #sessionUpdated(isAnswering: boolean | null): void {
    this.#held.confirmed(isAnswering === null ? null : !isAnswering);
    if (this.#mustSettleHold && this.#held.isInForce !== this.#held.isAsked) this.#sendHold();
    this.#mustSettleHold = false;
  }
}
