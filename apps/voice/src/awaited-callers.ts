import type { Clock } from '@afterhourfix/foundation';

/** More are on no node; past it the oldest is forgotten. */
const MAX_AWAITED = 1_000;

/**
 * Callers without media of whom the carrier has more to ask: in the keypad script, ringing a person, or between the
 * end of their media and what comes next. A node that stops stays for them.
 */
export class AwaitedCallers implements Disposable {
  readonly #clock: Clock;
  readonly #onEmpty: () => void;
  readonly #callers = new Map<string, Disposable>();

  constructor(parts: { clock: Clock; onEmpty: () => void }) {
    this.#clock = parts.clock;
    this.#onEmpty = parts.onEmpty;
  }

  get count(): number {
    return this.#callers.size;
  }

  /** The carrier will ask within so long, or never again. */
  expect(callSid: string, withinMs: number): void {
    this.#drop(callSid);
    const [oldest] = this.#callers.keys();
    if (oldest !== undefined && this.#callers.size >= MAX_AWAITED) this.#drop(oldest);
    this.#callers.set(
      callSid,
      this.#clock.after(withinMs, () => this.forget(callSid)),
    );
  }

  forget(callSid: string): void {
    this.#drop(callSid);
    if (this.#callers.size === 0) this.#onEmpty();
  }

  [Symbol.dispose](): void {
    for (const timer of this.#callers.values()) timer[Symbol.dispose]();
    this.#callers.clear();
  }

  #drop(callSid: string): void {
    this.#callers.get(callSid)?.[Symbol.dispose]();
    this.#callers.delete(callSid);
  }
}
