import { type DecodedWords, pcm16FromMulaw, WordsDecoder } from '../speech/index.ts';

/** -40 dBFS: above a line's noise, below any speech. */
const LOUD_PEAK = 328;
const FRAME_MS = 20;
/** The tail of a sentence that was just understood; the pause behind it is 60 ms. */
const TAIL_MS = 40;

export interface HeardSentence {
  words: string;
  /** When its first sound was heard, in milliseconds since the answer. */
  startsAtMs: number;
}

export interface AnswerWait {
  sinceMs: number;
  /** So long a silence ends an answer. */
  quietMs: number;
  /** So long without any sound is no answer. */
  patienceMs: number;
}

export type Answer = 'answered' | 'silent' | 'ended';

/** Listens to the receiver frame by frame: when the agent sounds, when it is quiet, and what a simulated one says. */
export class AgentEar {
  /** Sentences whose words came through whole. */
  readonly sentences: HeardSentence[] = [];
  readonly #decoder = new WordsDecoder();
  readonly #onSentence: (sentence: HeardSentence) => void;
  readonly #onSound: (atMs: number) => void;
  readonly #waits = new Set<() => void>();
  #nowMs = 0;
  #lastLoudAtMs: number | null = null;
  #sentenceStartsAtMs: number | null = null;
  #sentenceEndedAtMs = Number.NEGATIVE_INFINITY;
  #hasEnded = false;

  constructor(listener: { sound(atMs: number): void; sentence(sentence: HeardSentence): void }) {
    this.#onSound = listener.sound;
    this.#onSentence = listener.sentence;
  }

  /** End of the latest frame that was loud; null before any. */
  get lastLoudAtMs(): number | null {
    return this.#lastLoudAtMs;
  }

  /** False once an agent was heard whose speech carries no words in modem tones. */
  get isSimulatedAgent(): boolean {
    return this.sentences.length > 0 || this.#lastLoudAtMs === null;
  }

  /** The next 20 ms of µ-law from the receiver, heard from `atMs` on. */
  hear(frame: Uint8Array, atMs: number): void {
    this.#nowMs = atMs + FRAME_MS;
    const samples = pcm16FromMulaw(frame);
    if (samples.some((sample) => Math.abs(sample) > LOUD_PEAK)) {
      this.#lastLoudAtMs = this.#nowMs;
      if (atMs >= this.#sentenceEndedAtMs + TAIL_MS) this.#sentenceStartsAtMs ??= atMs;
      this.#onSound(atMs);
    }
    for (const burst of this.#decoder.push(samples)) this.#decoded(burst);
    for (const check of this.#waits) check();
  }

  /** The call is over: nobody will answer any more. */
  end(): void {
    this.#hasEnded = true;
    for (const check of this.#waits) check();
  }

  /** Resolves when the agent has spoken since and is quiet again, or has kept silent, or the call is over. */
  async answer(wait: AnswerWait): Promise<Answer> {
    const { promise, resolve } = Promise.withResolvers<Answer>();
    const check = () => {
      const answer = this.#judge(wait);
      if (answer !== null) resolve(answer);
    };
    this.#waits.add(check);
    check();
    try {
      return await promise;
    } finally {
      this.#waits.delete(check);
    }
  }

  #judge({ sinceMs, quietMs, patienceMs }: AnswerWait): Answer | null {
    if (this.#hasEnded) return 'ended';
    const lastLoudAtMs = this.#lastLoudAtMs ?? Number.NEGATIVE_INFINITY;
    if (lastLoudAtMs <= sinceMs) return this.#nowMs - sinceMs >= patienceMs ? 'silent' : null;
    return this.#nowMs - lastLoudAtMs >= quietMs ? 'answered' : null;
  }

  #decoded(burst: DecodedWords): void {
    const startsAtMs = this.#sentenceStartsAtMs ?? this.#nowMs;
    this.#sentenceStartsAtMs = null;
    this.#sentenceEndedAtMs = this.#nowMs;
    if (!burst.isIntact) return;
    const sentence = { words: burst.words, startsAtMs };
    this.sentences.push(sentence);
    this.#onSentence(sentence);
  }
}
