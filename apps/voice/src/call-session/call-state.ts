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
 * change nothing. A turn that is known to say something else is not the farewell.
 *
 * | caller, while leaving | may be taken back | may not |
 * |---|---|---|
 * | starts | waits for words: not left meanwhile; the second time talking, twice a call | ended, depart once the rest was cut off |
 * | understood, words | talking | – |
 * | understood, none | was noise | – |
 *
 * A call whose carrier or engine was lost is not concluded here: the carrier asks what comes next, or reports the end.
 */
export type CallState =
  | { phase: 'ringing' }
  | { phase: 'greeting' }
  /** `wordlessStays`: departures taken back for sounds that nobody could understand. */
  | { phase: 'talking'; wordlessStays: number }
  | Leaving
  | { phase: 'ended' };

interface Leaving {
  phase: 'leaving';
  departure: Departure;
  awaits: 'turn-start' | 'turn-end' | 'heard-out';
  /** Our words of farewell; null when the agent says its own. */
  text: string | null;
  /** How often the caller, or a noise, was heard since. */
  interruptions: number;
  /** Those of which we do not know yet whether they are words; null where the engine gives no id. */
  unclear: readonly (string | null)[];
  wordlessStays: number;
}

export type CallEvent =
  | { type: 'carrier-attached' }
  | { type: 'heard-out' }
  /** `saying`: the sentence of ours that it says, or null; absent when nobody can tell. */
  | { type: 'agent-turn-started'; saying?: string | null }
  | { type: 'agent-turn-ended' }
  /** `isAgentSilenced`: nothing is left to hear of what the agent said before. */
  | { type: 'caller-started'; utteranceId: string | null; isAgentSilenced: boolean }
  /** What was heard has words in it, or is known to have none; may lag far behind. */
  | { type: 'caller-understood'; utteranceId: string; hasWords: boolean }
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

/** On a noisy line something is always heard. */
const MAX_WORDLESS_STAYS = 2;

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
      return state.phase === 'leaving' || state.phase === 'ringing'
        ? { state, commands: [] }
        : leave(state, event);
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
  if (state.phase === 'greeting' && isGreetingOver)
    return { state: { phase: 'talking', wordlessStays: 0 }, commands: [] };
  return { state, commands: [] };
}

function stepLeaving(state: Leaving, event: MinorEvent): Step {
  switch (event.type) {
    case 'agent-turn-started':
      return {
        state:
          state.awaits === 'turn-start' && mayBeFarewell(state, event)
            ? { ...state, awaits: 'turn-end' }
            : state,
        commands: [],
      };
    case 'agent-turn-ended':
      return { state: state.awaits === 'turn-end' ? { ...state, awaits: 'heard-out' } : state, commands: [] };
    case 'heard-out':
      return state.awaits === 'heard-out' && state.unclear.length === 0
        ? depart(state.departure)
        : { state, commands: [] };
    case 'deadline-reached':
      return depart(state.departure);
    case 'caller-started':
      if (isRevocable(state.departure)) return interrupted(state, event.utteranceId);
      return event.isAgentSilenced && state.awaits === 'heard-out'
        ? depart(state.departure)
        : { state, commands: [] };
    case 'caller-understood':
      return understood(state, event);
    default:
      return assertNever(event);
  }
}

/** Who speaks during a goodbye has something to add, or was there all the time; the time limit is not argued with. */
function isRevocable(departure: Departure): boolean {
  return departure.kind === 'hang-up' && departure.cause !== 'max-duration';
}

function mayBeFarewell({ text }: Leaving, { saying }: { saying?: string | null }): boolean {
  return saying === undefined || saying === text;
}

/** A second sound is taken for a caller, for the recogniser may fail; but not for ever. */
function interrupted(state: Leaving, utteranceId: string | null): Step {
  const { interruptions, unclear, wordlessStays } = state;
  if (interruptions > 0 && wordlessStays < MAX_WORDLESS_STAYS) return stay(wordlessStays + 1);
  return {
    state: { ...state, interruptions: interruptions + 1, unclear: [...unclear, utteranceId] },
    commands: [],
  };
}

/** Words that were spoken before the farewell change nothing: they may be told late. */
function understood(
  state: Leaving,
  { utteranceId, hasWords }: { utteranceId: string; hasWords: boolean },
): Step {
  const unclear = state.unclear.filter((id) => id !== null && id !== utteranceId);
  if (unclear.length === state.unclear.length) return { state, commands: [] };
  return hasWords ? stay(state.wordlessStays) : { state: { ...state, unclear }, commands: [] };
}

function stay(wordlessStays: number): Step {
  return { state: { phase: 'talking', wordlessStays }, commands: [{ do: 'stay' }] };
}

const AWAITED = { unsaid: 'turn-start', 'being-said': 'turn-end', said: 'heard-out' } as const;

function leave(
  state: Extract<CallState, { phase: 'greeting' | 'talking' }>,
  event: Extract<CallEvent, { type: 'departure-asked' }>,
): Step {
  const { departure, farewell } = event;
  if (farewell.progress === 'heard') return depart(departure);
  return {
    state: {
      phase: 'leaving',
      departure,
      awaits: AWAITED[farewell.progress],
      text: farewell.progress === 'unsaid' ? farewell.text : null,
      interruptions: 0,
      unclear: [],
      wordlessStays: state.phase === 'talking' ? state.wordlessStays : 0,
    },
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
