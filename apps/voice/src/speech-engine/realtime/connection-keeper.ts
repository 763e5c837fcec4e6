import type { Clock } from '@afterhourfix/foundation';
import type { AudioDelta, RealtimeEvent } from '@afterhourfix/integrations/openai-realtime';
import type { EngineEndCause, EngineFaultKind } from '../speech-engine.ts';
import { AudioBacklog } from './audio-backlog.ts';
import type { RealtimeConnectionListener } from './realtime-connection.ts';

/** A session ends after 60 minutes without mercy; we leave it before. */
export const ROLLOVER_AFTER_MS = 55 * 60_000;
/** Waiting for a quiet moment ends here: a pause is better than a dropped session. */
const ROLLOVER_FORCED_AFTER_MS = 3 * 60_000;
const QUIET_CHECK_PERIOD_MS = 1_000;
/** Delays before each attempt to replace a lost session; the caller hears a pause of about their sum. */
const RECONNECT_DELAYS_MS = [0, 500, 1_500];
/** A session that is there but mute has cost seconds of silence already: one more, then somebody else takes the call. */
const DELAYS_AFTER_NO_ANSWER_MS = [0];

/** One engine session, as far as it is kept here. */
export interface KeptConnection extends Disposable {
  /** Configured, and not over. */
  readonly isReady: boolean;
  /** HOT: false when the session cannot take it now. */
  appendAudio(audio: string): boolean;
  /** Gives the id that the event was sent under. */
  send(toEvent: (eventId: string) => string): string;
}

export interface ConnectionKeeperListener {
  ready(session: { sessionId: string; isReplacement: boolean }): void;
  /** HOT. */
  audio(delta: AudioDelta): void;
  event(event: RealtimeEvent): void;
  /** HOT: the engine is at work on a response, though it has said nothing of interest. */
  stirred(): void;
  fault(kind: EngineFaultKind, code: string | null, message: string): void;
  /** The current session is gone and nothing of it counts any more; another is being opened. */
  lost(message: string): void;
  ended(cause: EngineEndCause, message: string): void;
  /** The session was lost after `retire`. */
  lastLost(): void;
}

/**
 * Keeps a call connected to one engine session at a time: replaces a lost one, and a session that grows old at a
 * quiet moment. What an earlier session still says is dropped; what the caller says in between is kept.
 */
export class ConnectionKeeper implements Disposable {
  readonly #connect: (listener: RealtimeConnectionListener) => KeptConnection;
  readonly #listener: ConnectionKeeperListener;
  readonly #isQuiet: () => boolean;
  readonly #clock: Clock;
  readonly #rolloverAfterMs: number;
  readonly #backlog = new AudioBacklog();
  #current: KeptConnection;
  #successor: KeptConnection | null = null;
  #rolloverTimer: Disposable | null = null;
  #reconnectTimer: Disposable | null = null;
  #attempts = 0;
  #hasBeenReady = false;
  #isOverflowing = false;
  #isEnded = false;

  constructor(parts: {
    connect: (listener: RealtimeConnectionListener) => KeptConnection;
    listener: ConnectionKeeperListener;
    isQuiet: () => boolean;
    clock: Clock;
    rolloverAfterMs: number;
  }) {
    this.#connect = parts.connect;
    this.#listener = parts.listener;
    this.#isQuiet = parts.isQuiet;
    this.#clock = parts.clock;
    this.#rolloverAfterMs = parts.rolloverAfterMs;
    this.#current = this.#open();
  }

  get current(): KeptConnection {
    return this.#current;
  }

