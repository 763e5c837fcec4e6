import type { Clock } from '@afterhourfix/foundation';
import type { RealtimeEvent } from '@afterhourfix/integrations/openai-realtime';
import { HeldFloor } from './held-floor.ts';
import { HeldTurns } from './held-turns.ts';
import type { ResponseDesk } from './response-desk.ts';

export interface CallerTurnsParts {
  clock: Clock;
  isHeld: boolean;
  responses: ResponseDesk;
  /** Makes a turn of what the caller said so far. */
  commit(): void;
  /** The engine will not answer this turn by itself. */
  answer(): void;
}

/** The caller's turns as voice activity tells them: which of them the engine answers by itself, and which we must. */
export class CallerTurns implements Disposable {
  readonly held: HeldTurns;
  readonly #floor: HeldFloor;
  readonly #responses: ResponseDesk;

  constructor(parts: CallerTurnsParts) {
    const { clock, isHeld, responses, commit, answer } = parts;
    this.#responses = responses;
    this.held = new HeldTurns({ isHeld, clock, onAnswerable: answer });
    this.#floor = new HeldFloor({
      clock,
      commit,
      onTaken: (isAnswerable) => {
        responses.floorGiven();
        if (isAnswerable) answer();
      },
    });
  }

  /** The caller, or a noise, has not stopped for long. */
  floorHeld(): void {
    this.#floor.held();
  }

  learn(event: RealtimeEvent): void {
    switch (event.type) {
      case 'speech-started':
        return this.#responses.callerStarted();
      case 'speech-stopped':
        this.#floor.callerStopped();
        return this.#responses.callerStopped();
      case 'caller-turn-committed':
        return this.#committed(event.itemId);
      case 'caller-transcript-completed':
        return this.#wordsKnown(event.itemId, event.text.trim() !== '');
      case 'caller-transcript-failed':
        return this.#wordsKnown(event.itemId, false);
    }
  }

  sessionLost(): void {
    this.#floor.sessionReplaced();
  }

  [Symbol.dispose](): void {
    this.held[Symbol.dispose]();
    this.#floor[Symbol.dispose]();
  }

  #committed(turnId: string): void {
    if (this.#floor.turnCommitted(turnId)) return;
    if (this.held.turnCommitted(turnId)) this.#responses.floorGiven();
  }

  #wordsKnown(turnId: string, hasWords: boolean): void {
    this.#floor.wordsKnown(turnId, hasWords);
    this.held.wordsKnown(turnId, hasWords);
  }
}
