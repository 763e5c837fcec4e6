import type { CarrierCall } from '../simulators/carrier/index.ts';
import { mulawFromPcm16, pcm16FromMulaw, speak, utteranceFromWav, WordsDecoder } from '../speech/index.ts';

const QUIET_MS = 400;
const PATIENCE_MS = 20_000;

export interface HeardSentence {
  words: string;
  /** Milliseconds since the call was answered, at the end of the sentence. */
  atMs: number;
}

/** A person on the telephone: speaks real speech, and understands what truly came out of the receiver. */
export class Caller implements Disposable {
  readonly call: CarrierCall;
  /** Sentences of the agent that were heard to their end, in order. */
  readonly heard: HeardSentence[] = [];
  /** Bursts that came damaged: audio of the agent was lost or cut. */
  damaged = 0;
  readonly #decoder = new WordsDecoder();
  readonly #listening: Disposable;
  readonly #wakers = new Set<() => void>();
  readonly #onHeard: (sentence: HeardSentence) => void;

  constructor(call: CarrierCall, onHeard: (sentence: HeardSentence) => void = () => undefined) {
    this.call = call;
    this.#onHeard = onHeard;
    this.#listening = call.onHeard((mulaw, atMs) => this.#listen(mulaw, atMs));
    void call.untilEnded().then(() => this.#wake());
  }

  /** Speaks, and resolves when the last sample has left the mouth. */
  async say(words: string): Promise<void> {
    const utterance = await speak(words, { voice: 'caller' });
    await this.call.sendSpeech(mulawFromPcm16(utterance.samples));
  }

  async sayRecording(wav: Uint8Array, words: string): Promise<void> {
    await this.call.sendSpeech(mulawFromPcm16(utteranceFromWav(wav, words).samples));
  }

  /** Waits until the agent was heard saying it; it may be speaking on. */
  untilCaught(words: RegExp, limitMs = PATIENCE_MS): Promise<HeardSentence> {
    return this.#until(() => this.heard.find(({ words: said }) => words.test(said)), {
      limitMs,
      what: `heard ${words}`,
    });
  }

  /** Waits until the agent was heard saying it, and then for a moment of quiet, as people do. */
  async untilHeard(words: RegExp, limitMs = PATIENCE_MS): Promise<HeardSentence> {
    const sentence = await this.untilCaught(words, limitMs);
    await this.call.untilQuiet(QUIET_MS, sentence.atMs - QUIET_MS);
    return sentence;
  }

  /** Waits until the agent said anything after the first `count` sentences, and then for quiet. */
  async untilHeardAfter(count: number, limitMs = PATIENCE_MS): Promise<HeardSentence> {
    const sentence = await this.#until(() => this.heard[count], { limitMs, what: 'heard an answer' });
    await this.call.untilQuiet(QUIET_MS, sentence.atMs - QUIET_MS);
    return sentence;
  }

  [Symbol.dispose](): void {
    this.#listening[Symbol.dispose]();
  }

  #listen(mulaw: Uint8Array, atMs: number): void {
    for (const burst of this.#decoder.push(pcm16FromMulaw(mulaw))) {
      if (!burst.isIntact) {
        this.damaged++;
        continue;
      }
      const sentence = { words: burst.words, atMs };
      this.heard.push(sentence);
      this.#onHeard(sentence);
    }
    this.#wake();
  }

  #wake(): void {
    for (const wake of this.#wakers) wake();
  }

  async #until<Found>(
    find: () => Found | undefined,
    wait: { limitMs: number; what: string },
  ): Promise<Found> {
    const { promise, resolve, reject } = Promise.withResolvers<Found>();
    const check = () => {
      const found = find();
      if (found !== undefined) resolve(found);
      else if (this.call.endedAt !== null)
        reject(new Error(`The call ended before the caller ${wait.what}; ${this.#story()}`));
    };
    const limit = setTimeout(
      () => reject(new Error(`Not within ${wait.limitMs} ms: the caller ${wait.what}; ${this.#story()}`)),
      wait.limitMs,
    );
    this.#wakers.add(check);
    check();
    try {
      return await promise;
    } finally {
      clearTimeout(limit);
      this.#wakers.delete(check);
    }
  }

  #story(): string {
    return `heard so far: ${JSON.stringify(this.heard.map(({ words }) => words))}`;
  }
}
