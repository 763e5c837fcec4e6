import type { DomainContext, JournalEntry, PromiseEntry } from '@afterhourfix/domain';
import type { Clock } from '@afterhourfix/foundation';
import type { CallId } from '@afterhourfix/vocabulary';
import type { JournalWriter } from '../call-journal/journal-writer.ts';
import type { SpeechEngineEvent } from '../speech-engine/speech-engine.ts';
import type { ToolRunRecord } from './tool-runs.ts';

/** One call's voice in the journal. Payloads hold no speech and no digits: words are turns, arguments tool calls. */
export class CallJournal {
  readonly #writer: JournalWriter;
  readonly #ctx: DomainContext;
  readonly #callId: CallId;
  readonly #clock: Clock;
  readonly #keyPrefix: string;
  #nextEvent = 1;

  /** `part` tells apart what two media streams of the same call write. */
  constructor(parts: {
    writer: JournalWriter;
    ctx: DomainContext;
    callId: CallId;
    clock: Clock;
    part: string;
  }) {
    this.#writer = parts.writer;
    this.#ctx = parts.ctx;
    this.#callId = parts.callId;
    this.#clock = parts.clock;
    this.#keyPrefix = parts.part;
  }

  happened(type: string, payload: Record<string, unknown> = {}): void {
    const key = `${this.#keyPrefix}.${this.#nextEvent++}`;
    this.write({ kind: 'event', callId: this.#callId, key, type, at: this.#clock.now(), payload });
  }

  write(entry: JournalEntry): void {
    this.#writer.append(this.#ctx, entry);
  }

  /** Written at once: what a crash would lose here are words that must not be kept. */
  recordingWish({ isRefused }: { isRefused: boolean }): void {
    this.write({ kind: 'recording-wish', callId: this.#callId, isRefused, at: this.#clock.now() });
    // A failure is told by the writer, which tries again.
    this.#writer.flush().catch(() => null);
  }

  engineSession(sessionId: string): void {
    this.write({ kind: 'engine-session', callId: this.#callId, sessionId });
  }

  promise(promise: Omit<PromiseEntry, 'kind' | 'callId' | 'at'>): void {
    this.write({ kind: 'promise', callId: this.#callId, at: this.#clock.now(), ...promise });
  }

  usage(reported: Extract<SpeechEngineEvent, { type: 'usage-reported' }>): void {
    const { purpose, turnId: responseId, model, status, usage, billedMs } = reported;
    const at = this.#clock.now();
    const bill = { purpose, responseId, model, status, billedMs, at, ...usage };
    this.write({ kind: 'usage', callId: this.#callId, ...bill });
  }

  /** Writes have their own ledger. */
  toolRun(record: ToolRunRecord): void {
    if (record.isWrite) return;
    const { asked, status, result, startedAt, finishedAt } = record;
    this.write({
      kind: 'tool-call',
      callId: this.#callId,
      engineCallId: asked.toolCallId,
      name: asked.name,
      arguments: record.arguments,
      status,
      result,
      startedAt,
      finishedAt,
    });
  }

  perform(name: string, run: (ctx: DomainContext) => Promise<unknown>): void {
    this.#writer.perform(this.#ctx, name, run);
  }
}
