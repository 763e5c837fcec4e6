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
const talking: CallState = { phase: 'talking', wordlessStays: 0 };
const stayed = (wordlessStays: number): CallState => ({ phase: 'talking', wordlessStays });
const over: CallState = { phase: 'ended' };
type Leaving = Extract<CallState, { phase: 'leaving' }>;
const leaving = (
  departure: Departure,
  awaits: Leaving['awaits'] = 'heard-out',
  rest: Partial<Leaving> = {},
): CallState => ({
  phase: 'leaving',
  departure,
  awaits,
  text: null,
  interruptions: 0,
  unclear: [],
  wordlessStays: 0,
  ...rest,
});
const goodbye = { text: 'Bye.' };
/** Somebody, or something, was heard once during the farewell. */
const interrupted = { interruptions: 1, unclear: ['u1'] };

const attached: CallEvent = { type: 'carrier-attached' };
const heardOut: CallEvent = { type: 'heard-out' };
const callerSilencing: CallEvent = { type: 'caller-started', utteranceId: 'u1', isAgentSilenced: true };
const callerTalkingOver: CallEvent = { type: 'caller-started', utteranceId: 'u1', isAgentSilenced: false };
const nobodyKnows: CallEvent = { type: 'caller-started', utteranceId: null, isAgentSilenced: true };
const understood = (utteranceId: string, hasWords: boolean): CallEvent => ({
  type: 'caller-understood',
  utteranceId,
  hasWords,
});
const words = understood('u1', true);
const noise = understood('u1', false);
const olderWords = understood('u0', true);
const deadline: CallEvent = { type: 'deadline-reached' };
const hungUp: CallEvent = { type: 'caller-hung-up' };
const lost: CallEvent = { type: 'carrier-lost' };
const engineEnded: CallEvent = { type: 'engine-ended' };
const turnStarted: CallEvent = { type: 'agent-turn-started' };
const otherTurnStarted: CallEvent = { type: 'agent-turn-started', saying: null };
const otherSentenceStarted: CallEvent = { type: 'agent-turn-started', saying: 'One moment.' };
const goodbyeStarted: CallEvent = { type: 'agent-turn-started', saying: 'Bye.' };
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
  ...same(ringing, turnStarted, turnEnded, words),
  [ringing, hungUp, over, [release]],
  [ringing, lost, over, [release]],
  [ringing, engineEnded, over, [close, release]],

  [greeting, heardOut, talking, []],
  [greeting, callerSilencing, talking, []],
  [greeting, callerTalkingOver, talking, []],
  ...same(greeting, attached, deadline, turnStarted, turnEnded, words),
  [
    greeting,
    askedUnsaid,
    leaving(AGENT, 'turn-start', goodbye),
    [startDeadline, { do: 'say', text: 'Bye.' }],
  ],
  [greeting, hungUp, over, [conclude, release]],
  [greeting, lost, over, [release]],
  [greeting, engineEnded, over, [close, release]],

  ...same(talking, attached, heardOut, callerSilencing, callerTalkingOver, deadline, turnStarted, turnEnded),
  ...same(talking, words, noise),
  [talking, askedUnsaid, leaving(AGENT, 'turn-start', goodbye), [startDeadline, { do: 'say', text: 'Bye.' }]],
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
  [leaving(AGENT, 'turn-start', goodbye), goodbyeStarted, leaving(AGENT, 'turn-end', goodbye), []],
  // An engine that can't tell what it says: the next turn is the farewell.
  [leaving(AGENT, 'turn-start', goodbye), turnStarted, leaving(AGENT, 'turn-end', goodbye), []],
  ...same(leaving(AGENT, 'turn-start', goodbye), turnEnded, heardOut, otherTurnStarted, otherSentenceStarted),
  [leaving(AGENT, 'turn-end'), turnEnded, leaving(AGENT, 'heard-out'), []],
  ...same(leaving(AGENT, 'turn-end'), turnStarted, heardOut),
  [leaving(AGENT), heardOut, over, [depart(AGENT), release]],
  [leaving(TRANSFER), heardOut, over, [depart(TRANSFER), release]],
  [leaving(AGENT, 'turn-start'), deadline, over, [depart(AGENT), release]],
  [leaving(AGENT), hungUp, over, [conclude, release]],
  [leaving(TRANSFER), hungUp, over, [conclude, release]],
  [leaving(AGENT), lost, over, [release]],
  [leaving(AGENT, 'turn-start'), engineEnded, over, [depart(AGENT), release]],
  [leaving(AGENT, 'turn-start'), callerSilencing, leaving(AGENT, 'turn-start', interrupted), []],
  [leaving(AGENT), callerTalkingOver, leaving(AGENT, 'heard-out', interrupted), []],
  [leaving(SILENCE), callerSilencing, leaving(SILENCE, 'heard-out', interrupted), []],
  [leaving(SILENCE, 'heard-out', interrupted), words, talking, [stay]],
  [leaving(AGENT, 'turn-end', interrupted), words, talking, [stay]],
  [leaving(AGENT, 'heard-out', { ...interrupted, wordlessStays: 2 }), words, stayed(2), [stay]],
  [
    leaving(SILENCE, 'heard-out', interrupted),
    noise,
    leaving(SILENCE, 'heard-out', { interruptions: 1 }),
    [],
  ],
  ...same(leaving(SILENCE, 'heard-out', interrupted), heardOut, olderWords),
  ...same(leaving(SILENCE), olderWords, noise),
  [leaving(SILENCE, 'heard-out', { interruptions: 1 }), heardOut, over, [depart(SILENCE), release]],
  [leaving(SILENCE), nobodyKnows, leaving(SILENCE, 'heard-out', { interruptions: 1, unclear: [null] }), []],
  [leaving(SILENCE, 'heard-out', { interruptions: 1, unclear: [null] }), olderWords, talking, [stay]],
  [leaving(SILENCE, 'heard-out', { interruptions: 1 }), callerSilencing, stayed(1), [stay]],
  [leaving(SILENCE, 'heard-out', { interruptions: 1, wordlessStays: 1 }), callerSilencing, stayed(2), [stay]],
  [
    leaving(SILENCE, 'heard-out', { interruptions: 1, wordlessStays: 2 }),
    callerSilencing,
    leaving(SILENCE, 'heard-out', { interruptions: 2, unclear: ['u1'], wordlessStays: 2 }),
    [],
  ],
  [stayed(2), asked('said'), leaving(AGENT, 'heard-out', { wordlessStays: 2 }), [startDeadline]],
  ...same(leaving(TRANSFER), words),
  [leaving(TOO_LONG), callerSilencing, over, [depart(TOO_LONG), release]],
  [leaving(TRANSFER), callerSilencing, over, [depart(TRANSFER), release]],
  ...same(leaving(TRANSFER), callerTalkingOver),
  ...same(leaving(TRANSFER, 'turn-start'), callerSilencing),
  ...same(leaving(TRANSFER, 'turn-end'), callerSilencing),

  ...same(over, attached, heardOut, askedUnsaid, asked('heard'), callerSilencing, deadline, hungUp, lost),
  ...same(over, engineEnded, turnStarted, turnEnded, words),
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
    expect([phases.size, types.size]).toEqual([5, 11]);
  });
});
