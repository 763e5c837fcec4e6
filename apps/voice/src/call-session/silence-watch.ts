import type { Clock } from '@afterhourfix/foundation';

export interface SilenceLimits {
  promptAfterMs: number;
  /** Counted from the end of the prompt, or from when it was due if it is not said. */
  goodbyeAfterMs: number;
}

/**
 * Asks a silent caller once whether they are there, then says goodbye.
 *
 * | stage | silence begins | limit reached | broken by a sound | caller's words or keys |
 * |---|---|---|---|---|
 * | fresh | wait promptAfterMs | prompt → prompted, wait goodbyeAfterMs | fresh | fresh |
 * | prompted | wait goodbyeAfterMs | goodbye → over | prompted | fresh |
 * | over | – | – | prompted: when the call goes on, the goodbye comes again | fresh |
 *
 * The prompt's own speech breaks the silence, which begins again behind it; a prompt that is never said does not.
 */
export class SilenceWatch implements Disposable {
  readonly #clock: Clock;
  readonly #limits: SilenceLimits;
  readonly #onSilence: (what: 'prompt' | 'goodbye') => void;
  #stage: 'fresh' | 'prompted' | 'over' = 'fresh';
  #timer: Disposable | null = null;
  #isClosed = false;
  #extraMs = 0;

  constructor(parts: {
    clock: Clock;
    limits: SilenceLimits;
    onSilence: (what: 'prompt' | 'goodbye') => void;
  }) {
    this.#clock = parts.clock;
    this.#limits = parts.limits;
    this.#onSilence = parts.onSilence;
  }

  /** Nobody speaks and nothing is being looked up. */
  silenceBegan(): void {
    this.#stop();
    if (this.#stage === 'over' || this.#isClosed) return;
    const delayMs = this.#stage === 'fresh' ? this.#limits.promptAfterMs : this.#limits.goodbyeAfterMs;
    this.#timer = this.#clock.after(delayMs + this.#extraMs, () => this.#limitReached());
  }

  /** The agent speaks or works, or a noise is heard: no silence, but no sign of the caller either. */
  silenceBroken(): void {
    this.#stop();
    if (this.#stage === 'over') this.#stage = 'prompted';
  }

  callerHeard(): void {
    this.#stop();
    this.#stage = 'fresh';
  }

  /** From the next silence on, for the rest of the call. */
  waitLonger(extraMs: number): void {
    this.#extraMs = extraMs;
  }

  [Symbol.dispose](): void {
    this.#stop();
    this.#isClosed = true;
  }

  #limitReached(): void {
    this.#timer = null;
    const what = this.#stage === 'fresh' ? 'prompt' : 'goodbye';
    this.#stage = what === 'prompt' ? 'prompted' : 'over';
    this.silenceBegan();
    this.#onSilence(what);
  }

  #stop(): void {
    this.#timer?.[Symbol.dispose]();
    this.#timer = null;
  }
}
