import type { Clock } from '@afterhourfix/foundation';
import type { AudioDelta, RealtimeEvent } from '@afterhourfix/integrations/openai-realtime';
import type { EngineEndCause, EngineFaultKind } from '../speech-engine.ts';
import type { RealtimeConnection, RealtimeConnectionListener } from './realtime-connection.ts';

/** A session ends after 60 minutes without mercy; we leave it before. */
export const ROLLOVER_AFTER_MS = 55 * 60_000;
/** Waiting for a quiet moment ends here: a pause is better than a dropped session. */
const ROLLOVER_FORCED_AFTER_MS = 3 * 60_000;
const QUIET_CHECK_PERIOD_MS = 1_000;
/** Delays before each attempt to replace a lost session; the caller hears a pause of about their sum. */
const RECONNECT_DELAYS_MS = [0, 500, 1_500];

export interface ConnectionKeeperListener {
  ready(session: { sessionId: string; isReplacement: boolean }): void;
  /** HOT. */
  audio(delta: AudioDelta): void;
  event(event: RealtimeEvent): void;
  fault(kind: EngineFaultKind, code: string | null, message: string): void;
  /** The current session is gone and nothing of it counts any more; another is being opened. */
  lost(message: string): void;
  ended(cause: EngineEndCause, message: string): void;
}

/**
 * Keeps a call connected to one engine session at a time: replaces a lost one, and a session that grows old at a
 * quiet moment. What an earlier session still says is dropped.
 */
export class ConnectionKeeper implements Disposable {
  readonly #connect: (listener: RealtimeConnectionListener) => RealtimeConnection;
  readonly #listener: ConnectionKeeperListener;
  readonly #isQuiet: () => boolean;
  readonly #clock: Clock;
  readonly #rolloverAfterMs: number;
  readonly #timers = new Set<Disposable>();
  #current: RealtimeConnection;
  #successor: RealtimeConnection | null = null;
  #rolloverTimer: Disposable | null = null;
  #attempts = 0;
  #hasBeenReady = false;
  #isEnded = false;

  constructor(parts: {
    connect: (listener: RealtimeConnectionListener) => RealtimeConnection;
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

  get current(): RealtimeConnection {
    return this.#current;
  }

  /** Gives up the current session as if it had been lost: it is there, but does not answer. */
  abandon(message: string): void {
    this.#current[Symbol.dispose]();
    this.#replace('no-answer', message);
  }

  [Symbol.dispose](): void {
    this.#isEnded = true;
    this.#rolloverTimer?.[Symbol.dispose]();
    for (const timer of this.#timers) timer[Symbol.dispose]();
    this.#current[Symbol.dispose]();
    this.#successor?.[Symbol.dispose]();
  }

  #open(): RealtimeConnection {
    const connection: RealtimeConnection = this.#connect({
      ready: (sessionId, expiresAtMs) => this.#ready(connection, sessionId, expiresAtMs),
      audio: (delta) => {
        if (connection === this.#current) this.#listener.audio(delta);
      },
      event: (event) => {
        if (connection === this.#current) this.#listener.event(event);
      },
      fault: (kind, code, message) => this.#listener.fault(kind, code, message),
      ended: (cause, message) => this.#connectionEnded(connection, cause, message),
    });
    return connection;
  }

  #ready(connection: RealtimeConnection, sessionId: string, expiresAtMs: number | null): void {
    if (connection === this.#successor) {
      if (!this.#isQuiet()) return this.#discardSuccessor();
      this.#successor = null;
      this.#current[Symbol.dispose]();
      this.#current = connection;
    }
    this.#attempts = 0;
    const isReplacement = this.#hasBeenReady;
    this.#hasBeenReady = true;
    this.#scheduleRollover(expiresAtMs);
    this.#listener.ready({ sessionId, isReplacement });
  }

  /** Somebody spoke while the successor was being told the conversation: it would not know. Try again later. */
  #discardSuccessor(): void {
    this.#successor?.[Symbol.dispose]();
    this.#successor = null;
  }

  #connectionEnded(connection: RealtimeConnection, cause: EngineEndCause, message: string): void {
    if (connection === this.#successor) this.#discardSuccessor();
    else if (connection === this.#current) this.#replace(cause, message);
  }

  #replace(cause: EngineEndCause, message: string): void {
    if (this.#isEnded) return;
    const delayMs = RECONNECT_DELAYS_MS[this.#attempts];
    if (cause === 'misconfigured' || delayMs === undefined) {
      this[Symbol.dispose]();
      this.#listener.ended(cause, message);
      return;
    }
    this.#attempts++;
    this.#listener.lost(message);
    this.#later(delayMs, () => {
      this.#current = this.#open();
    });
  }

  #scheduleRollover(expiresAtMs: number | null): void {
    this.#rolloverTimer?.[Symbol.dispose]();
    const untilExpiryMs =
      expiresAtMs === null ? Number.POSITIVE_INFINITY : expiresAtMs - this.#clock.now().getTime();
    const delayMs = Math.min(this.#rolloverAfterMs, untilExpiryMs * 0.9);
    if (delayMs <= 0) return;
    this.#rolloverTimer = this.#clock.after(delayMs, () => this.#rollOver(this.#clock.monotonicMs()));
  }

  #rollOver(dueAtMs: number): void {
    if (this.#clock.monotonicMs() - dueAtMs > ROLLOVER_FORCED_AFTER_MS) {
      this.abandon('session grew too old');
      return;
    }
    if (!this.#successor && this.#isQuiet()) this.#successor = this.#open();
    this.#rolloverTimer = this.#clock.after(QUIET_CHECK_PERIOD_MS, () => this.#rollOver(dueAtMs));
  }

  #later(delayMs: number, run: () => void): void {
    const timer = this.#clock.after(delayMs, () => {
      this.#timers.delete(timer);
      if (!this.#isEnded) run();
    });
    this.#timers.add(timer);
  }
}
