import type { Clock } from '@afterhourfix/foundation';
import {
  type AudioDelta,
  type RealtimeEndpoint,
  type RealtimeEvent,
  type RealtimeSessionSettings,
  RealtimeSocket,
  readAudioDelta,
  readServerEvent,
  toAudioAppend,
  toConversationText,
  toSessionUpdate,
} from '@afterhourfix/integrations/openai-realtime';
import type { EngineEndCause, EngineFaultKind, Recollection } from '../speech-engine.ts';

/** From the first byte to `session.updated`; OpenAI needs well under a second. */
const READY_LIMIT_MS = 5_000;
/** 15 s of the caller's first words, should the engine be slow. */
const MAX_EARLY_APPENDS = 750;
/** So much nonsense is no longer a slip of the engine. */
const MAX_GARBAGE_FRAMES = 100;
const SESSION_UPDATE_ID = 'session_1';

export interface RealtimeConnectionListener {
  ready(sessionId: string, expiresAtMs: number | null): void;
  /** HOT. */
  audio(delta: AudioDelta): void;
  event(event: RealtimeEvent): void;
  fault(kind: EngineFaultKind, code: string | null, message: string): void;
  /** Once; not after `dispose`. */
  ended(cause: EngineEndCause, message: string): void;
}

/**
 * One engine session from handshake to close: configured before anything else, then told what was said so far,
 * then fed the audio that has waited.
 */
export class RealtimeConnection implements Disposable {
  readonly #socket: RealtimeSocket;
  readonly #listener: RealtimeConnectionListener;
  readonly #settings: RealtimeSessionSettings;
  readonly #recollection: Recollection;
  readonly #readyLimit: Disposable;
  readonly #delta: AudioDelta = { responseId: '', itemId: '', contentIndex: 0, audio: '' };
  #earlyAppends: string[] = [];
  #sessionId = '';
  #expiresAtMs: number | null = null;
  #isReady = false;
  #isEnded = false;
  #garbageFrames = 0;
  #nextEventId = 1;
  /** Appends thrown away because the engine was not ready or did not read. */
  droppedAppends = 0;

  constructor(parts: {
    endpoint: RealtimeEndpoint;
    settings: RealtimeSessionSettings;
    recollection: Recollection;
    listener: RealtimeConnectionListener;
    clock: Clock;
  }) {
    this.#listener = parts.listener;
    this.#settings = parts.settings;
    this.#recollection = parts.recollection;
    this.#readyLimit = parts.clock.after(READY_LIMIT_MS, () =>
      this.#end('no-answer', `session not configured within ${READY_LIMIT_MS} ms`),
    );
    this.#socket = new RealtimeSocket({
      endpoint: parts.endpoint,
      clock: parts.clock,
      listener: {
        opened: () => this.#socket.send(toSessionUpdate(SESSION_UPDATE_ID, this.#settings)),
        received: (frame) => this.#received(frame),
        closed: (end) => this.#closed(end),
      },
    });
  }

  get isReady(): boolean {
    return this.#isReady && !this.#isEnded;
  }

  /** HOT: in the session's input format. */
  appendAudio(audio: string): void {
    if (this.#isReady && this.#socket.hasRoom) {
      this.#socket.send(toAudioAppend(`a${this.#nextEventId++}`, audio));
      return;
    }
    this.#earlyAppends.push(audio);
    if (this.#earlyAppends.length > MAX_EARLY_APPENDS) {
      this.#earlyAppends.shift();
      this.droppedAppends++;
    }
  }

  /** `toEvent` gets a fresh event id. */
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

  #received(frame: Buffer): void {
    if (this.#isEnded) return;
    if (this.#earlyAppends.length > 0 && this.#isReady) this.#flushAppends();
    if (readAudioDelta(frame, this.#delta)) {
      this.#listener.audio(this.#delta);
      return;
    }
    const read = readServerEvent(frame);
    switch (read.kind) {
      case 'event':
        return this.#receivedEvent(read.event);
      case 'unused':
        return;
      case 'unknown':
        return this.#garbage(`unknown event ${read.name.slice(0, 60)}`);
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
      // Nothing was configured: the session would answer with a default voice in a default format.
      this.#end('misconfigured', `session refused: ${event.code ?? event.errorType} ${event.message}`);
      return;
    }
    this.#listener.event(event);
  }

  #becomeReady(): void {
    this.#readyLimit[Symbol.dispose]();
    this.#isReady = true;
    const { turns, facts } = this.#recollection;
    for (const turn of turns) this.send((id) => toConversationText(id, turn));
    for (const fact of facts) this.send((id) => toConversationText(id, { speaker: 'system', text: fact }));
    this.#flushAppends();
    this.#listener.ready(this.#sessionId, this.#expiresAtMs);
  }

  #flushAppends(): void {
    const early = this.#earlyAppends;
    this.#earlyAppends = [];
    for (const audio of early) this.appendAudio(audio);
  }

  #garbage(what: string): void {
    this.#garbageFrames++;
    this.#listener.fault('garbage', null, what);
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
