// HOT PATH: called for every piece of agent audio and every mark. Budget: additions only, one object per utterance.
import type { HeardUtterance } from '../speech-engine/speech-engine.ts';

const BYTES_PER_MS = 8;
/**
 * Carriers play whole frames of 20 ms: a mark returns as one begins, so on average half a frame more is being heard.
 * A buffer that had run dry also waits half a frame for the next one to begin; there the two cancel out.
 */
const HALF_FRAME_MS = 10;

/** A stretch of one part of an utterance's content: `partStart` is where in the part it begins, both in bytes. */
type Span = {
  utteranceId: string;
  contentIndex: number;
  partStart: number;
  earlierBytes: number;
  start: number;
  end: number;
};
/** Audio that was queued and never sent: `position` is where it would have begun. */
type Hole = { position: number; byteLength: number };

/**
 * What the caller truly heard. Positions are bytes of µ-law queued since the last cut. Two sources: the clock since
 * audio was sent (the carrier plays at real time) and the marks that come back, which correct it.
 *
 * | event | playhead |
 * |---|---|
 * | sent | buffer end moves by the audio's length, from now when the buffer had run dry |
 * | skipped | stays; it will jump over the hole when it gets there |
 * | mark returned | buffer end = now + what was sent after the mark |
 * | cut | all spans not fully heard are reported; positions start at 0 in a new generation |
 */
export class PlaybackLedger {
  #generation = 1;
  #queuedBytes = 0;
  #sentBytes = 0;
  #markedBytes = 0;
  #bufferEndsAtMs = 0;
  /** The buffer's end was told by a mark, not reckoned from when we sent. */
  #isMarked = false;
  #spans: Span[] = [];
  #holes: Hole[] = [];
  #utteranceId = '';
  #contentIndex = 0;
  /** Length of the part that is being queued, and of those before it in the same utterance. */
  #partBytes = 0;
  #earlierBytes = 0;
  /** Lengths of the parts that others have followed: they may go on later. */
  readonly #partLengths = new Map<string, number>();

  get generation(): number {
    return this.#generation;
  }

