export interface Resampler extends Disposable {
  /**
   * Resamples the next piece of a mono stream, of any length; the pieces do not change the result. From 8 to
   * 24 kHz every sample gives exactly three; from 24 to 8 kHz every third sample gives one, and one or two
   * left over wait for the next piece. Values beyond 16 bits are clipped. The result is the caller's to keep.
   */
  process(samples: Int16Array): Int16Array;
  /** The last `delayMs` of the stream, still inside the filter. Afterwards a new stream may begin. */
  flush(): Int16Array;
  /** How much later a sound stands in the output than in the input. */
  readonly delayMs: number;
}
