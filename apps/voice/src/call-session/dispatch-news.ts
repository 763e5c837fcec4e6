import {
  type DispatchStatus,
  findStandingNews,
  type Standing,
  type StandingNews,
} from '@afterhourfix/domain';
import { assertNever } from '@afterhourfix/foundation';
import type { ProgressKind } from '../instructions/dispatch-lines.ts';

/**
 * What a caller on the line hears of those who were asked to come, and when.
 *
 * | event | then |
 * |---|---|
 * | looked | how each dispatch stands; what the caller was told stays |
 * | model-told | the agent is going to say it: a moment is left to it; that nobody comes counts as said |
 * | arrival-heard | the caller has heard who comes and by when |
 * | line-over, heard | the caller was told what the line said |
 * | line-over, not heard | once more, then it is left to the agent |
 * | tick, quiet for a moment, news | owe the line |
 * | tick, quiet for longer, another is asked | say so |
 * | tick, quiet for `progressEveryMs`, somebody is asked | say that nobody has answered yet |
 * | tick, not quiet | quiet begins anew |
 *
 * Nothing is said before nobody speaks. Progress has neither names nor times, and a bound.
 */
export interface DispatchNewsState {
  followed: readonly Followed[];
  progressEveryMs: number;
  quietSinceMs: number | null;
  saying: { dispatchId: string; tells: Standing } | null;
  /** The agent speaks of it by then, or not at all. */
  modelSpeaksByMs: number;
  progress: { count: number; lastAtMs: number };
}

interface Followed {
  status: DispatchStatus;
  told: Standing;
  /** How often a line about the present news was not heard. */
  failures: number;
}

export type DispatchNewsEvent =
  | { type: 'looked'; statuses: readonly DispatchStatus[] }
  | { type: 'model-told'; atMs: number; dispatchIds: readonly string[] }
  | { type: 'arrival-heard' }
  | { type: 'line-over'; isHeard: boolean }
  /** `mayWait`: the caller is not in a danger they must leave. */
  | { type: 'tick'; atMs: number; isQuiet: boolean; mayWait: boolean };

export type DispatchNewsCommand =
  | { do: 'owe-news'; status: DispatchStatus; news: StandingNews; isOneOfSeveral: boolean }
  | { do: 'say-progress'; kind: ProgressKind };

type Step = { state: DispatchNewsState; commands: DispatchNewsCommand[] };

/** A caller who has just been asked something gets to answer. */
const NEWS_AFTER_QUIET_MS = 1_500;
const NEXT_AFTER_QUIET_MS = 3_000;
/** Between two sentences about how it goes, however fast technicians decline. */
const SHORTEST_PROGRESS_MS = 8_000;
const MODEL_SPEAKS_WITHIN_MS = 4_000;
/** Then silence is what it is in any call. */
const MAX_PROGRESS = 60;
const MAX_FAILURES = 2;
const NOT_ASKED: Standing = { kind: 'asking', rung: -1, asks: 'technician' };

export function createDispatchNews(progressEveryMs: number): DispatchNewsState {
  return {
    followed: [],
    progressEveryMs,
    quietSinceMs: null,
    saying: null,
    modelSpeaksByMs: 0,
    progress: { count: 0, lastAtMs: Number.NEGATIVE_INFINITY },
  };
}

export function stepDispatchNews(state: DispatchNewsState, event: DispatchNewsEvent): Step {
  switch (event.type) {
    case 'looked':
      return stay({ ...state, followed: event.statuses.map((status) => follow(state, status)) });
    case 'model-told':
      return modelTold(state, event);
    case 'arrival-heard':
      return arrivalHeard(state);
    case 'line-over':
      return lineOver(state, event);
    case 'tick':
      return tick(state, event);
    default:
      return assertNever(event);
  }
}

/** Something is to be told that a line can still tell. */
export const hasUntoldNews = ({ followed }: DispatchNewsState): boolean => followed.some(isUntold);

/** The silence is that of somebody who waits with us: no reason to ask whether they are there. */
export function keepsCompany(state: DispatchNewsState): boolean {
  return hasUntoldNews(state) || (state.progress.count < MAX_PROGRESS && state.followed.some(isAsking));
}

/** Nothing more can become of any of them. */
export const isOver = ({ followed }: DispatchNewsState): boolean =>
  followed.every(({ status }) => status.standing.kind === 'over');

const isAsking = ({ status: { standing } }: Followed): boolean =>
  standing.kind === 'asking' || standing.kind === 'asking-owner';

const isUntold = (one: Followed): boolean => newsOf(one) !== null && one.failures < MAX_FAILURES;

const newsOf = ({ told, status }: Followed): StandingNews | null => findStandingNews(told, status.standing);

