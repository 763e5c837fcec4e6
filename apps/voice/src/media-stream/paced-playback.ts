// HOT PATH: every piece of agent audio. Budget: one carrier frame per piece, one timer per 200 ms of backlog.
import { sliceBase64 } from '@afterhourfix/audio';
import type { Clock } from '@afterhourfix/foundation';
import type { PlaybackLedger } from '../call-session/playback-ledger.ts';
import type { AgentAudio } from '../speech-engine/speech-engine.ts';
import type { CarrierLeg } from './carrier.ts';

const BYTES_PER_MS = 8;
/** Base64 text can be cut only between groups of three bytes. */
const BYTES_PER_GROUP = 3;
/** Longest piece sent at once: short enough to keep the lead, long enough to keep frames few. */
const MAX_PIECE_BYTES = 200 * BYTES_PER_MS;
/** A mark costs two frames. The first stands behind a turn's first piece, and tells when the carrier began to play. */
const MARK_EVERY_BYTES = 1_000 * BYTES_PER_MS;
/** Two minutes of speech nobody has heard yet: an engine that floods or a carrier that does not read. */
const MAX_QUEUED_BYTES = 120_000 * BYTES_PER_MS;
/** A carrier that does not read is asked again after this long. */
const BLOCKED_RETRY_MS = 100;
/** A carrier that never returns marks must not hold a farewell for ever. */
const MARK_GRACE_MS = 1_500;
/** Pieces already sent are let go of in bulk, also while more and more are waiting. */
const MAX_SPENT_PIECES = 256;

type Piece = { audio: string; byteLength: number };

/** Sends the agent's audio so that the carrier is never more than `maxLeadMs` ahead of what the caller hears. */
export class PacedPlayback implements Disposable {
  readonly #ledger: PlaybackLedger;
  readonly #clock: Clock;
  readonly #maxLeadMs: number;
  readonly #maxPieceBytes: number;
  readonly #onHeardOut: () => void;
  #leg: CarrierLeg | null = null;
  #queue: Piece[] = [];
  #queueHead = 0;
  #queuedBytes = 0;
  #bytesSinceMark = 0;
  #turn: 'open' | 'ended' | 'heard-out' = 'heard-out';
  #pumpTimer: Disposable | null = null;
  #lastMarkTimer: Disposable | null = null;
  /** Oldest audio thrown away because more than the bound was waiting. */
  droppedBytes = 0;

  constructor(parts: { ledger: PlaybackLedger; clock: Clock; maxLeadMs: number; onHeardOut: () => void }) {
    this.#ledger = parts.ledger;
    this.#clock = parts.clock;
    this.#maxLeadMs = parts.maxLeadMs;
    this.#maxPieceBytes = toPieceBytes(parts.maxLeadMs);
    this.#onHeardOut = parts.onHeardOut;
  }

  attach(leg: CarrierLeg): void {
    this.#leg = leg;
    this.#pump();
  }

  /** Whether there is audio that the caller has not heard to its end. */
  get isSounding(): boolean {
    return this.#hasQueued() || !this.#ledger.isHeardOut;
  }

