import { BLOCK_BYTES, stampBlocks } from '../simulators/openai-realtime/index.ts';

/** A caller's speech that stamps each 20 ms at the moment it is taken to be sent, counting on from the last. */
export class LiveSpeech extends Uint8Array<ArrayBuffer> {
  static get [Symbol.species](): Uint8ArrayConstructor {
    return Uint8Array;
  }

  readonly #nextCounter: () => number;

  constructor(blocks: number, nextCounter: () => number) {
    super(new ArrayBuffer(blocks * BLOCK_BYTES));
    this.#nextCounter = nextCounter;
  }

  override subarray(begin = 0, end = this.length): Uint8Array<ArrayBuffer> {
    this.set(stampBlocks(this.#nextCounter(), 1), begin);
    return super.subarray(begin, end);
  }
}
