import { type AnsweredCall, finishCall } from '@afterhourfix/domain';
import { assertNever, type Clock, type Logger } from '@afterhourfix/foundation';
import type { CallJournal } from './call-journal.ts';
import {
  type CallCommand,
  type CallEvent,
  type CallState,
  type Departure,
  type Farewell,
  stepCall,
} from './call-state.ts';
import { addFact, type CallFact, type CallFacts, type ConclusionCause, concludeCall } from './conclusion.ts';
import { Timers } from './timers.ts';

export interface CallLifeParts {
  call: AnsweredCall;
  /** Facts carried over from an earlier part of the same call. */
  facts: CallFacts;
  journal: CallJournal;
  clock: Clock;
  log: Logger;
  say(text: string): void;
  closeCarrier(): void;
  /**
   * Word for the carrier's next question, null when the caller shall come back; also writes what was said. The
   * carrier is closed once that is done.
   */
  leaveWord(departure: Departure | null): Promise<void>;
  /** Resolves when no tool writes any more, at the latest at the tools' time limit; null when none does. */
  untilWritten(): Promise<void> | null;
  release(): void;
}

/** How long the call lives and how it ends: runs the call machine and writes the one outcome. */
export class CallLife implements Disposable {
  readonly #parts: CallLifeParts;
  readonly #timers: Timers<'deadline'>;
  #state: CallState = { phase: 'ringing' };
  #facts: CallFacts;

  constructor(parts: CallLifeParts) {
    this.#parts = parts;
    this.#facts = parts.facts;
    this.#timers = new Timers(parts.clock);
  }

  get phase(): CallState['phase'] {
    return this.#state.phase;
  }

  learn(fact: CallFact): void {
    this.#facts = addFact(this.#facts, fact);
  }

  leave(departure: Departure, farewell: Farewell): void {
    this.step({ type: 'departure-asked', departure, farewell });
  }

  step(event: CallEvent): void {
    const step = stepCall(this.#state, event);
    this.#state = step.state;
    for (const command of step.commands) this.#run(command);
  }

  [Symbol.dispose](): void {
    this.#state = { phase: 'ended' };
    this.#timers[Symbol.dispose]();
  }

  #run(command: CallCommand): void {
    switch (command.do) {
      case 'say':
        return this.#parts.say(command.text);
      case 'start-deadline':
        return this.#timers.start('deadline', command.delayMs, () => this.step({ type: 'deadline-reached' }));
      case 'stay':
        return this.#stay();
      case 'depart':
        return this.#depart(command.departure);
      case 'conclude-hung-up':
        return this.#conclude('caller-hung-up');
      case 'close-carrier':
        return this.#closeCarrier(null);
      case 'release':
        return this.#parts.release();
      default:
        assertNever(command);
    }
  }

  /** The reason given for an end that did not come about says nothing about the end that will. */
  #stay(): void {
    this.#timers.stop('deadline');
    this.#facts = { ...this.#facts, endReason: null };
  }

  #depart(departure: Departure): void {
    if (departure.kind === 'hang-up') this.#conclude(departure.cause);
    this.#closeCarrier(departure);
  }

  /**
   * The carrier asks what comes next, of whatever node, the moment it is closed: the word and the end of the
   * transcript, which `release` settles within this same tick, must be in the database by then.
   */
  #closeCarrier(departure: Departure | null): void {
    const { leaveWord, closeCarrier, log } = this.#parts;
    leaveWord(departure)
      .catch((error: unknown) => log.warn({ err: error }, 'word for the carrier kept in memory only'))
      .finally(closeCarrier);
  }

  /**
   * A booking under way when the line goes dead is still a booking: the outcome waits for it. In the journal from
   * now on, so that nobody who waits for the journal takes the call for one without an end.
   */
  #conclude(cause: ConclusionCause): void {
    const { call, clock, journal, log, untilWritten } = this.#parts;
    const endedAt = clock.now();
    const lengthMs = endedAt.getTime() - call.startedAt.getTime();
    const written = untilWritten();
    journal.perform('calls.finish', async (ctx) => {
      await written;
      const conclusion = concludeCall({ facts: this.#facts, cause, lengthMs });
      const { agentNote } = this.#facts;
      await finishCall(ctx, { callId: call.id, ...conclusion, endedAt, agentNote });
      log.info({ ...conclusion, callId: call.id }, 'call concluded');
    });
  }
}
