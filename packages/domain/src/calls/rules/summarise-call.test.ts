import { PhoneNumber } from '@afterhourfix/vocabulary';
import { expect, test } from 'vitest';
import { INSTRUCTION_IDS } from '../../triage/index.ts';
import { type CallStory, summariseCall } from './summarise-call.ts';
import { toLineWords } from './summary-words.ts';

const HUNG_UP: CallStory = {
  startedAt: new Date('2026-11-24T03:02:00Z'),
  timeZone: 'America/New_York',
  lengthMs: 8_400,
  callerNumber: PhoneNumber.parse('+16145550105'),
  customerName: null,
  verdict: null,
  spokenLines: [],
  failedLines: [],
  quotes: [],
  visits: [],
  changes: [],
  message: null,
  transfers: { count: 0, isTaken: false },
  isCallbackPaged: false,
  isDangerPaged: false,
  correctionCount: 0,
  isRecordingRefused: false,
  isCardStopped: false,
  outcome: 'abandoned',
  reason: 'caller_hung_up_early',
};
const CALLED = 'A caller from (614) 555-0105 called on Monday, November 23 at 10:02 PM for 8 seconds.';
const ENDED = 'Outcome: given up; the caller hung up at once.';

const VISIT = { trade: 'hvac', technicianName: 'Dana Cole', isBooked: true } as const;
const TUESDAY = { ...VISIT, window: 'Tuesday, November 24th, between 8 and 10 in the morning' };
const MONDAY = {
  ...VISIT,
  window: 'Monday, November 23rd, between noon and 2 in the afternoon',
  isBooked: false,
};
const VERDICT = { severity: 'routine', trades: [], jobTypes: [], isVulnerable: false } as const;

test('a call in which nothing happened is told in two sentences', () => {
  expect(summariseCall(HUNG_UP)).toBe(`${CALLED} ${ENDED}`);
});

const CHANGE = { trade: 'plumbing', window: TUESDAY.window, feeCents: 0 } as const;
const told: [string, Partial<CallStory>][] = [
  [`Moved: plumbing visit, now on ${TUESDAY.window}.`, { changes: [{ ...CHANGE, kind: 'moved' }] }],
  [
    `Cancelled: plumbing visit on ${TUESDAY.window}, for a late fee of $49.`,
    { changes: [{ ...CHANGE, kind: 'cancelled', feeCents: 4_900 }] },
  ],
  ['Judged as routine.', { verdict: VERDICT }],
  [
    'Judged as a danger to life, plumbing and HVAC (gas leak and no heat); somebody vulnerable is there.',
    {
      verdict: {
        severity: 'life_safety',
        trades: ['plumbing', 'hvac'],
        jobTypes: ['plumbing.gas_leak', 'hvac.no_heat'],
        isVulnerable: true,
      },
    },
  ],
  ['The safety line was spoken: gas and carbon monoxide.', { spokenLines: ['SAFE_GAS', 'SAFE_CO'] }],
  ['The safety line was not heard to its end: a danger.', { failedLines: ['SAFE_OF_TOMORROW'] }],
  [
    'Quoted $258 for HVAC and $129.50 for garage door.',
    {
      quotes: [
        { trade: 'hvac', totalCents: 25_800 },
        { trade: 'garage_door', totalCents: 12_950 },
        { trade: 'hvac', totalCents: 25_800 },
      ],
    },
  ],
  [
    'Booked: HVAC visit on Tuesday, November 24th, between 8 and 10 in the morning, with Dana Cole. Given up: HVAC visit on Monday, November 23rd, between noon and 2 in the afternoon.',
    { visits: [MONDAY, TUESDAY] },
  ],
  ['Left a message; the person on call was texted.', { message: { isComplete: true, isPaged: true } }],
  [
    'Left part of a message; nobody has been texted about it yet.',
    { message: { isComplete: false, isPaged: false } },
  ],
  [
    'The person on call was rung 2 times and did not take the call. They were texted that the caller wanted to speak to somebody.',
    { transfers: { count: 2, isTaken: false }, isCallbackPaged: true },
  ],
  [
    'The person on call was rung once and did not take the call. The person on call took the call.',
    { transfers: { count: 2, isTaken: true } },
  ],
  ['The assistant was corrected once while it spoke.', { correctionCount: 1 }],
  ['The assistant was corrected 3 times while it spoke.', { correctionCount: 3 }],
  [
    'The caller was stopped from reading out a card number; it was not kept. The caller refused the recording, which was turned off.',
    { isCardStopped: true, isRecordingRefused: true },
  ],
];
test.each(told)('tells: %s', (sentences, facts) => {
  expect(summariseCall({ ...HUNG_UP, ...facts })).toBe(`${CALLED} ${sentences} ${ENDED}`);
});

const callers: [string, Partial<CallStory>][] = [
  ['A caller from a withheld number called on', { callerNumber: null }],
  ['A caller from +442079460000 called on', { callerNumber: PhoneNumber.parse('+442079460000') }],
  ['Kelly Oduya ((614) 555-0105) called on', { customerName: ' Kelly\n Oduya ' }],
  ['called on Monday, November 23 at 8:02 PM for', { timeZone: 'America/Phoenix' }],
  ['for 1 second.', { lengthMs: 1_000 }],
  ['for 1 minute 1 second.', { lengthMs: 61_000 }],
  ['for 2 minutes.', { lengthMs: 119_600 }],
];
test.each(callers)('says who called, when in the business’s zone and for how long: %s', (words, facts) => {
  expect(summariseCall({ ...HUNG_UP, ...facts })).toContain(words);
});

test('an outcome that is its own reason is said once', () => {
  expect(summariseCall({ ...HUNG_UP, outcome: 'spam', reason: 'spam' })).toMatch(/Outcome: spam\.$/);
});

test('a visit that was moved is the outcome, and why they called', () => {
  expect(summariseCall({ ...HUNG_UP, outcome: 'rescheduled', reason: 'existing_job' })).toMatch(
    /Outcome: visit moved; about an earlier visit or job\.$/,
  );
});

test('a name that is a speech does not fill the page', () => {
  expect(summariseCall({ ...HUNG_UP, customerName: 'Ann '.repeat(100) }).length).toBeLessThan(250);
});

test('every approved line has words of its own', () => {
  expect(new Set(INSTRUCTION_IDS.map(toLineWords)).size).toBe(INSTRUCTION_IDS.length);
  expect(INSTRUCTION_IDS.map(toLineWords)).not.toContain(toLineWords('SAFE_OF_TOMORROW'));
});
