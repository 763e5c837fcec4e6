// HOT PATH: called for every piece of agent audio and every mark. Budget: additions only, one object per utterance.
import type { HeardUtterance } from '../speech-engine/speech-engine.ts';

const BYTES_PER_MS = 8;

type Span = { utteranceId: string; contentIndex: number; utteranceStart: number; start: number; end: number };

/**
 * What the caller truly heard. Positions are bytes of µ-law since the last cut. Two sources: the clock since
 * audio was sent (the carrier plays at real time) and the marks that come back, which correct it.
 *
 * | event | playhead |
 * |---|---|
 * | sent | buffer end moves by the audio's length, from now when the buffer had run dry |
 * | mark returned | buffer end = now + what was sent after the mark |
 * | cut | all spans not fully heard are reported; positions start at 0 in a new generation |
 */
export class PlaybackLedger {
  #generation = 1;
  #queuedBytes = 0;
  #sentBytes = 0;
  #markedBytes = 0;
  #bufferEndsAtMs = 0;
  #spans: Span[] = [];
  #lastUtteranceId = '';
  #lastUtteranceBytes = 0;

  get generation(): number {
    return this.#generation;
  }

  get sentBytes(): number {
    return this.#sentBytes;
  }

  /** Audio the engine produced, whether sent yet or not. */
  queued(utteranceId: string, contentIndex: number, byteLength: number): void {
    if (utteranceId !== this.#lastUtteranceId) {
      this.#lastUtteranceId = utteranceId;
      this.#lastUtteranceBytes = 0;
    }
    const last = this.#spans.at(-1);
    if (last && last.utteranceId === utteranceId && last.contentIndex === contentIndex) {
      last.end += byteLength;
    } else {
      this.#spans.push({
        utteranceId,
        contentIndex,
        utteranceStart: this.#lastUtteranceBytes,
        start: this.#queuedBytes,
        end: this.#queuedBytes + byteLength,
      });
    }
    this.#lastUtteranceBytes += byteLength;
    this.#queuedBytes += byteLength;
  }

  sent(byteLength: number, nowMs: number): void {
    this.#sentBytes += byteLength;
    this.#bufferEndsAtMs = Math.max(nowMs, this.#bufferEndsAtMs) + byteLength / BYTES_PER_MS;
  }

  /** Queued audio that will never be sent: the position moves on, the carrier's buffer does not. */
  skipped(byteLength: number): void {
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
    this.#bufferEndsAtMs = nowMs + (this.#sentBytes - position) / BYTES_PER_MS;
    this.#forgetSpansBefore(position);
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

  /** Starts a new generation and tells, of each utterance not heard to its end, how much was heard. */
  cut(nowMs: number): HeardUtterance[] {
    const playhead = Math.max(this.#markedBytes, this.#sentBytes - this.leadMs(nowMs) * BYTES_PER_MS);
    const heard = this.#spans
      .filter((span) => span.end > playhead)
      .map((span) => ({
        utteranceId: span.utteranceId,
        contentIndex: span.contentIndex,
        heardMs: Math.floor((span.utteranceStart + Math.max(0, playhead - span.start)) / BYTES_PER_MS),
      }));
    this.#generation++;
    this.#queuedBytes = 0;
    this.#sentBytes = 0;
    this.#markedBytes = 0;
    this.#bufferEndsAtMs = nowMs;
    this.#spans = [];
    this.#lastUtteranceId = '';
    this.#lastUtteranceBytes = 0;
    return firstOfEach(heard);
  }

  #forgetSpansBefore(position: number): void {
    while (this.#spans[0] && this.#spans[0].end <= position) this.#spans.shift();
  }
}

/** An utterance split by another's audio counts from its first unheard span. */
function firstOfEach(heard: readonly HeardUtterance[]): HeardUtterance[] {
  const seen = new Set<string>();
  return heard.filter(({ utteranceId, contentIndex }) => {
    const key = `${utteranceId}/${contentIndex}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

function readMarkPosition(name: string, generation: number): number | null {
  const prefix = `g${generation}.`;
  if (!name.startsWith(prefix)) return null;
  const position = Number(name.slice(prefix.length));
  return Number.isInteger(position) && position >= 0 ? position : null;
}
