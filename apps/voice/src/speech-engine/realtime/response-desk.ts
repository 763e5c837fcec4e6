import type { Clock } from '@afterhourfix/foundation';
import { EngineWatch } from './engine-watch.ts';
import {
  EMPTY_RESPONSE_QUEUE,
  isQueueIdle,
  type ResponseQueueCommand,
  type ResponseQueueEvent,
  type ResponseWish,
  stepResponseQueue,
} from './response-queue.ts';

/** One failed generation is tried again; three in a row mean that this engine can't serve the call. */
const MAX_FAILURES = 3;

export interface ResponseDeskParts {
  clock: Clock;
  run(command: ResponseQueueCommand): void;
  /** A response was asked for or runs, and nothing comes. */
  onStalled(): void;
  /** Generations fail one after the other. */
  onFailing(message: string): void;
}

/** Who speaks when in an engine session: runs the response queue and watches over what it waits for. */
export class ResponseDesk implements Disposable {
  readonly #parts: ResponseDeskParts;
  readonly #watch: EngineWatch;
  #queue = EMPTY_RESPONSE_QUEUE;
  #failures = 0;

  constructor(parts: ResponseDeskParts) {
    this.#parts = parts;
    this.#watch = new EngineWatch(parts.clock, (what) => this.#late(what));
  }

  get isIdle(): boolean {
    return isQueueIdle(this.#queue);
  }

  get runningId(): string | null {
    return this.#queue.running?.responseId ?? null;
  }

  /** HOT: false for what the caller must not hear: a response cut off, over, or of an earlier session. */
  isHearable(responseId: string): boolean {
    const { running } = this.#queue;
    return running !== null && running.responseId === responseId && !running.isCut;
  }

  wish(wish: ResponseWish): void {
    this.#step({ type: 'response-wished', wish });
  }

  /** HOT: the running response is being made. */
  stirred(): void {
    if (this.#queue.running) this.#watch.responseOwed();
  }

  sessionOpened(): void {
    this.#step({ type: 'session-opened' });
  }

  sessionLost(): void {
    this.#watch.answerGiven();
    this.#step({ type: 'session-lost' });
  }

  callerStarted(): void {
    this.#watch.callerStarted();
    this.#step({ type: 'floor-taken' });
  }

  callerStopped(): void {
    this.#watch.answerOwed();
  }

  /** The caller's turn is over and the engine will not answer it by itself. */
  floorGiven(): void {
    this.#watch.answerGiven();
    this.#step({ type: 'floor-given' });
  }

  callerInterrupted(mustCancel: boolean): void {
    this.#step({ type: 'caller-interrupted', mustCancel });
  }

  created(responseId: string, requestId: string | null): void {
    this.#step({ type: 'response-created', responseId, requestId });
    this.#watch.responseOwed();
    if (!this.#queue.isFloorTaken) this.#watch.answerGiven();
  }

  done(responseId: string, failure: string | null): void {
    if (failure === null) this.#failures = 0;
    else if (this.#isFailing(failure)) return;
    this.#step({ type: 'response-done', responseId, hasFailed: failure !== null });
  }

  /** What an error says about a request of ours; `eventId` is the one it answers. */
  refused(error: { eventId: string | null; code: string | null; message: string }): void {
    const isOtherRunning = error.code === 'conversation_already_has_active_response';
    if (error.eventId === null) {
      // The engine could not answer the caller's turn because a response of ours was just beginning.
      if (isOtherRunning) this.wish({ kind: 'continue' });
      return;
    }
    const isRequest = [this.#queue.request?.id, this.#queue.presumed?.id].includes(error.eventId);
    if (!isRequest || (!isOtherRunning && this.#isFailing(error.message))) return;
    this.#step({ type: 'request-refused', requestId: error.eventId, isOtherRunning });
  }

  [Symbol.dispose](): void {
    this.#watch[Symbol.dispose]();
  }

  #step(event: ResponseQueueEvent): void {
    const step = stepResponseQueue(this.#queue, event);
    this.#queue = step.state;
    const { request, running, isOccupied } = step.state;
    if (!request && !running && !isOccupied) this.#watch.responseEnded();
    for (const command of step.commands) {
      if (command.do === 'create-response') this.#watch.responseOwed();
      this.#parts.run(command);
    }
  }

  #isFailing(message: string): boolean {
    this.#failures++;
    if (this.#failures < MAX_FAILURES) return false;
    this.#parts.onFailing(message);
    return true;
  }

  #late(what: 'stalled' | 'unanswered'): void {
    if (what === 'stalled') return this.#parts.onStalled();
    this.#step({ type: 'floor-given' });
    this.wish({ kind: 'continue' });
  }
}
