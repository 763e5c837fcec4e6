import { setTimeout as wait } from 'node:timers/promises';
import { nowMs, type RealtimeSession } from '../simulators/openai-realtime/index.ts';

/** One barge-in, and what the server then told the model about what the caller had heard. */
export interface Interruption {
  atMs: number;
  /** Milliseconds of all the agent's audio of the session up to the interrupted utterance. */
  utteranceStartMs: number;
  utteranceMs: number;
  /** `audio_end_ms` of the truncation; null when none came. */
  toldHeardMs: number | null;
}

type BenchLine = NonNullable<RealtimeSession['bench']>;

const BLOCK_MS = 20;
const TRANSCRIPT_PERIOD_MS = 250;
/** Counted from the caller's first frame: the notices of the greeting have been heard, or they would be said again. */
const FIRST_INTERRUPTION_AFTER_MS = 8_000;
const POLL_PERIOD_MS = 50;
const CALLER_SPEAKS_MS = 500;
const ANSWER_AFTER_MS = 200;

/** The engine's part in one call: words beside the audio, and a caller who breaks in every few seconds. */
export class EngineLine {
  readonly session: RealtimeSession;
  readonly #bench: BenchLine;
  readonly #lastSpeechStartedAtMs: () => number;
  readonly #interruptions: (Omit<Interruption, 'toldHeardMs'> & { itemId: string })[] = [];
  readonly #words: NodeJS.Timeout;
  readonly #responseIds = new Map<string, string>();
  #utteranceStartMs = 0;
  #isOver = false;
  #spokenTurns = 0;
  #isGreeted = false;
  /** When the first answer was asked for: `response.created` follows in the same turn of the event loop. */
  firstAskedAtMs: number | null = null;

  constructor(session: RealtimeSession, bench: BenchLine, lastSpeechStartedAtMs: () => number) {
    this.session = session;
    this.#bench = bench;
    this.#lastSpeechStartedAtMs = lastSpeechStartedAtMs;
    this.#words = setInterval(() => this.#sendWord(), TRANSCRIPT_PERIOD_MS);
  }

  get bench(): BenchLine {
    return this.#bench;
  }

  /** An utterance began; its words must name the response. */
  began(itemId: string, responseId: string): void {
    this.firstAskedAtMs ??= nowMs();
    this.#utteranceStartMs = this.#bench.sentBlocks * BLOCK_MS;
    this.#responseIds.set(itemId, responseId);
  }

  get lastItemId(): string | null {
    return this.session.conversation.at(-1)?.item.id ?? null;
  }

  /** The first barge-in falls into the greeting, which is protected; it lifts the protection. */
  async interruptEvery(periodMs: number): Promise<void> {
    while (!this.#isOver && this.#bench.arrived.counters.length === 0) await wait(POLL_PERIOD_MS);
    await wait(FIRST_INTERRUPTION_AFTER_MS);
    while (!this.#isOver) {
      const startedAtMs = performance.now();
      if (this.#bench.isSpeaking) await this.#interrupt();
      await wait(Math.max(0, periodMs - (performance.now() - startedAtMs)));
    }
  }

  stop(): void {
    this.#isOver = true;
    clearInterval(this.#words);
  }

  listInterruptions(): Interruption[] {
    const told = new Map<string, number>();
    for (const event of this.session.received) {
      if (event.type === 'conversation.item.truncate') told.set(event.item_id, event.audio_end_ms);
    }
    return this.#interruptions.map(({ itemId, ...interruption }) => ({
      ...interruption,
      toldHeardMs: told.get(itemId) ?? null,
    }));
  }

  async #interrupt(): Promise<void> {
    const itemId = this.#currentItemId();
    const utteranceMs = this.#bench.sentBlocks * BLOCK_MS - this.#utteranceStartMs;
    this.#bench.interrupt();
    const atMs = this.#lastSpeechStartedAtMs();
    this.#interruptions.push({ atMs, itemId, utteranceStartMs: this.#utteranceStartMs, utteranceMs });
    await wait(CALLER_SPEAKS_MS);
    this.#sendCallerTurn();
    await wait(ANSWER_AFTER_MS);
    if (!this.#isOver && this.session.isOpen && this.#answersByItself) this.#bench.resume();
  }

  /** While turns are held (a protected greeting) the client asks for every answer. */
  get #answersByItself(): boolean {
    const { turn_detection: turns } = this.session.config.audio.input;
    return turns?.create_response === true && !this.#bench.isSpeaking;
  }

  #currentItemId(): string {
    const entry = this.session.conversation.findLast(
      ({ item }) => item.type === 'message' && item.role === 'assistant',
    );
    return entry?.item.id ?? '';
  }

  #sendWord(): void {
    if (!this.#bench.isSpeaking || !this.session.isOpen) return;
    const itemId = this.#currentItemId();
    this.session.send({
      type: 'response.output_audio_transcript.delta',
      response_id: this.#responseIds.get(itemId) ?? '',
      item_id: itemId,
      output_index: 0,
      content_index: 0,
      delta: this.#nextWords(),
    });
  }

  /** The greeting as it was asked for, which goes ahead of its audio; after it one word like the other. */
  #nextWords(): string {
    if (this.#isGreeted) return ' word';
    this.#isGreeted = true;
    const asked = this.session.received.find((event) => event.type === 'response.create');
    return /"(.+)"$/s.exec(asked?.response?.instructions ?? '')?.[1] ?? ' word';
  }

  /** What follows speech_started when a caller has said something, transcript included. */
  #sendCallerTurn(): void {
    if (!this.session.isOpen) return;
    const itemId = `item_bench_caller_${this.#spokenTurns++}`;
    const place = { item_id: itemId, content_index: 0 };
    const transcript = 'and what would that cost me';
    const endMs = this.#bench.arrived.counters.length * BLOCK_MS;
    this.session.send({ type: 'input_audio_buffer.speech_stopped', audio_end_ms: endMs, item_id: itemId });
    this.session.send({ type: 'input_audio_buffer.committed', previous_item_id: null, item_id: itemId });
    for (const word of transcript.split(' ')) {
      this.session.send({
        type: 'conversation.item.input_audio_transcription.delta',
        ...place,
        delta: `${word} `,
      });
    }
    this.session.send({
      type: 'conversation.item.input_audio_transcription.completed',
      ...place,
      transcript,
      usage: { type: 'duration', seconds: 1 },
    });
  }
}
