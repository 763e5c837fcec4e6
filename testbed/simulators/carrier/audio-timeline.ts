export const FRAME_BYTES = 160;
export const MULAW_SILENCE = 0xff;

const INITIAL_BYTES = 8000 * 8;

/** µ-law aligned to the call's time: byte n was on the line at n / 8 ms after the answer. */
export class AudioTimeline {
  #bytes: Uint8Array = new Uint8Array(0);
  #length = 0;
  readonly #isKept: boolean;

  /** With `isKept` false only the length is counted: a bench of 200 calls must not hold their audio. */
  constructor(isKept: boolean) {
    this.#isKept = isKept;
  }

  get byteLength(): number {
    return this.#length;
  }

  append(frame: Uint8Array | null): void {
    const start = this.#length;
    this.#length += FRAME_BYTES;
    if (frame === null || !this.#isKept) return;
    if (this.#bytes.length < this.#length) this.#grow();
    this.#bytes.set(frame, start);
  }

  /** A copy, silence where nothing was said. */
  toBytes(fromByte = 0, toByte = this.#length): Uint8Array {
    const copy = new Uint8Array(Math.max(0, toByte - fromByte)).fill(MULAW_SILENCE);
    copy.set(this.#bytes.subarray(fromByte, Math.min(toByte, this.#bytes.length)));
    return copy;
  }

  #grow(): void {
    const larger = new Uint8Array(Math.max(INITIAL_BYTES, this.#length * 2)).fill(MULAW_SILENCE);
    larger.set(this.#bytes);
    this.#bytes = larger;
  }
}