  /** Audio the engine produced, whether sent yet or not. */
  queued(utteranceId: string, contentIndex: number, byteLength: number): void {
    if (utteranceId !== this.#utteranceId || contentIndex !== this.#contentIndex)
      this.#switchTo(utteranceId, contentIndex);
    const last = this.#spans.at(-1);
    if (last && last.utteranceId === utteranceId && last.contentIndex === contentIndex) {
      last.end += byteLength;
    } else {
      this.#spans.push({
        utteranceId,
        contentIndex,
        partStart: this.#partBytes,
        earlierBytes: this.#earlierBytes,
        start: this.#queuedBytes,
        end: this.#queuedBytes + byteLength,
      });
    }
    this.#partBytes += byteLength;
    this.#queuedBytes += byteLength;
  }

  sent(byteLength: number, nowMs: number): void {
    this.#sentBytes += byteLength;
    if (this.#bufferEndsAtMs <= nowMs) {
      this.#isMarked = false;
      this.#bufferEndsAtMs = nowMs;
    }
    this.#bufferEndsAtMs += byteLength / BYTES_PER_MS;
  }

  /** The next audio in the queue will never be sent: the position moves on, the carrier's buffer does not. */
  skipped(byteLength: number): void {
    const last = this.#holes.at(-1);
    if (last && last.position + last.byteLength === this.#sentBytes) last.byteLength += byteLength;
    else this.#holes.push({ position: this.#sentBytes, byteLength });
    this.#sentBytes += byteLength;
  }

  /** The name of a mark standing behind everything sent so far. */
  markName(): string {
    return `g${this.#generation}.${this.#sentBytes}`;
  }

  /** False for marks of an earlier generation, out of order, or not ours: they say nothing about the present. */
  markReturned(name: string, nowMs: number): boolean {
    const position = readMarkPosition(name, this.#generation);
    if (position === null || position < this.#markedBytes || position > this.#sentBytes) return false;
    this.#markedBytes = position;
    const playingBytes = this.#sentBytes - position - this.#holeBytesFrom(position);
    this.#bufferEndsAtMs = nowMs + playingBytes / BYTES_PER_MS;
    this.#isMarked = true;
    this.#forgetBefore(position);
    return true;
  }

  /** Milliseconds of audio sent that the caller has not heard yet. */
  leadMs(nowMs: number): number {
    return Math.max(0, this.#bufferEndsAtMs - nowMs);
  }

  /** Everything queued was sent and its last mark has come back. */
  get isHeardOut(): boolean {
    return this.#markedBytes === this.#queuedBytes;
  }

  /** Starts a new generation and tells, of each part of an utterance not heard to its end, how much was heard. */
  cut(nowMs: number): HeardUtterance[] {
    const playhead = this.#playhead(nowMs);
    const heard = this.#spans.filter((span) => span.end > playhead).map((span) => toHeard(span, playhead));
    this.#generation++;
    this.#queuedBytes = 0;
    this.#sentBytes = 0;
    this.#markedBytes = 0;
    this.#bufferEndsAtMs = nowMs;
    this.#isMarked = false;
    this.#spans = [];
    this.#holes = [];
    this.#utteranceId = '';
    this.#contentIndex = 0;
    this.#partBytes = 0;
    this.#earlierBytes = 0;
    this.#partLengths.clear();
    return firstOfEach(heard);
  }

  #switchTo(utteranceId: string, contentIndex: number): void {
    this.#partLengths.set(toPartKey(this.#utteranceId, this.#contentIndex), this.#partBytes);
    const lengthOf = (index: number) => this.#partLengths.get(toPartKey(utteranceId, index)) ?? 0;
    this.#utteranceId = utteranceId;
    this.#contentIndex = contentIndex;
    this.#partBytes = lengthOf(contentIndex);
    this.#earlierBytes = 0;
    for (let index = 0; index < contentIndex; index++) this.#earlierBytes += lengthOf(index);
  }

  /** Walks back from the end of what was sent by what is still unheard, stepping over holes. */
  #playhead(nowMs: number): number {
    let position = this.#sentBytes;
    const begunMs = this.#isMarked ? HALF_FRAME_MS : 0;
    let unheardBytes = Math.max(0, this.leadMs(nowMs) - begunMs) * BYTES_PER_MS;
    for (const hole of this.#holes.toReversed()) {
      const sentAfterHole = position - (hole.position + hole.byteLength);
      if (unheardBytes < sentAfterHole) break;
      unheardBytes -= sentAfterHole;
      position = hole.position;
    }
    return Math.max(this.#markedBytes, position - unheardBytes);
  }

  #holeBytesFrom(position: number): number {
    let byteLength = 0;
    for (const hole of this.#holes) {
      const end = hole.position + hole.byteLength;
      byteLength += Math.max(0, end - Math.max(hole.position, position));
    }
    return byteLength;
  }

  #forgetBefore(position: number): void {
    while (this.#spans[0] && this.#spans[0].end <= position) this.#spans.shift();
    while (this.#holes[0] && this.#holes[0].position + this.#holes[0].byteLength <= position)
      this.#holes.shift();
  }
}

function toHeard(span: Span, playhead: number): HeardUtterance {
  const { utteranceId, contentIndex, partStart, earlierBytes } = span;
  const heardMs = Math.floor((partStart + Math.max(0, playhead - span.start)) / BYTES_PER_MS);
  const heard = { utteranceId, contentIndex, heardMs };
  return earlierBytes === 0 ? heard : { ...heard, earlierMs: Math.floor(earlierBytes / BYTES_PER_MS) };
}

function toPartKey(utteranceId: string, contentIndex: number): string {
  return `${utteranceId}/${contentIndex}`;
}

/** A part split by another's audio counts from its first unheard span. */
function firstOfEach(heard: readonly HeardUtterance[]): HeardUtterance[] {
  const seen = new Set<string>();
  return heard.filter(({ utteranceId, contentIndex }) => {
    const key = toPartKey(utteranceId, contentIndex);
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

function readMarkPosition(name: string, generation: number): number | null {
  const prefix = `g${generation}.`;
  if (!name.startsWith(prefix)) return null;
  const digits = name.slice(prefix.length);
  return /^\d+$/.test(digits) ? Number(digits) : null;
}