  /** HOT: in the session's input format; in order, also across sessions. */
  appendAudio(audio: string): void {
    if (this.#backlog.isEmpty && this.#current.appendAudio(audio)) return;
    const droppedBefore = this.#backlog.droppedAppends;
    this.#backlog.push(audio);
    const isOverflowing = this.#backlog.droppedAppends > droppedBefore;
    if (isOverflowing && !this.#isOverflowing)
      this.#listener.fault(
        'overflow',
        null,
        'the engine does not take the caller’s audio: the oldest is dropped',
      );
    this.#isOverflowing = isOverflowing;
    this.#drainBacklog();
  }

  /** The current session does what it is for: its loss is a new misfortune, not the next failure in a row. */
  proved(): void {
    this.#attempts = 0;
  }

  /** Gives up the current session as if it had been lost. */
  abandon(cause: Exclude<EngineEndCause, 'misconfigured'>, message: string): void {
    this.#current[Symbol.dispose]();
    this.#replace(cause, message);
  }

  /** Keeps the present session as long as it lasts, and opens no other. */
  retire(): void {
    this.#isEnded = true;
    this.#stopRollover();
    this.#reconnectTimer?.[Symbol.dispose]();
  }

  [Symbol.dispose](): void {
    this.retire();
    this.#current[Symbol.dispose]();
  }

  #open(): KeptConnection {
    const connection: KeptConnection = this.#connect({
      ready: (sessionId, expiresAtMs) => this.#ready(connection, sessionId, expiresAtMs),
      audio: (delta) => {
        if (this.#isFromCurrent(connection)) this.#listener.audio(delta);
      },
      event: (event) => {
        if (this.#isFromCurrent(connection)) this.#listener.event(event);
      },
      stirred: () => {
        if (connection === this.#current) this.#listener.stirred();
      },
      fault: (kind, code, message) => this.#listener.fault(kind, code, message),
      ended: (cause, message) => this.#connectionEnded(connection, cause, message),
    });
    return connection;
  }

  /** Whatever happens in the present session is unknown to a successor that was told the conversation before. */
  #isFromCurrent(connection: KeptConnection): boolean {
    if (connection !== this.#current) return false;
    if (this.#successor) this.#discardSuccessor();
    return true;
  }

  #ready(connection: KeptConnection, sessionId: string, expiresAtMs: number | null): void {
    if (connection === this.#successor) {
      if (!this.#isQuiet()) return this.#discardSuccessor();
      this.#successor = null;
      this.#current[Symbol.dispose]();
      this.#current = connection;
    }
    const isReplacement = this.#hasBeenReady;
    this.#hasBeenReady = true;
    this.#scheduleRollover(expiresAtMs);
    this.#drainBacklog();
    this.#listener.ready({ sessionId, isReplacement });
  }

  #drainBacklog(): void {
    this.#backlog.drainInto((audio) => this.#current.appendAudio(audio));
  }

  #discardSuccessor(): void {
    this.#successor?.[Symbol.dispose]();
    this.#successor = null;
  }

  #connectionEnded(connection: KeptConnection, cause: EngineEndCause, message: string): void {
    if (connection === this.#successor) this.#discardSuccessor();
    else if (connection === this.#current) this.#replace(cause, message);
  }

  #replace(cause: EngineEndCause, message: string): void {
    if (this.#isEnded) return this.#listener.lastLost();
    this.#stopRollover();
    const delaysMs = cause === 'no-answer' ? DELAYS_AFTER_NO_ANSWER_MS : RECONNECT_DELAYS_MS;
    const delayMs = delaysMs[this.#attempts];
    if (cause === 'misconfigured' || delayMs === undefined) {
      this[Symbol.dispose]();
      this.#listener.ended(cause, message);
      return;
    }
    this.#attempts++;
    this.#listener.lost(message);
    this.#reconnectTimer?.[Symbol.dispose]();
    this.#reconnectTimer = this.#clock.after(delayMs, () => {
      if (!this.#isEnded) this.#current = this.#open();
    });
  }

  #scheduleRollover(expiresAtMs: number | null): void {
    this.#stopRollover();
    const untilExpiryMs = expiresAtMs === null ? 0 : expiresAtMs - this.#clock.now().getTime();
    // An expiry in the past is a clock that disagrees with the engine's.
    const delayMs =
      untilExpiryMs > 0 ? Math.min(this.#rolloverAfterMs, untilExpiryMs * 0.9) : this.#rolloverAfterMs;
    this.#rolloverTimer = this.#clock.after(delayMs, () => this.#rollOver(this.#clock.monotonicMs()));
  }

  #stopRollover(): void {
    this.#rolloverTimer?.[Symbol.dispose]();
    this.#rolloverTimer = null;
    this.#discardSuccessor();
  }

  #rollOver(dueAtMs: number): void {
    if (this.#clock.monotonicMs() - dueAtMs > ROLLOVER_FORCED_AFTER_MS) {
      this.abandon('connection-lost', 'session grew too old');
      return;
    }
    if (!this.#successor && this.#isQuiet()) this.#successor = this.#open();
    this.#rolloverTimer = this.#clock.after(QUIET_CHECK_PERIOD_MS, () => this.#rollOver(dueAtMs));
  }
}
