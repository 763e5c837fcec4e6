import type { Clock } from '@afterhourfix/foundation';
import {
  type AudioDelta,
  type RealtimeEndpoint,
  type RealtimeEvent,
  type RealtimeSessionSettings,
  RealtimeSocket,
  readAudioDelta,
  readServerEvent,
  readTranscriptDelta,
  toAudioAppend,
  toConversationText,
  toSessionUpdate,
} from '@afterhourfix/integrations/openai-realtime';
import type { EngineEndCause, EngineFaultKind, Recollection } from '../speech-engine.ts';
import { toErrorKind } from './error-kinds.ts';

/** From the first byte to `session.updated`; OpenAI needs well under a second. */
const READY_LIMIT_MS = 5_000;
/** So much nonsense is no longer a slip of the engine. */
const MAX_GARBAGE_FRAMES = 100;
/** More of the same tells nothing new. */
const MAX_TOLD_GARBAGE = 5;
/** Events of tomorrow are no nonsense; each name is told once. */
const MAX_TOLD_NAMES = 20;
const SESSION_UPDATE_ID = 'session_1';

export interface RealtimeConnectionListener {
  ready(sessionId: string, expiresAtMs: number | null): void;
  /** HOT. */
  audio(delta: AudioDelta): void;
  event(event: RealtimeEvent): void;
  /** HOT: the engine is at work on a response, though it has said nothing of interest. */
  stirred(): void;
  fault(kind: EngineFaultKind, code: string | null, message: string): void;
  /** Once; not after `dispose`. */
  ended(cause: EngineEndCause, message: string): void;
}

/** One engine session from handshake to close: configured before anything else, then told what was said so far. */
export class RealtimeConnection implements Disposable {
  readonly #socket: RealtimeSocket;
  readonly #listener: RealtimeConnectionListener;
  readonly #settings: RealtimeSessionSettings;
  readonly #recall: () => Recollection;
  readonly #readyLimit: Disposable;
  readonly #delta: AudioDelta = { responseId: '', itemId: '', contentIndex: 0, audio: '' };
  readonly #unknownNames = new Set<string>();
  #sessionId = '';
  #expiresAtMs: number | null = null;
  #isReady = false;
  #isEnded = false;
  #garbageFrames = 0;
  #nextEventId = 1;

  constructor(parts: {
    endpoint: RealtimeEndpoint;
    settings: RealtimeSessionSettings;
    recall: () => Recollection;
    listener: RealtimeConnectionListener;
    clock: Clock;
  }) {
    this.#listener = parts.listener;
    this.#settings = parts.settings;
    this.#recall = parts.recall;
    this.#readyLimit = parts.clock.after(READY_LIMIT_MS, () =>
      this.#end('no-answer', `session not configured within ${READY_LIMIT_MS} ms`),
    );
    this.#socket = new RealtimeSocket({
      endpoint: parts.endpoint,
      clock: parts.clock,
      listener: {
        opened: () => this.#socket.send(toSessionUpdate(SESSION_UPDATE_ID, this.#settings)),
        received: (frame) => this.#receivedSafely(frame),
        closed: (end) => this.#closed(end),
      },
    });
  }

  get isReady(): boolean {
    return this.#isReady && !this.#isEnded;
  }

  /** HOT: in the session's input format. False when the session cannot take it now. */
  appendAudio(audio: string): boolean {
    if (!this.isReady || !this.#socket.hasRoom) return false;
    this.#socket.sendAscii(toAudioAppend(`a${this.#nextEventId++}`, audio));
    return true;
  }

  /** `toEvent` gets a fresh event id, which is given back. */
  send(toEvent: (eventId: string) => string): string {
    const eventId = `event_${this.#nextEventId++}`;
    this.#socket.send(toEvent(eventId));
    return eventId;
  }

  [Symbol.dispose](): void {
    this.#isEnded = true;
    this.#readyLimit[Symbol.dispose]();
    this.#socket[Symbol.dispose]();
  }

  /** One of the four boundaries where a fault of ours ends: this event is lost, no call and no process. */
  #receivedSafely(frame: Buffer): void {
    try {
      this.#received(frame);
    } catch (error) {
      const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
      this.#listener.fault('internal', null, message);
    }
  }

  #received(frame: Buffer): void {
    if (this.#isEnded) return;
    if (readAudioDelta(frame, this.#delta)) {
      this.#listener.audio(this.#delta);
      return;
    }
    const words = readTranscriptDelta(frame);
    if (words) return this.#listener.event({ type: 'agent-transcript-grew', ...words });
    const read = readServerEvent(frame);
    switch (read.kind) {
      case 'event':
        return this.#receivedEvent(read.event);
      case 'unused':
        if (read.name.startsWith('response.')) this.#listener.stirred();
        return;
      case 'unknown':
        return this.#unknown(read.name.slice(0, 60));
      case 'malformed':
        return this.#garbage('malformed frame');
    }
  }

  #receivedEvent(event: RealtimeEvent): void {
    if (event.type === 'session-created') {
      this.#sessionId = event.sessionId;
      this.#expiresAtMs = event.expiresAtMs;
    } else if (event.type === 'session-updated' && !this.#isReady) {
      this.#becomeReady();
    } else if (event.type === 'error' && !this.#isReady) {
      this.#refused(event);
      return;
    }
    this.#listener.event(event);
  }

  #becomeReady(): void {
    this.#readyLimit[Symbol.dispose]();
    this.#isReady = true;
    const { turns, facts } = this.#recall();
    for (const turn of turns) this.send((id) => toConversationText(id, turn));
    for (const fact of facts) this.send((id) => toConversationText(id, { speaker: 'system', text: fact }));
    this.#listener.ready(this.#sessionId, this.#expiresAtMs);
  }

  /** Nothing was configured: the session would answer with a default voice in a default format. */
  #refused(error: Extract<RealtimeEvent, { type: 'error' }>): void {
    const kind = toErrorKind(error);
    const mayPass =
      kind === 'session-ending' || kind === 'generation' || error.code === 'rate_limit_exceeded';
    const message = `session refused: ${error.code ?? error.errorType} ${error.message}`;
    this.#end(mayPass ? 'connection-lost' : 'misconfigured', message);
  }

  #unknown(name: string): void {
    if (this.#unknownNames.has(name) || this.#unknownNames.size >= MAX_TOLD_NAMES) return;
    this.#unknownNames.add(name);
    this.#listener.fault('garbage', null, `unknown event ${name}`);
  }

  #garbage(what: string): void {
    this.#garbageFrames++;
    if (this.#garbageFrames <= MAX_TOLD_GARBAGE) this.#listener.fault('garbage', null, what);
    if (this.#garbageFrames >= MAX_GARBAGE_FRAMES)
      this.#end('connection-lost', 'too many frames make no sense');
  }

  /** Any close while a call is live is a failure, 1000 and 1001 included. */
  #closed(end: { code: number; reason: string; httpStatus: number | null }): void {
    const isRefused = end.httpStatus !== null && [400, 401, 403, 404].includes(end.httpStatus);
    this.#end(isRefused ? 'misconfigured' : 'connection-lost', `closed ${end.code} ${end.reason}`.trim());
  }

  #end(cause: EngineEndCause, message: string): void {
    if (this.#isEnded) return;
    this[Symbol.dispose]();
    this.#listener.ended(cause, message);
  }
}
