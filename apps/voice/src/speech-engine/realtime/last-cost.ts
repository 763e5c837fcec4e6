import type { Clock } from '@afterhourfix/foundation';
import type { RealtimeEvent } from '@afterhourfix/integrations/openai-realtime';
import type { SpeechEngineEvent } from '../speech-engine.ts';
import { type EngineModels, toEngineEvents, toLostUsage } from './to-engine-events.ts';

/** A cancelled response is told about within a round trip; the socket must close whatever happens. */
export const LAST_COST_LIMIT_MS = 2_000;

export interface LastCostParts {
  clock: Clock;
  models: EngineModels;
  /** What runs as the call ends; null when it was only just asked for. */
  responseId: string | null;
  cancel(responseId: string): void;
  report(usage: Extract<SpeechEngineEvent, { type: 'usage-reported' }>): void;
  onOver(): void;
}

/** After a call: stops the response that nobody hears any more and waits for its bill, which the vendor sends last. */
export class LastCost implements Disposable {
  readonly #parts: LastCostParts;
  readonly #limit: Disposable;
  #responseId: string | null;
  #isOver = false;

  constructor(parts: LastCostParts) {
    this.#parts = parts;
    this.#responseId = parts.responseId;
    this.#limit = parts.clock.after(LAST_COST_LIMIT_MS, () => this.connectionLost());
    if (parts.responseId !== null) parts.cancel(parts.responseId);
  }

  received(event: RealtimeEvent): void {
    if (this.#isOver) return;
    if (event.type === 'response-created') {
      this.#responseId = event.responseId;
      this.#parts.cancel(event.responseId);
    }
    for (const told of toEngineEvents(event, this.#parts.models))
      if (told.type === 'usage-reported') this.#parts.report(told);
    if (event.type === 'response-done' && event.responseId === this.#responseId) this.#end();
  }

  /** Nothing more will be told. */
  connectionLost(): void {
    if (this.#isOver) return;
    const { models, report } = this.#parts;
    if (this.#responseId !== null) report(toLostUsage(this.#responseId, models));
    this.#end();
  }

  [Symbol.dispose](): void {
    this.#isOver = true;
    this.#limit[Symbol.dispose]();
  }

  #end(): void {
    this[Symbol.dispose]();
    this.#parts.onOver();
  }
}
