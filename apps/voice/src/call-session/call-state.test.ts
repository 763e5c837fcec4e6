import { PhoneNumber } from '@afterhourfix/vocabulary';
import { describe, expect, test } from 'vitest';
import {
  type CallCommand,
  type CallEvent,
  type CallState,
  type Departure,
  FAREWELL_LIMIT_MS,
  stepCall,
} from './call-state.ts';

const AGENT: Departure = { kind: 'hang-up', cause: 'agent' };
const SILENCE: Departure = { kind: 'hang-up', cause: 'silence' };
const TOO_LONG: Departure = { kind: 'hang-up', cause: 'max-duration' };
const TRANSFER: Departure = { kind: 'transfer', to: PhoneNumber.parse('+16145550190'), name: 'Ana' };

const ringing: CallState = { phase: 'ringing' };
const greeting: CallState = { phase: 'greeting' };
const talking: CallState = { phase: 'talking' };
const over: CallState = { phase: 'ended' };
const leaving = (
  departure: Departure,
  awaits: 'turn-start' | 'turn-end' | 'heard-out' = 'heard-out',
): CallState => ({ phase: 'leaving', departure, awaits });

const attached: CallEvent = { type: 'carrier-attached' };
const heardOut: CallEvent = { type: 'heard-out' };
const callerSilencing: CallEvent = { type: 'caller-started', isAgentSilenced: true };
const callerTalkingOver: CallEvent = { type: 'caller-started', isAgentSilenced: false };
const deadline: CallEvent = { type: 'deadline-reached' };
const hungUp: CallEvent = { type: 'caller-hung-up' };
const lost: CallEvent = { type: 'carrier-lost' };
const engineEnded: CallEvent = { type: 'engine-ended' };
const turnStarted: CallEvent = { type: 'agent-turn-started' };
const turnEnded: CallEvent = { type: 'agent-turn-ended' };
const asked = (progress: 'being-said' | 'said' | 'heard', departure: Departure = AGENT): CallEvent => ({
  type: 'departure-asked',
  departure,
  farewell: { progress },
});
const askedUnsaid: CallEvent = {
  type: 'departure-asked',
  departure: AGENT,
  farewell: { progress: 'unsaid', text: 'Bye.' },
};

const release: CallCommand = { do: 'release' };
const close: CallCommand = { do: 'close-carrier' };
const conclude: CallCommand = { do: 'conclude-hung-up' };
const stay: CallCommand = { do: 'stay' };
const startDeadline: CallCommand = { do: 'start-deadline', delayMs: FAREWELL_LIMIT_MS };
const depart = (departure: Departure): CallCommand => ({ do: 'depart', departure });

type Row = [state: CallState, event: CallEvent, next: CallState, commands: CallCommand[]];
const same = (state: CallState, ...events: CallEvent[]): Row[] =>
  events.map((event) => [state, event, state, []]);

const TABLE: Row[] = [
  [ringing, attached, greeting, []],
  ...same(ringing, heardOut, askedUnsaid, asked('heard'), callerSilencing, callerTalkingOver, deadline),
  ...same(ringing, turnStarted, turnEnded),
  [ringing, hungUp, over, [release]],
  [ringing, lost, over, [release]],
  [ringing, engineEnded, over, [close, release]],

  [greeting, heardOut, talking, []],
  [greeting, callerSilencing, talking, []],
  [greeting, callerTalkingOver, talking, []],
  ...same(greeting, attached, deadline, turnStarted, turnEnded),
  [greeting, askedUnsaid, leaving(AGENT, 'turn-start'), [startDeadline, { do: 'say', text: 'Bye.' }]],
  [greeting, hungUp, over, [conclude, release]],
  [greeting, lost, over, [release]],
  [greeting, engineEnded, over, [close, release]],

  ...same(talking, attached, heardOut, callerSilencing, callerTalkingOver, deadline, turnStarted, turnEnded),
  [talking, askedUnsaid, leaving(AGENT, 'turn-start'), [startDeadline, { do: 'say', text: 'Bye.' }]],
  [talking, asked('being-said'), leaving(AGENT, 'turn-end'), [startDeadline]],
  [talking, asked('said'), leaving(AGENT, 'heard-out'), [startDeadline]],
  [talking, asked('heard'), over, [depart(AGENT), release]],
  [talking, asked('heard', TRANSFER), over, [depart(TRANSFER), release]],
  [talking, hungUp, over, [conclude, release]],
  [talking, lost, over, [release]],
  [talking, engineEnded, over, [close, release]],

  ...same(
    leaving(AGENT),
    attached,
    asked('heard'),
    askedUnsaid,
    asked('said', TOO_LONG),
    turnStarted,
    turnEnded,
  ),
  [leaving(AGENT, 'turn-start'), turnStarted, leaving(AGENT, 'turn-end'), []],
  ...same(leaving(AGENT, 'turn-start'), turnEnded, heardOut),
  [leaving(AGENT, 'turn-end'), turnEnded, leaving(AGENT, 'heard-out'), []],
  ...same(leaving(AGENT, 'turn-end'), turnStarted, heardOut),
  [leaving(AGENT), heardOut, over, [depart(AGENT), release]],
  [leaving(TRANSFER), heardOut, over, [depart(TRANSFER), release]],
  [leaving(AGENT, 'turn-start'), deadline, over, [depart(AGENT), release]],
  [leaving(AGENT), hungUp, over, [conclude, release]],
  [leaving(TRANSFER), hungUp, over, [conclude, release]],
  [leaving(AGENT), lost, over, [release]],
  [leaving(AGENT, 'turn-start'), engineEnded, over, [depart(AGENT), release]],
  [leaving(AGENT, 'turn-start'), callerSilencing, talking, [stay]],
  [leaving(AGENT), callerTalkingOver, talking, [stay]],
  [leaving(SILENCE), callerSilencing, talking, [stay]],
  [leaving(TOO_LONG), callerSilencing, over, [depart(TOO_LONG), release]],
  [leaving(TRANSFER), callerSilencing, over, [depart(TRANSFER), release]],
  ...same(leaving(TRANSFER), callerTalkingOver),
  ...same(leaving(TRANSFER, 'turn-start'), callerSilencing),
  ...same(leaving(TRANSFER, 'turn-end'), callerSilencing),

  ...same(over, attached, heardOut, askedUnsaid, asked('heard'), callerSilencing, deadline, hungUp, lost),
  ...same(over, engineEnded, turnStarted, turnEnded),
];

describe('the life of a call', () => {
  test.each(TABLE)('%j on %j becomes %j with %j', (state, event, next, commands) => {
    expect(stepCall(state, event)).toEqual({ state: next, commands });
  });

  test('every event is tried in every phase', () => {
    const phases = new Set(TABLE.map(([state]) => state.phase));
    const types = new Set(TABLE.map(([, event]) => event.type));
    const tried = new Set(TABLE.map(([state, event]) => `${state.phase} ${event.type}`));
    expect(tried.size).toBe(phases.size * types.size);
    expect([phases.size, types.size]).toEqual([5, 10]);
  });
});
