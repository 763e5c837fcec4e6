// HOT PATH: 200 sessions, 50 appends and 50 deltas a second each. Budget 10 µs an event.
import { BLOCK_BYTES, nowMs, readStamp, stampBlocks } from './bench-stamp.ts';
import type { Entry } from './conversation.ts';
import { newMessage } from './output-item.ts';
import type { SessionParts } from './session-parts.ts';
import { refusal } from './vendor-error.ts';
import { newVendorId } from './vendor-ids.ts';
import type { Item, ServerEvent } from './wire-types.ts';

const BLOCK_MS = 20;
const TICK_MS = 5;

export interface BenchOptions {
  /** Audio in one delta, a multiple of 20 ms. */
  deltaMs: number;
}

/** What arrived from the caller, one entry a stamped block; the three lists run in step. */
export interface ArrivedBlocks {
  counters: number[];
  sentAtMs: number[];
  arrivedAtMs: number[];
}

interface Speaking {
  responseId: string;
  item: Item;
  entry: Entry;
  keys: string;
  startedAtMs: number;
}

/**
 * A session for measuring: every response is an endless stream of stamped µ-law blocks at the pace of speech,
 * every append is recorded by its stamp, and nobody listens. Works with audio/pcmu in both directions only.
 */
export class BenchLine {
  readonly arrived: ArrivedBlocks = { counters: [], sentAtMs: [], arrivedAtMs: [] };
  /** Blocks of appended audio without a readable stamp: silence of the carrier, or damage. */
  unstampedBlocks = 0;
  /** Blocks sent so far; counters run from 0 to one less, over all responses of the session. */
  sentBlocks = 0;
  readonly #options: BenchOptions;
  readonly #pacer: BenchPacer;
  #parts: SessionParts | null = null;
  #speaking: Speaking | null = null;

  constructor(options: BenchOptions, pacer: BenchPacer) {
    this.#options = options;
    this.#pacer = pacer;
  }

  get isSpeaking(): boolean {
    return this.#speaking !== null;
  }

  recordAppend(base64: string): void {
    const arrivedAtMs = nowMs();
    const bytes = Buffer.from(base64, 'base64');
    for (let offset = 0; offset < bytes.length; offset += BLOCK_BYTES) {
      const stamp = readStamp(bytes, offset);
      if (!stamp) {
        this.unstampedBlocks++;
        continue;
      }
      this.arrived.counters.push(stamp.counter);
      this.arrived.sentAtMs.push(stamp.sentAtMs);
      this.arrived.arrivedAtMs.push(arrivedAtMs);
    }
  }

  /** Begins to stream; a second request while it streams is refused. */
  answer(parts: SessionParts): void {
    this.#parts = parts;
    const responseId = newVendorId('resp');
    if (this.#speaking) {
      const message = `Conversation already has an active response in progress: ${this.#speaking.responseId}.`;
      parts.link.refuse(refusal('conversation_already_has_active_response', message), null);
      return;
    }
    const item = newMessage();
    const { entry, previousItemId } = parts.conversation.append(item);
    const place = { response_id: responseId, output_index: 0 };
    const announce = (event: ServerEvent) => parts.link.send(event);
    announce({ type: 'response.created', response: this.#describe(responseId, 'in_progress', null) });
    announce({ type: 'response.output_item.added', ...place, item });
    announce({ type: 'conversation.item.added', previous_item_id: previousItemId, item });
    const part = { type: 'audio', transcript: '' };
    announce({ type: 'response.content_part.added', ...place, item_id: item.id, content_index: 0, part });
    const keys = `"response_id":"${responseId}","item_id":"${item.id}","output_index":0,"content_index":0`;
    this.#speaking = { responseId, item, entry, keys, startedAtMs: nowMs() };
    this.#pacer.add(this);
  }

  /** Sends what is due; called by the pacer. */
  tick(atMs: number): void {
    const speaking = this.#speaking;
    if (!speaking || !this.#parts) return;
    const { deltaMs } = this.#options;
    const blocks = Math.max(1, Math.round(deltaMs / BLOCK_MS));
    while (speaking.startedAtMs + speaking.entry.audioMs <= atMs) {
      const delta = stampBlocks(this.sentBlocks, blocks).toString('base64');
      const eventId = `event_bench_${this.sentBlocks}`;
      this.#parts.link.sendRaw(
        `{"type":"response.output_audio.delta","event_id":"${eventId}",${speaking.keys},"delta":"${delta}"}`,
      );
      this.sentBlocks += blocks;
      speaking.entry.audioMs += blocks * BLOCK_MS;
    }
  }

  /** The caller barges in now: speech_started, then the end of the response. Returns when speech_started was sent. */
  interrupt(): number {
    const parts = this.#parts;
    if (!parts) throw new Error('No response was asked for yet');
    const sentAtMs = nowMs();
    parts.link.send({
      type: 'input_audio_buffer.speech_started',
      audio_start_ms: this.arrived.counters.length * BLOCK_MS,
      item_id: newVendorId('item'),
    });
    const speaking = this.#speaking;
    this.stop();
    if (!speaking) return sentAtMs;
    const place = { response_id: speaking.responseId, output_index: 0 };
    const item = { ...speaking.item, status: 'incomplete' };
    parts.link.send({ type: 'response.output_item.done', ...place, item });
    const details = { type: 'cancelled', reason: 'turn_detected' };
    parts.link.send({
      type: 'response.done',
      response: this.#describe(speaking.responseId, 'cancelled', details),
    });
    return sentAtMs;
  }

  /** Begins the next answer, as after a caller's turn. */
  resume(): void {
    if (this.#parts) this.answer(this.#parts);
  }

  stop(): void {
    this.#speaking = null;
    this.#pacer.remove(this);
  }

  #describe(id: string, status: string, details: object | null): object {
    return {
      id,
      object: 'realtime.response',
      status,
      status_details: details,
      output: [],
      conversation_id: this.#parts?.conversation.id ?? null,
      output_modalities: ['audio'],
      usage: null,
    };
  }
}

/** One timer for all lines of a simulator: 200 timers of their own would cost more than the audio. */
export class BenchPacer {
  readonly #lines = new Set<BenchLine>();
  #timer: NodeJS.Timeout | null = null;

  add(line: BenchLine): void {
    this.#lines.add(line);
    this.#timer ??= setInterval(() => this.#tick(), TICK_MS);
  }

  remove(line: BenchLine): void {
    this.#lines.delete(line);
    if (this.#lines.size > 0 || !this.#timer) return;
    clearInterval(this.#timer);
    this.#timer = null;
  }

  #tick(): void {
    const atMs = nowMs();
    for (const line of this.#lines) line.tick(atMs);
  }
}