function follow({ followed }: DispatchNewsState, status: DispatchStatus): Followed {
  const known = followed.find((one) => one.status.dispatchId === status.dispatchId);
  if (!known) return { status, told: NOT_ASKED, failures: 0 };
  const isSame = findStandingNews(known.status.standing, status.standing) === null;
  return { ...known, status, failures: isSame ? known.failures : 0 };
}

function modelTold(
  state: DispatchNewsState,
  { atMs, dispatchIds }: { atMs: number; dispatchIds: readonly string[] },
): Step {
  const followed = state.followed.map((one) => {
    const { dispatchId, standing } = one.status;
    return dispatchIds.includes(dispatchId) && standing.kind === 'nobody' ? { ...one, told: standing } : one;
  });
  return stay({ ...state, followed, modelSpeaksByMs: atMs + MODEL_SPEAKS_WITHIN_MS });
}

/** With several dispatches nobody can tell whose time it was. */
function arrivalHeard(state: DispatchNewsState): Step {
  const [one, ...others] = state.followed;
  if (!one || others.length > 0 || one.status.standing.kind !== 'coming') return stay(state);
  return stay({ ...state, followed: [{ ...one, told: one.status.standing }] });
}

function lineOver(state: DispatchNewsState, { isHeard }: { isHeard: boolean }): Step {
  const { saying } = state;
  if (!saying) return stay(state);
  const followed = state.followed.map((one) => {
    if (one.status.dispatchId !== saying.dispatchId) return one;
    return isHeard ? { ...one, told: saying.tells } : { ...one, failures: one.failures + 1 };
  });
  return stay({ ...state, followed, saying: null, quietSinceMs: null });
}

function tick(
  state: DispatchNewsState,
  { atMs, isQuiet, mayWait }: { atMs: number; isQuiet: boolean; mayWait: boolean },
): Step {
  if (!isQuiet) return stay(state.quietSinceMs === null ? state : { ...state, quietSinceMs: null });
  const quietSinceMs = state.quietSinceMs ?? atMs;
  const quiet = { ...state, quietSinceMs };
  if (state.saying) return stay(quiet);
  const untold = state.followed.find(isUntold);
  if (untold) return tellNews(quiet, { untold, atMs });
  return mayWait ? tellProgress(quiet, { atMs, quietMs: atMs - quietSinceMs }) : stay(quiet);
}

function tellNews(
  state: DispatchNewsState & { quietSinceMs: number },
  { untold, atMs }: { untold: Followed; atMs: number },
): Step {
  const news = newsOf(untold);
  const isEarly = atMs - state.quietSinceMs < NEWS_AFTER_QUIET_MS || atMs < state.modelSpeaksByMs;
  if (!news || isEarly) return stay(state);
  const { status } = untold;
  const saying = { dispatchId: status.dispatchId, tells: status.standing };
  const isOneOfSeveral = state.followed.length > 1;
  return {
    state: { ...state, saying, progress: { ...state.progress, lastAtMs: atMs } },
    commands: [{ do: 'owe-news', status, news, isOneOfSeveral }],
  };
}

function tellProgress(state: DispatchNewsState, { atMs, quietMs }: { atMs: number; quietMs: number }): Step {
  const { count, lastAtMs } = state.progress;
  if (count >= MAX_PROGRESS || atMs - lastAtMs < SHORTEST_PROGRESS_MS) return stay(state);
  const next = state.followed.find((one) => isAsking(one) && hasNewAsked(one));
  const waiting = next ?? state.followed.find(isAsking);
  const quietEnoughMs = next ? NEXT_AFTER_QUIET_MS : state.progressEveryMs;
  if (!waiting || quietMs < quietEnoughMs) return stay(state);
  const { standing } = waiting.status;
  const followed = state.followed.map((one) => (one === waiting ? { ...one, told: standing } : one));
  const kind = next ? toAskedKind(standing) : count % 2 === 0 ? 'still-waiting' : 'waiting';
  return {
    state: { ...state, followed, quietSinceMs: null, progress: { count: count + 1, lastAtMs: atMs } },
    commands: [{ do: 'say-progress', kind }],
  };
}

/** Somebody is asked of whom the caller has not heard. */
function hasNewAsked({ told, status: { standing } }: Followed): boolean {
  if (standing.kind === 'asking-owner') return told.kind !== 'asking-owner';
  if (standing.kind !== 'asking' || standing.rung < 0) return false;
  return told.kind === 'asking' ? standing.rung > told.rung : told.kind === 'asking-owner';
}

function toAskedKind(standing: Standing): ProgressKind {
  if (standing.kind !== 'asking') return 'owner-asked';
  if (standing.asks !== 'technician') return standing.asks;
  return standing.rung === 0 ? 'first' : 'next';
}

function stay(state: DispatchNewsState): Step {
  return { state, commands: [] };
}
