import type { Clock } from '@afterhourfix/foundation';

/** Digits pressed with less than this between them belong together. */
const PAUSE_MS = 1_500;
const MAX_DIGITS = 32;

/** Gathers single key presses into what the caller meant to key in; `#` ends it at once. */
export class KeypadInput implements Disposable {
  readonly #clock: Clock;
  readonly #onKeyed: (digits: string) => void;
  #digits = '';
  #timer: Disposable | null = null;
  #isClosed = false;

  constructor(clock: Clock, onKeyed: (digits: string) => void) {
    this.#clock = clock;
    this.#onKeyed = onKeyed;
  }

  pressed(digit: string): void {
    if (this.#isClosed) return;
    this.#timer?.[Symbol.dispose]();
    if (digit !== '#' && this.#digits.length < MAX_DIGITS) this.#digits += digit;
    if (digit === '#') this.#finish();
    else this.#timer = this.#clock.after(PAUSE_MS, () => this.#finish());
  }

  [Symbol.dispose](): void {
    this.#isClosed = true;
    this.#timer?.[Symbol.dispose]();
  }

  #finish(): void {
    const digits = this.#digits;
    this.#digits = '';
    if (digits !== '') this.#onKeyed(digits);
  }
}
