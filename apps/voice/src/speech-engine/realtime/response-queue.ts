import { assertNever } from '@afterhourfix/foundation';
import {
  addWish,
  isContinue,
  isFulfilledByAny,
  isUrgent,
  putFirst,
  type ResponseWish,
  withTaken,
} from './response-wishes.ts';

/**
 * Owns every `response.create` of a call: at most one response runs on a conversation, and the engine's own
 * voice activity detection starts some by itself.
 *
 * | event | what follows |
 * |---|---|
 * | wished | waits; the first is created when the session is open and nothing is asked for, running or being said by the caller |
 * | wished, urgent | waits before all others, for no caller; what is asked for is withdrawn, what runs is cut and cancelled |
 * | created, ours | running; cancelled at once when the caller interrupted meanwhile |
 * | created, the engine's own | while an urgent wish waits or is asked for, cut and cancelled; else running; a `continue` is fulfilled when the engine had read what it was to go on with |
 * | item taken | a `continue` behind this item can be fulfilled by the next response of the engine's own |
 * | done | the next; a failed one is wished again, unless it was cut |
 * | refused | wished again first of all; when another response runs, only after that one |
 * | floor taken, given | wishes wait, and go on |
 * | caller interrupted | what waits is forgotten, what is asked for is withdrawn, what runs is cut |
 * | session lost | sentences not said to their end are wished again; an answer that was owed is a `continue` |
 *
 * Some compatible endpoints do not echo metadata. Until one has, a response that is created while ours is asked
 * for counts as ours.
 */
export interface ResponseQueueState {
  isOpen: boolean;
  /** The caller speaks, or has just spoken and the engine is about to answer by itself. */
  isFloorTaken: boolean;
  request: ResponseRequest | null;
  running: RunningResponse | null;
  /** We were refused because of a response that we have not been told of: wait for it. */
  isOccupied: boolean;
  /** Counted as created, by a response that did not name it; its refusal may still come. */
  presumed: ResponseRequest | null;
  isEchoing: boolean;
  waiting: readonly ResponseWish[];
  nextRequest: number;
}

interface ResponseRequest {
  id: string;
  wish: ResponseWish;
  isWithdrawn: boolean;
  /** A response of the engine's own has come and gone since. */
  isOvertaken: boolean;
  /** A response of the engine's own began since that says what this one was to say. */
  isFulfilled: boolean;
}

interface RunningResponse {
  responseId: string;
  wish: ResponseWish;
  /** The caller interrupted it: what it still says is not for anyone's ears. */
  isCut: boolean;
}

export type ResponseQueueEvent =
  | { type: 'session-opened' }
  | { type: 'session-lost' }
  | { type: 'response-wished'; wish: ResponseWish }
  | { type: 'response-created'; responseId: string; requestId: string | null }
  | { type: 'response-done'; responseId: string; hasFailed: boolean }
  | { type: 'request-refused'; requestId: string; isOtherRunning: boolean }
  /** The engine has read an item that we sent, or refused to. */
  | { type: 'item-taken'; itemId: string }
  | { type: 'floor-taken' }
  | { type: 'floor-given' }
  /** `mustCancel`: the engine does not stop by itself. */
  | { type: 'caller-interrupted'; mustCancel: boolean };

export type ResponseQueueCommand =
  | { do: 'create-response'; requestId: string; wish: ResponseWish }
  | { do: 'cancel-response'; responseId: string };

type Step = { state: ResponseQueueState; commands: ResponseQueueCommand[] };

export const EMPTY_RESPONSE_QUEUE: ResponseQueueState = {
  isOpen: false,
  isFloorTaken: false,
  request: null,
  running: null,
  isOccupied: false,
  presumed: null,
  isEchoing: false,
  waiting: [],
  nextRequest: 1,
};

export function stepResponseQueue(state: ResponseQueueState, event: ResponseQueueEvent): Step {
  switch (event.type) {
    case 'session-opened':
      return next({ ...state, isOpen: true });
    case 'session-lost':
      return stay(lost(state));
    case 'response-wished':
      return wished(state, event.wish);
    case 'response-created':
      return created(state, event);
    case 'response-done':
      return done(state, event);
    case 'request-refused':
      return refused(state, event);
    case 'item-taken':
      return stay(taken(state, event.itemId));
    case 'floor-taken':
      return stay({ ...state, isFloorTaken: true });
    case 'floor-given':
      return next({ ...state, isFloorTaken: false });
    case 'caller-interrupted':
      return interrupted(state, event.mustCancel);
    default:
      return assertNever(event);
  }
}

/** Nothing is asked for, running or about to be. */
export function isQueueIdle(state: ResponseQueueState): boolean {
  const { request, running, isOccupied, isFloorTaken, waiting } = state;
  return !request && !running && !isOccupied && !isFloorTaken && waiting.length === 0;
}

function stay(state: ResponseQueueState): Step {
  return { state, commands: [] };
}

function wished(state: ResponseQueueState, wish: ResponseWish): Step {
  if (!isUrgent(wish)) return next({ ...state, waiting: addWish(state.waiting, wish) });
  const { running, request } = state;
  const isHeard = running !== null && !running.isCut;
  const step = next({
    ...state,
    waiting: addWish(state.waiting, wish),
    running: running && { ...running, isCut: true },
    request: request && { ...request, isWithdrawn: true },
  });
  if (!isHeard) return step;
  return { ...step, commands: [{ do: 'cancel-response', responseId: running.responseId }, ...step.commands] };
}

