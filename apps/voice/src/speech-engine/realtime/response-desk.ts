import type { Clock } from '@afterhourfix/foundation';
import { EngineWatch, type LateEvent } from './engine-watch.ts';
import {
  EMPTY_RESPONSE_QUEUE,
  isQueueIdle,
  type ResponseQueueCommand,
  type ResponseQueueEvent,
  stepResponseQueue,
} from './response-queue.ts';
import type { ResponseWish } from './response-wishes.ts';

/** One failed generation is tried again; three in a row mean that this engine can't serve the call. */
const MAX_FAILURES = 3;

export interface ResponseDeskParts {
  clock: Clock;
  /** So long may the engine be silent before a response, and in it. */
  stallLimitMs: number;
  run(command: ResponseQueueCommand): void;
  /** A response was asked for or runs, and nothing comes. */
  onStalled(): void;
  /** The caller's turn has not ended for long. */
  onFloorHeld(): void;
  /** Generations fail one after the other. */
  onFailing(message: string): void;
}

/** Who speaks when in an engine session: runs the response queue and watches over what it waits for. */
export class ResponseDesk implements Disposable {
  readonly #parts: ResponseDeskParts;
  readonly #watch: EngineWatch;
  #queue = EMPTY_RESPONSE_QUEUE;
  #failures = 0;
  #isCallerSpeaking = false;

  constructor(parts: ResponseDeskParts) {
    this.#parts = parts;
    const { clock, stallLimitMs } = parts;
    this.#watch = new EngineWatch({ clock, stallLimitMs, onLate: (what) => this.#late(what) });
  }

  get isIdle(): boolean {
    return isQueueIdle(this.#queue);
  }

  get runningId(): string | null {
    return this.#queue.running?.responseId ?? null;
  }

  /** The sentence that the running response was asked to say word for word. */
  get runningSentence(): string | null {
    const wish = this.#queue.running?.wish;
    return wish?.kind === 'say' ? wish.text : null;
  }

  /** A response runs, or has been asked for and may begin. */
  get isUnderWay(): boolean {
    return this.#queue.running !== null || this.#queue.request !== null;
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

  /** The engine has read an item of ours. */
  itemTaken(itemId: string): void {
    this.#step({ type: 'item-taken', itemId });
  }

  sessionLost(): void {
    this.#isCallerSpeaking = false;
    this.#watch.answerGiven();
    this.#step({ type: 'session-lost' });
  }

  callerStarted(): void {
    this.#isCallerSpeaking = true;
    this.#watch.callerStarted();
    this.#step({ type: 'floor-taken' });
  }

  callerStopped(): void {
    this.#isCallerSpeaking = false;
    this.#watch.answerOwed();
  }

  /** The caller's turn is over and the engine will not answer it by itself. */
  floorGiven(): void {
    this.#watch.answerGiven();
    this.#watchFloor();
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
    this.#watchFloor();
  }

  /** What an error says about a request of ours; `eventId` is the one it answers. */
  refused(error: { eventId: string | null; code: string | null; message: string }): void {
    const isOtherRunning = error.code === 'conversation_already_has_active_response';
    if (error.eventId === null) {
      // The engine could not answer the caller's turn because a response of ours was just beginning.
      if (!isOtherRunning) return;
      if (!this.#isCallerSpeaking) this.floorGiven();
      this.wish({ kind: 'continue', after: null });
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

  /** A line on which somebody, or something, never stops speaking: what is said on it is answered now and then. */
  #watchFloor(): void {
    if (this.#isCallerSpeaking) this.#watch.callerStarted();
  }

  #late(what: LateEvent): void {
    if (what === 'stalled') return this.#parts.onStalled();
    if (what === 'floor-held') {
      this.#watch.answerOwed();
      return this.#parts.onFloorHeld();
    }
    this.#step({ type: 'floor-given' });
    this.#watchFloor();
    this.wish({ kind: 'continue', after: null });
  }
}
