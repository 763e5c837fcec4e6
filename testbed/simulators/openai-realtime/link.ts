import type { WebSocket } from 'ws';
import { type Faults, garbageFrames } from './faults.ts';
import type { VendorRefusal } from './vendor-error.ts';
import { newVendorId } from './vendor-ids.ts';
import type { ServerEvent } from './wire-types.ts';

export interface SentError extends VendorRefusal {
  /** The client's event_id that the error echoes. */
  eventId: string | null;
}

/** The server's end of one socket: sends events, loses itself when a fault says so. */
export class Link {
  readonly errors: SentError[] = [];
  readonly #socket: WebSocket;
  readonly #faults: () => Faults;
  readonly #onEvent: (event: ServerEvent) => void;
  readonly #sentCounts = new Map<string, number>();
  #isMuted = false;

  constructor(socket: WebSocket, faults: () => Faults, onEvent: (event: ServerEvent) => void) {
    this.#socket = socket;
    this.#faults = faults;
    this.#onEvent = onEvent;
  }

  get isOpen(): boolean {
    return this.#socket.readyState === this.#socket.OPEN;
  }

  /** How many events of this type were sent. */
  sentCount(type: string): number {
    return this.#sentCounts.get(type) ?? 0;
  }

  send(event: ServerEvent): void {
    if (!this.isOpen || this.#isMuted) return;
    const whole = { event_id: newVendorId('event'), ...event };
    this.#onEvent(whole);
    this.#socket.send(JSON.stringify(whole));
    const count = this.sentCount(event.type) + 1;
    this.#sentCounts.set(event.type, count);
    const { drop } = this.#faults();
    if (drop?.afterEvent !== event.type || drop.nth !== count) return;
    if (drop.how === 'terminate') this.terminate();
    else this.close(drop.how.code, drop.how.reason);
  }

  /** Answers a client event with the vendor's error. */
  refuse(problem: VendorRefusal, eventId: string | null): void {
    this.errors.push({ ...problem, eventId });
    const { type, code, message, param } = problem;
    this.send({ type: 'error', error: { type, code, message, param, event_id: eventId } });
  }

  sendRaw(frame: string | Buffer): void {
    if (this.isOpen) this.#socket.send(frame);
  }

  sendGarbage(): void {
    for (const frame of garbageFrames) this.sendRaw(frame);
  }

  /** Sends `count` events as fast as the socket takes them, each about `bytesEach` long. */
  flood(options: { count: number; bytesEach: number }): void {
    const padding = 'A'.repeat(Math.max(0, options.bytesEach - 100));
    for (let index = 0; index < options.count; index++)
      this.sendRaw(
        `{"type":"rate_limits.updated","event_id":"event_flood_${index}","rate_limits":[],"padding":"${padding}"}`,
      );
  }

  close(code: number, reason = ''): void {
    this.#socket.close(code, reason);
  }

  terminate(): void {
    this.#socket.terminate();
  }

  /** Reads no more and sends no more, but keeps the connection; pings stay unanswered. */
  goHalfOpen(): void {
    this.#isMuted = true;
    this.#socket.pause();
  }
}