function isUrgentAwaited({ request, waiting }: ResponseQueueState): boolean {
  return (request !== null && !request.isWithdrawn && isUrgent(request.wish)) || waiting.some(isUrgent);
}

function taken(state: ResponseQueueState, itemId: string): ResponseQueueState {
  const { request, waiting } = state;
  return {
    ...state,
    waiting: waiting.map((wish) => withTaken(wish, itemId)),
    request: request && { ...request, wish: withTaken(request.wish, itemId) },
  };
}

function created(
  state: ResponseQueueState,
  { responseId, requestId }: { responseId: string; requestId: string | null },
): Step {
  const { request, presumed } = state;
  const isNamed = requestId !== null && (requestId === request?.id || requestId === presumed?.id);
  const named = requestId === presumed?.id ? presumed : request;
  if (isNamed && named) {
    const isPresumed = named === presumed;
    const rest = { ...state, isEchoing: true, ...(isPresumed ? { presumed: null } : { request: null }) };
    return begin(rest, responseId, named);
  }
  const overtaken = request && {
    ...request,
    isFulfilled: request.isFulfilled || isFulfilledByAny(request.wish),
  };
  if (overtaken && !state.isEchoing && !state.isFloorTaken && !state.running)
    return begin({ ...state, request: null, presumed: overtaken }, responseId, overtaken);
  const isCut = isUrgentAwaited(state);
  return {
    state: {
      ...state,
      isOccupied: false,
      isFloorTaken: false,
      request: isCut ? request : overtaken,
      running: { responseId, wish: { kind: 'continue', after: null }, isCut },
      waiting: isCut ? state.waiting : state.waiting.filter((wish) => !isFulfilledByAny(wish)),
    },
    commands: isCut ? [{ do: 'cancel-response', responseId }] : [],
  };
}

/** What we asked for runs; what the caller has talked over in the meantime is stopped before it sounds. */
function begin(
  state: ResponseQueueState,
  responseId: string,
  { wish, isWithdrawn }: Pick<ResponseRequest, 'wish' | 'isWithdrawn'>,
): Step {
  return {
    state: { ...state, isOccupied: false, running: { responseId, wish, isCut: isWithdrawn } },
    commands: isWithdrawn ? [{ do: 'cancel-response', responseId }] : [],
  };
}

function done(state: ResponseQueueState, event: { responseId: string; hasFailed: boolean }): Step {
  const { running, request } = state;
  const isOurs = running?.responseId === event.responseId;
  if (!isOurs && !state.isOccupied) return stay(state);
  const isOwed = isOurs && event.hasFailed && !running.isCut;
  return next({
    ...state,
    running: null,
    isOccupied: false,
    request: request && { ...request, isOvertaken: true },
    waiting: isOwed ? putFirst(state.waiting, running.wish) : state.waiting,
  });
}

function refused(state: ResponseQueueState, event: { requestId: string; isOtherRunning: boolean }): Step {
  const { request, presumed, running, waiting } = state;
  const isPresumed = presumed?.id === event.requestId;
  const refusedRequest = isPresumed ? presumed : request;
  if (refusedRequest?.id !== event.requestId) return stay(state);
  const freed = { ...state, ...(isPresumed ? { presumed: null } : { request: null }) };
  const { wish, isWithdrawn, isOvertaken, isFulfilled } = refusedRequest;
  return next({
    ...freed,
    // A refusal that comes after the end of the other response is old news: there is nothing to wait for.
    isOccupied: event.isOtherRunning && !running && !isOvertaken && !isPresumed,
    waiting: isWithdrawn || isFulfilled ? waiting : putFirst(waiting, wish),
  });
}

function interrupted(state: ResponseQueueState, mustCancel: boolean): Step {
  const { running, request } = state;
  const isNews = running !== null && !running.isCut;
  return {
    state: {
      ...state,
      waiting: [],
      request: request && { ...request, isWithdrawn: true },
      running: running && { ...running, isCut: true },
    },
    commands: isNews && mustCancel ? [{ do: 'cancel-response', responseId: running.responseId }] : [],
  };
}

function lost(state: ResponseQueueState): ResponseQueueState {
  const running = state.running && !state.running.isCut ? state.running.wish : null;
  const asked = state.request && !state.request.isWithdrawn ? state.request.wish : null;
  const sentences = [running, asked].filter((wish) => wish?.kind === 'say');
  // The next session is told everything before it is asked for anything.
  const known: ResponseWish[] = state.waiting.map((wish) =>
    isContinue(wish) ? { ...wish, after: null } : wish,
  );
  const waiting = sentences.reduceRight<readonly ResponseWish[]>((rest, wish) => putFirst(rest, wish), known);
  const isOwing = running !== null || asked !== null || state.isFloorTaken;
  return {
    ...EMPTY_RESPONSE_QUEUE,
    waiting: isOwing && waiting.length === 0 ? [{ kind: 'continue', after: null }] : waiting,
    nextRequest: state.nextRequest,
  };
}

function next(state: ResponseQueueState): Step {
  const { isOpen, isFloorTaken, request, running, isOccupied, waiting } = state;
  const [wish, ...rest] = waiting;
  const isBlocked = isFloorTaken && wish !== undefined && !isUrgent(wish);
  if (!wish || !isOpen || isBlocked || request || running || isOccupied) return stay(state);
  const requestId = `response_${state.nextRequest}`;
  return {
    state: {
      ...state,
      request: { id: requestId, wish, isWithdrawn: false, isOvertaken: false, isFulfilled: false },
      presumed: null,
      waiting: rest,
      nextRequest: state.nextRequest + 1,
    },
    commands: [{ do: 'create-response', requestId, wish }],
  };
}
