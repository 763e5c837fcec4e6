import type { Clock } from '@afterhourfix/foundation';

interface Kept<Answer> {
  answer: Promise<Answer>;
  untilMs: number;
}

export interface AnswerLimits {
  /** Within which an answer must come. */
  limitMs: number;
  /** For which it is good. */
  keptMs: number;
  /** The oldest goes when there are more. */
  maxKept: number;
  clock: Clock;
}

/** Answers of somebody slow, each asked for once however many ask; failures are not kept. */
export class RecentAnswers<Answer> {
  readonly #limits: AnswerLimits;
  readonly #kept = new Map<string, Kept<Answer>>();

  constructor(limits: AnswerLimits) {
    this.#limits = limits;
  }

  /** Rejects when `fetchAnswer` does, or takes too long: its signal is then aborted. */
  ask(key: string, fetchAnswer: (signal: AbortSignal) => Promise<Answer>): Promise<Answer> {
    const { clock, keptMs, maxKept } = this.#limits;
    const known = this.#kept.get(key);
    if (known && clock.monotonicMs() < known.untilMs) return known.answer;
    this.#kept.delete(key);
    const answer = this.#fetchInTime(fetchAnswer);
    const kept = { answer, untilMs: clock.monotonicMs() + keptMs };
    this.#kept.set(key, kept);
    answer.catch(() => {
      if (this.#kept.get(key) === kept) this.#kept.delete(key);
    });
    const [oldest] = this.#kept.keys();
    if (this.#kept.size > maxKept && oldest !== undefined) this.#kept.delete(oldest);
    return answer;
  }

  async #fetchInTime(fetchAnswer: (signal: AbortSignal) => Promise<Answer>): Promise<Answer> {
    const { clock, limitMs } = this.#limits;
    const abort = new AbortController();
    const limit = Promise.withResolvers<never>();
    using _timer = clock.after(limitMs, () => {
      const reason = new Error(`No answer within ${limitMs} ms`);
      limit.reject(reason);
      abort.abort(reason);
    });
    return await Promise.race([fetchAnswer(abort.signal), limit.promise]);
  }
}
