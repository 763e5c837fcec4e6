import { assertNever } from '@afterhourfix/foundation';

/** A response we want the engine to make: the next turn, or one sentence word for word. */
export type ResponseWish = { kind: 'continue' } | { kind: 'say'; text: string };

/**
 * Owns every `response.create` of a session: at most one response runs on a conversation, and the engine's own
 * voice activity detection starts some by itself.
 *
 * | state | wished | created | done | refused (one is running) | caller speaks |
 * |---|---|---|---|---|---|
 * | idle | create → requested | running | – | – | wishes wait |
 * | requested | waits | running (ours or the engine's) | – | wish waits again → occupied | wishes wait |
 * | running | waits | – | idle, next wish | wish waits again | wishes wait |
 * | occupied | waits | running | idle, next wish | – | wishes wait |
 *
 * A response made by the engine fulfils every waiting `continue`: it already knows what we had to say.
 */
export interface ResponseQueueState {
  phase: 'idle' | 'requested' | 'running' | 'occupied';
  requestId: string | null;
  requestedWish: ResponseWish | null;
  responseId: string | null;
  waiting: readonly ResponseWish[];
  /** The caller speaks, or has just spoken and the engine is about to answer by itself. */
  isFloorTaken: boolean;
  nextRequest: number;
}

export type ResponseQueueEvent =
  | { type: 'response-wished'; wish: ResponseWish }
  | { type: 'response-created'; responseId: string; requestId: string | null }
  | { type: 'response-done'; responseId: string }
  | { type: 'request-refused'; requestId: string; isOtherRunning: boolean }
  | { type: 'floor-taken' }
  | { type: 'floor-given' }
  | { type: 'caller-interrupted' }
  | { type: 'session-replaced' };

export type ResponseQueueCommand = { do: 'create-response'; requestId: string; wish: ResponseWish };

type Step = { state: ResponseQueueState; commands: ResponseQueueCommand[] };

/** More wishes than this are an error of ours or a flood of tool calls: the oldest go. */
const MAX_WAITING = 8;

export const EMPTY_RESPONSE_QUEUE: ResponseQueueState = {
  phase: 'idle',
  requestId: null,
  requestedWish: null,
  responseId: null,
  waiting: [],
  isFloorTaken: false,
  nextRequest: 1,
};

export function stepResponseQueue(state: ResponseQueueState, event: ResponseQueueEvent): Step {
  switch (event.type) {
    case 'response-wished':
      return next({ ...state, waiting: addWish(state.waiting, event.wish) });
    case 'response-created':
      return { state: created(state, event), commands: [] };
    case 'response-done':
      return done(state, event.responseId);
    case 'request-refused':
      return refused(state, event);
    case 'floor-taken':
      return { state: { ...state, isFloorTaken: true }, commands: [] };
    case 'floor-given':
      return next({ ...state, isFloorTaken: false });
    case 'caller-interrupted':
      return { state: { ...state, waiting: [] }, commands: [] };
    case 'session-replaced':
      return {
        state: { ...EMPTY_RESPONSE_QUEUE, waiting: state.waiting, nextRequest: state.nextRequest },
        commands: [],
      };
    default:
      return assertNever(event);
  }
}

/** Two wishes to continue are one; sentences keep their order. */
function addWish(waiting: readonly ResponseWish[], wish: ResponseWish): readonly ResponseWish[] {
  if (wish.kind === 'continue' && waiting.some(({ kind }) => kind === 'continue')) return waiting;
  return [...waiting, wish].slice(-MAX_WAITING);
}

function created(
  state: ResponseQueueState,
  event: { responseId: string; requestId: string | null },
): ResponseQueueState {
  const isOurs = event.requestId !== null && event.requestId === state.requestId;
  const running = { ...state, phase: 'running' as const, responseId: event.responseId, isFloorTaken: false };
  if (isOurs) return { ...running, requestId: null, requestedWish: null };
  return { ...running, waiting: state.waiting.filter(({ kind }) => kind !== 'continue') };
}

function done(state: ResponseQueueState, responseId: string): Step {
  if (state.responseId !== responseId && state.phase !== 'occupied') return { state, commands: [] };
  return next({ ...state, phase: state.requestId ? 'requested' : 'idle', responseId: null });
}

/** The refused wish goes first again, unless the response that is running fulfils it. */
function refused(state: ResponseQueueState, event: { requestId: string; isOtherRunning: boolean }): Step {
  if (state.requestId !== event.requestId) return { state, commands: [] };
  const wish = state.requestedWish;
  const isOver = state.phase !== 'running';
  const freed: ResponseQueueState = { ...state, requestId: null, requestedWish: null };
  if (!event.isOtherRunning) return next({ ...freed, phase: isOver ? 'idle' : 'running' });
  const waiting = wish?.kind === 'say' ? [wish, ...state.waiting] : state.waiting;
  return { state: { ...freed, phase: isOver ? 'occupied' : 'running', waiting }, commands: [] };
}

function next(state: ResponseQueueState): Step {
  const wish = state.waiting[0];
  if (state.phase !== 'idle' || state.isFloorTaken || !wish) return { state, commands: [] };
  const requestId = `response_${state.nextRequest}`;
  return {
    state: {
      ...state,
      phase: 'requested',
      requestId,
      requestedWish: wish,
      waiting: state.waiting.slice(1),
      nextRequest: state.nextRequest + 1,
    },
    commands: [{ do: 'create-response', requestId, wish }],
  };
}
