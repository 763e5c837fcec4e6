import { WordsDecoder } from '../../speech/index.ts';

/** What was understood in one stretch of audio. */
export interface Hearing {
  words: string;
  /** A data burst was recognised but did not arrive whole. */
  isGarbled: boolean;
}

type DecodedWords = ReturnType<WordsDecoder['push']>[number];

/** Reads the words out of the modem bursts in appended audio, and keeps them until their turn is committed. */
export class HeardWords {
  readonly #decoder = new WordsDecoder();
  #decoded: DecodedWords[] = [];

  push(samples: Int16Array): void {
    this.#decoded.push(...this.#decoder.push(samples));
  }

  /** Takes what ended after `fromSample`; anything older was noise between turns and is dropped. */
  take(fromSample: number): Hearing {
    const decoded = this.#decoded.filter((burst) => burst.endsAtSample > fromSample);
    this.#decoded = [];
    return {
      words: decoded
        .filter((burst) => burst.isIntact)
        .map((burst) => burst.words)
        .join(' '),
      isGarbled: decoded.some((burst) => !burst.isIntact),
    };
  }
}
