/** How this call is worse than a healthy one. Everything defaults to healthy. */
export interface CallFaults {
  /** Signature of the first voice webhook. */
  webhookSignature?: 'wrong' | 'missing';
  /** Posts the voice webhook this many times more, as after lost answers, with one idempotency token. */
  webhookRepeats?: number;
  /** Signature of the media socket's upgrade. */
  streamSignature?: 'wrong' | 'missing';
  /** Sent in place of the TwiML's parameters: a forged or foreign token. */
  streamParameters?: Readonly<Record<string, string>>;
  /** CallSid named in `start` in place of this call's. */
  startCallSid?: string;
  /** Opens the socket and says `connected`, but never `start`. */
  withholdsStart?: boolean;
  /** Media frames lost on the way to our server, 0 to 1; their timestamps are skipped. */
  dropRatio?: number;
  /** Each frame to our server is held up to this long, order kept. */
  jitterMs?: number;
  /** Makes drops and jitter the same in every run. */
  seed?: number;
  /** Played or cleared, no mark ever comes back. */
  neverReturnsMarks?: boolean;
  /** Each pair of marks comes back in the wrong order. */
  swapsMarks?: boolean;
  /** Writes `streamSid` after the content of a frame. */
  streamSidLast?: boolean;
}

/** A small generator of numbers in [0, 1): the same seed gives the same bad line. */
export function createDice(seed: number): () => number {
  let state = seed >>> 0 || 0x9e3779b9;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    state >>>= 0;
    return state / 0x1_0000_0000;
  };
}