  play({ utteranceId, contentIndex, audio, byteLength }: AgentAudio): void {
    if (byteLength === 0) return;
    if (this.#turn !== 'open') this.#bytesSinceMark = MARK_EVERY_BYTES;
    this.#turn = 'open';
    this.#stopLastMarkTimer();
    this.#ledger.queued(utteranceId, contentIndex, byteLength);
    this.#enqueue(audio, byteLength);
    while (this.#queuedBytes > MAX_QUEUED_BYTES) this.#dropOldest();
    this.#pump();
  }

  /** No more audio comes for now: the last mark goes out behind what is queued. */
  endTurn(): void {
    this.#turn = 'ended';
    this.#finishTurn();
  }

  markReturned(name: string): void {
    if (!this.#ledger.markReturned(name, this.#clock.monotonicMs())) return;
    if (this.#turn === 'ended' && this.#ledger.isHeardOut) this.#heardOut();
    else this.#pump();
  }

  /**
   * Forgets what was not played, here and at the carrier; `clear` goes out always, for its queue outlives ours.
   * A turn that is cut after its end is not heard out any more; one that is cut before is, when it ends.
   */
  cut(): ReturnType<PlaybackLedger['cut']> {
    // The new generation first: a carrier returns the marks of what it clears, and they must not count as heard.
    const heard = this.#ledger.cut(this.#clock.monotonicMs());
    this.#leg?.clear();
    this.#stopTimers();
    if (this.#turn === 'ended') this.#turn = 'heard-out';
    this.#queue = [];
    this.#queueHead = 0;
    this.#queuedBytes = 0;
    this.#bytesSinceMark = 0;
    return heard;
  }

  [Symbol.dispose](): void {
    this.#stopTimers();
    this.#leg = null;
    this.#queue = [];
  }

  #hasQueued(): boolean {
    return this.#queueHead < this.#queue.length;
  }

  #enqueue(audio: string, byteLength: number): void {
    this.#queuedBytes += byteLength;
    if (byteLength <= this.#maxPieceBytes) {
      this.#queue.push({ audio, byteLength });
      return;
    }
    const cutBytes = this.#maxPieceBytes - (this.#maxPieceBytes % BYTES_PER_GROUP);
    for (let start = 0; start < byteLength; start += cutBytes) {
      const end = Math.min(byteLength, start + cutBytes);
      this.#queue.push({ audio: sliceBase64(audio, start, end), byteLength: end - start });
    }
  }

  #pump(): void {
    const leg = this.#leg;
    if (!leg || this.#pumpTimer) return;
    const nowMs = this.#clock.monotonicMs();
    for (let piece = this.#queue[this.#queueHead]; piece; piece = this.#queue[this.#queueHead]) {
      const excessMs = this.#ledger.leadMs(nowMs) + piece.byteLength / BYTES_PER_MS - this.#maxLeadMs;
      if (excessMs > 0) return this.#pumpAfter(excessMs);
      if (!leg.sendAudio(piece.audio)) return this.#pumpAfter(BLOCKED_RETRY_MS);
      this.#takeFirst(piece);
      this.#account(leg, piece, nowMs);
    }
    this.#finishTurn();
  }

  #takeFirst(piece: Piece): void {
    this.#queuedBytes -= piece.byteLength;
    this.#queueHead++;
    if (this.#queueHead < this.#queue.length && this.#queueHead < MAX_SPENT_PIECES) return;
    this.#queue = this.#queue.slice(this.#queueHead);
    this.#queueHead = 0;
  }

  #dropOldest(): void {
    const piece = this.#queue[this.#queueHead];
    if (!piece) return;
    this.#takeFirst(piece);
    this.#ledger.skipped(piece.byteLength);
    this.droppedBytes += piece.byteLength;
  }

  #account(leg: CarrierLeg, piece: Piece, nowMs: number): void {
    this.#ledger.sent(piece.byteLength, nowMs);
    this.#bytesSinceMark += piece.byteLength;
    if (this.#bytesSinceMark >= MARK_EVERY_BYTES) this.#sendMark(leg);
  }

  #sendMark(leg: CarrierLeg): void {
    this.#bytesSinceMark = 0;
    leg.sendMark(this.#ledger.markName());
  }

  /** Sends the mark that says "heard out", with a clock beside it for carriers that never return marks. */
  #finishTurn(): void {
    const leg = this.#leg;
    if (!leg || this.#turn !== 'ended' || this.#hasQueued()) return;
    if (this.#ledger.isHeardOut) return this.#heardOut();
    if (this.#lastMarkTimer) return;
    if (this.#bytesSinceMark > 0) this.#sendMark(leg);
    const name = this.#ledger.markName();
    const graceMs = this.#ledger.leadMs(this.#clock.monotonicMs()) + MARK_GRACE_MS;
    this.#lastMarkTimer = this.#clock.after(graceMs, () => this.markReturned(name));
  }

  #heardOut(): void {
    this.#turn = 'heard-out';
    this.#stopLastMarkTimer();
    this.#onHeardOut();
  }

  #pumpAfter(delayMs: number): void {
    this.#pumpTimer = this.#clock.after(Math.ceil(delayMs), () => {
      this.#pumpTimer = null;
      this.#pump();
    });
  }

  #stopLastMarkTimer(): void {
    this.#lastMarkTimer?.[Symbol.dispose]();
    this.#lastMarkTimer = null;
  }

  #stopTimers(): void {
    this.#stopLastMarkTimer();
    this.#pumpTimer?.[Symbol.dispose]();
    this.#pumpTimer = null;
  }
}

/** A piece must fit into the lead, or it would wait for ever. */
function toPieceBytes(maxLeadMs: number): number {
  return Math.max(BYTES_PER_GROUP, Math.min(MAX_PIECE_BYTES, Math.floor(maxLeadMs * BYTES_PER_MS)));
}
