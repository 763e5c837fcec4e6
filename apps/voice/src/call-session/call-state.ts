import { assertNever } from '@afterhourfix/foundation';
import type { PhoneNumber } from '@afterhourfix/vocabulary';

/** Why and how we leave the caller. */
export type Departure =
  | { kind: 'hang-up'; cause: 'agent' | 'silence' | 'max-duration' }
  | { kind: 'transfer'; to: PhoneNumber; name: string | null };

/** The last words: still to be said by us, or said by the agent in the turn that asked to leave. */
export type Farewell =
  | { progress: 'unsaid'; text: string }
  | { progress: 'being-said' }
  | { progress: 'said' }
  | { progress: 'heard' };

/**
 * The life of a call on this node.
 *
 * | phase | carrier attached | heard out | departure asked | caller starts | deadline | caller hung up | carrier lost | engine ended |
 * |---|---|---|---|---|---|---|---|---|
 * | ringing | greeting | – | – | – | – | ended | ended | ended, close |
 * | greeting | – | talking | leaving | talking | – | ended, conclude | ended | ended, close |
 * | talking | – | – | leaving | – | – | ended, conclude | ended | ended, close |
 * | leaving | – | ended, depart once the farewell was said | – | see below | ended, depart | ended, conclude | ended | ended, depart |
 * | ended | – | – | – | – | – | – | – | – |
 *
 * Who asks to depart with the farewell already heard departs at once. While leaving, the agent's turns tell how far
 * the farewell is: its start and end move `awaits` on from turn-start over turn-end to heard-out; elsewhere they
 * change nothing. A caller who speaks into the farewell stays when it may be taken back, departs at once when the
 * rest of it was cut off, and else changes nothing.
 *
 * A call whose carrier or engine was lost is not concluded here: the carrier asks what comes next, or reports the end.
 */
export type CallState =
  | { phase: 'ringing' }
  | { phase: 'greeting' }
  | { phase: 'talking' }
  | { phase: 'leaving'; departure: Departure; awaits: 'turn-start' | 'turn-end' | 'heard-out' }
  | { phase: 'ended' };

export type CallEvent =
  | { type: 'carrier-attached' }
  | { type: 'heard-out' }
  | { type: 'agent-turn-started' }
  | { type: 'agent-turn-ended' }
  /** `isAgentSilenced`: nothing is left to hear of what the agent said before. */
  | { type: 'caller-started'; isAgentSilenced: boolean }
  | { type: 'departure-asked'; departure: Departure; farewell: Farewell }
  | { type: 'deadline-reached' }
  | { type: 'caller-hung-up' }
  | { type: 'carrier-lost' }
  | { type: 'engine-ended' };

export type CallCommand =
  | { do: 'say'; text: string }
  | { do: 'start-deadline'; delayMs: number }
  /** The departure is off. */
  | { do: 'stay' }
  | { do: 'depart'; departure: Departure }
  | { do: 'conclude-hung-up' }
  /** Close the media without a conclusion: the carrier's next question brings the caller back. */
  | { do: 'close-carrier' }
  | { do: 'release' };

type Step = { state: CallState; commands: CallCommand[] };

/** A farewell that can't be said or heard must not keep the line open. */
export const FAREWELL_LIMIT_MS = 15_000;

export function stepCall(state: CallState, event: CallEvent): Step {
  if (state.phase === 'ended') return { state, commands: [] };
  switch (event.type) {
    case 'carrier-attached':
      return { state: state.phase === 'ringing' ? { phase: 'greeting' } : state, commands: [] };
    case 'caller-hung-up':
      return ended(state.phase === 'ringing' ? [] : [{ do: 'conclude-hung-up' }]);
    case 'carrier-lost':
      return ended([]);
    case 'engine-ended':
      return state.phase === 'leaving' ? depart(state.departure) : ended([{ do: 'close-carrier' }]);
    case 'departure-asked':
      return state.phase === 'leaving' || state.phase === 'ringing' ? { state, commands: [] } : leave(event);
    default:
      return state.phase === 'leaving' ? stepLeaving(state, event) : stepPresent(state, event);
  }
}

type MinorEvent = Exclude<
  CallEvent,
  { type: 'carrier-attached' | 'caller-hung-up' | 'carrier-lost' | 'engine-ended' | 'departure-asked' }
>;

function stepPresent(state: CallState, event: MinorEvent): Step {
  const isGreetingOver = event.type === 'heard-out' || event.type === 'caller-started';
  if (state.phase === 'greeting' && isGreetingOver) return { state: { phase: 'talking' }, commands: [] };
  return { state, commands: [] };
}

function stepLeaving(state: Extract<CallState, { phase: 'leaving' }>, event: MinorEvent): Step {
  switch (event.type) {
    case 'agent-turn-started':
      return {
        state: state.awaits === 'turn-start' ? { ...state, awaits: 'turn-end' } : state,
        commands: [],
      };
    case 'agent-turn-ended':
      return { state: state.awaits === 'turn-end' ? { ...state, awaits: 'heard-out' } : state, commands: [] };
    case 'heard-out':
      return state.awaits === 'heard-out' ? depart(state.departure) : { state, commands: [] };
    case 'deadline-reached':
      return depart(state.departure);
    case 'caller-started':
      if (isRevocable(state.departure)) return { state: { phase: 'talking' }, commands: [{ do: 'stay' }] };
      return event.isAgentSilenced && state.awaits === 'heard-out'
        ? depart(state.departure)
        : { state, commands: [] };
    default:
      return assertNever(event);
  }
}

/** Who speaks during a goodbye has something to add, or was there all the time; the time limit is not argued with. */
function isRevocable(departure: Departure): boolean {
  return departure.kind === 'hang-up' && departure.cause !== 'max-duration';
}

const AWAITED = { unsaid: 'turn-start', 'being-said': 'turn-end', said: 'heard-out' } as const;

function leave(event: Extract<CallEvent, { type: 'departure-asked' }>): Step {
  const { departure, farewell } = event;
  if (farewell.progress === 'heard') return depart(departure);
  return {
    state: { phase: 'leaving', departure, awaits: AWAITED[farewell.progress] },
    commands: [
      { do: 'start-deadline', delayMs: FAREWELL_LIMIT_MS },
      ...(farewell.progress === 'unsaid' ? [{ do: 'say' as const, text: farewell.text }] : []),
    ],
  };
}

function depart(departure: Departure): Step {
  return ended([{ do: 'depart', departure }]);
}

function ended(commands: CallCommand[]): Step {
  return { state: { phase: 'ended' }, commands: [...commands, { do: 'release' }] };
}
