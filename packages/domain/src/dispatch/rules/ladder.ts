import type { Severity } from '@afterhourfix/vocabulary';

/**
 * Who is asked to take a job, and when the next is asked.
 *
 * | phase | event | then |
 * |---|---|---|
 * | created | started | paging the first rung that has anybody |
 * | created | given-up | exhausted: who has to come first does not |
 * | exhausted, nobody asked | started | as created: who has to come first does after all |
 * | paging | timer-ran-out of this rung | paging the next rung, or exhausted |
 * | paging | declined, unreachable | when nobody of the rung is left to answer: as if its timer had run out |
 * | paging, exhausted | accepted | acknowledged; the others who were asked are told |
 * | acknowledged and later | accepted by another | told that it is taken |
 * | acknowledged, en_route | declined by the one who took it | paging the next rung; they are not asked again (others are: `ask-again.ts`) |
 * | acknowledged | left | en_route |
 * | acknowledged, en_route | arrived | arrived |
 * | acknowledged to arrived | done | done |
 * | all but done | cancelled | cancelled; whoever was asked is told |
 *
 * Everything else changes nothing: news may come late and twice.
 */

/** A technician's id, or `owner`. */
export type Person = string;
export type Rungs = readonly (readonly Person[])[];

export type LadderState =
  | { phase: 'created' }
  | {
      phase: 'paging';
      rung: number;
      waiting: readonly Person[];
      asked: readonly Person[];
      declined: readonly Person[];
    }
  | {
      phase: 'acknowledged' | 'en_route' | 'arrived' | 'done';
      by: Person;
      rung: number;
      asked: readonly Person[];
      declined: readonly Person[];
    }
  | { phase: 'exhausted'; rung: number; asked: readonly Person[]; declined: readonly Person[] }
  | { phase: 'cancelled' };

export type LadderEvent =
  | { type: 'started' | 'given-up' }
  | { type: 'timer-ran-out'; rung: number }
  | { type: 'accepted'; by: Person }
  | { type: 'declined' | 'unreachable'; by: Person }
  | { type: 'left' | 'arrived' | 'done'; by: Person }
  | { type: 'cancelled' };

export type LadderCommand =
  | { do: 'page'; rung: number; people: readonly Person[] }
  | { do: 'confirm'; person: Person }
  | { do: 'tell-taken'; people: readonly Person[] }
  | { do: 'tell-called-off'; people: readonly Person[] }
  | { do: 'give-up' };

export interface LadderStep {
  state: LadderState;
  commands: readonly LadderCommand[];
}

export function stepLadder(rungs: Rungs, state: LadderState, event: LadderEvent): LadderStep {
  switch (event.type) {
    case 'started':
      return state.phase === 'created' || (state.phase === 'exhausted' && state.asked.length === 0)
        ? climb(rungs, { from: 0, asked: [], declined: [] })
        : unchanged(state);
    case 'given-up':
      return state.phase === 'created' ? giveUp(0, { asked: [], declined: [] }) : unchanged(state);
    case 'timer-ran-out':
      return state.phase === 'paging' && state.rung === event.rung
        ? climb(rungs, { ...state, from: state.rung + 1 })
        : unchanged(state);
    case 'accepted':
      return accept(state, event.by);
    case 'declined':
    case 'unreachable':
      return decline(rungs, state, event);
    case 'left':
    case 'arrived':
    case 'done':
      return progress(state, event);
    case 'cancelled':
      return cancel(state);
  }
}

const unchanged = (state: LadderState): LadderStep => ({ state, commands: [] });

interface Climb {
  from: number;
  asked: readonly Person[];
  declined: readonly Person[];
}

/** A rung of which everybody has declined is passed over; whoever only slept is asked again on a later one. */
function climb(rungs: Rungs, { from, asked, declined }: Climb): LadderStep {
  for (let rung = from; rung < rungs.length; rung += 1) {
    const people = (rungs[rung] ?? []).filter((person) => !declined.includes(person));
    if (people.length === 0) continue;
    const everybody = [...new Set([...asked, ...people])];
    return {
      state: { phase: 'paging', rung, waiting: people, asked: everybody, declined },
      commands: [{ do: 'page', rung, people }],
    };
  }
  return giveUp(rungs.length, { asked, declined });
}

const giveUp = (rung: number, { asked, declined }: Omit<Climb, 'from'>): LadderStep => ({
  state: { phase: 'exhausted', rung, asked, declined },
  commands: [{ do: 'give-up' }],
});

function accept(state: LadderState, by: Person): LadderStep {
  switch (state.phase) {
    case 'paging':
    case 'exhausted': {
      const { rung, asked } = state;
      const declined = state.declined.filter((person) => person !== by);
      const others = asked.filter((person) => person !== by && !declined.includes(person));
      return {
        state: { phase: 'acknowledged', by, rung, asked, declined },
        commands: [{ do: 'confirm', person: by }, ...toTell('tell-taken', others)],
      };
    }
    case 'cancelled':
      return { state, commands: [{ do: 'tell-called-off', people: [by] }] };
    case 'created':
      return unchanged(state);
    default:
      return state.by === by ? unchanged(state) : { state, commands: [{ do: 'tell-taken', people: [by] }] };
  }
}

function decline(
  rungs: Rungs,
  state: LadderState,
  { type, by }: { type: 'declined' | 'unreachable'; by: Person },
): LadderStep {
  switch (state.phase) {
    case 'paging': {
      const declined = type === 'declined' ? [...new Set([...state.declined, by])] : state.declined;
      const waiting = state.waiting.filter((person) => person !== by);
      if (waiting.length > 0 || !state.waiting.includes(by)) {
        return unchanged({ ...state, waiting, declined });
      }
      return climb(rungs, { ...state, from: state.rung + 1, declined });
    }
    case 'acknowledged':
    case 'en_route': {
      if (state.by !== by || type === 'unreachable') return unchanged(state);
      const { asked, declined, rung } = state;
      return climb(rungs, { from: rung + 1, asked, declined: [...new Set([...declined, by])] });
    }
    default:
      return unchanged(state);
  }
}

const NEXT_PHASE = { left: 'en_route', arrived: 'arrived', done: 'done' } as const;
const ORDER = ['acknowledged', 'en_route', 'arrived', 'done'];

function progress(
  state: LadderState,
  { type, by }: { type: keyof typeof NEXT_PHASE; by: Person },
): LadderStep {
  const phase = NEXT_PHASE[type];
  if (!('by' in state) || state.by !== by) return unchanged(state);
  return ORDER.indexOf(phase) > ORDER.indexOf(state.phase)
    ? unchanged({ ...state, phase })
    : unchanged(state);
}

function cancel(state: LadderState): LadderStep {
  if (state.phase === 'done' || state.phase === 'cancelled') return unchanged(state);
  const told =
    state.phase === 'created' ? [] : state.asked.filter((person) => !state.declined.includes(person));
  return { state: { phase: 'cancelled' }, commands: toTell('tell-called-off', told) };
}

const toTell = (
  what: 'tell-taken' | 'tell-called-off',
  people: readonly Person[],
): readonly LadderCommand[] => (people.length > 0 ? [{ do: what, people }] : []);

const ACK_MINUTES: Readonly<Record<Severity, number>> = {
  life_safety: 2,
  property_damage: 3,
  urgent_comfort: 5,
  routine: 5,
};

/** How long a rung may answer; the business's own minutes before ours. */
export function toAckMinutes(
  severity: Severity,
  own: Readonly<Partial<Record<Severity, number>>> = {},
): number {
  return own[severity] ?? ACK_MINUTES[severity];
}
