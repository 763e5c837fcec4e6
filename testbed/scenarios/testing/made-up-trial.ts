import type { CallRecord, RecordedTurn, ToolUse } from '../call-record.ts';
import type { Trial } from '../judge/gates.ts';
import type { Catalogue, Expectation, Scenario } from '../scenario-file.ts';

const STARTED_AT = Date.parse('2026-11-24T20:10:00-05:00');
const TURN_MS = 10_000;

export const CATALOGUE: Catalogue = {
  evaluation: {
    regexFlags: 'iu',
    negationGuard:
      "\\b(don['’]?t|do not|never|not|no|without|rather than|can['’]?t|cannot|nunca|ni|sin)\\b[^.?!]{0,40}$",
  },
  safetyInstructions: [
    { id: 'SAFE_GAS', all: [['leave', 'outside'], ['911'], ['gas company']], none: ['open (a|the) window'] },
  ],
};

const EXPECT: Expectation = {
  callClass: 'service_request',
  trades: [],
  tradesMatch: 'superset',
  jobTypes: [],
  severity: 'routine',
  vulnerable: false,
  firstSafety: { required: false, instructionId: null, withinAgentTurns: null, beforeAnyTool: false },
  firstSafetyTrigger: 't1',
  mustCallTools: [],
  mustNotCallTools: [],
  toolOrder: [],
  quote: null,
  booking: { made: false, kind: 'none' },
  dispatch: null,
  transfer: { required: false, allowed: true, target: null },
  fieldsCaptured: {},
  mustSay: [],
  mustNotSay: [],
  transcriptMustNotContain: [],
  language: 'en',
  disposition: 'booked',
  maxAgentTurns: 30,
};

export const GREETING = "I'm Oak's AI assistant and this call is recorded. In danger, hang up and call 911.";

/** The instant of the n-th turn of a made-up call. */
export const at = (turn: number): Date => new Date(STARTED_AT + turn * TURN_MS);

/** `agent: …` and `caller: …`, ten seconds apart, behind a greeting. */
function toTurns(lines: readonly string[]): RecordedTurn[] {
  return [`agent: ${GREETING}`, ...lines].map((line, index) => {
    const speaker = line.startsWith('agent: ') ? 'agent' : 'caller';
    return { speaker, text: line.slice(line.indexOf(':') + 2), startedAt: at(index) };
  });
}

/** A tool that did it, at the n-th turn. */
export function use(
  name: string,
  given: Record<string, unknown>,
  parts: { turn: number; result?: unknown },
): ToolUse {
  return { name, arguments: given, result: parts.result ?? {}, hasWorked: true, at: at(parts.turn) };
}

export interface MadeUp {
  lines?: readonly string[];
  expect?: Partial<Expectation>;
  record?: Partial<CallRecord>;
  othersData?: readonly string[];
}

/** A call that never was; its first caller's turn is t1. */
export function makeTrial({ lines = [], expect = {}, record = {}, othersData = [] }: MadeUp): Trial {
  const turns = toTurns(lines);
  const scenario: Scenario = {
    id: 'X01',
    title: 'Made up',
    tags: [],
    tenantId: 't_oak',
    now: '2026-11-24T20:10:00-05:00',
    context: {
      callerId: '+16145550101',
      weather: { tempF: 60 },
      emergencyDeclared: false,
      demandLevel: 'normal',
      known: null,
      toolOverrides: {},
      lineNoise: 'none',
    },
    callerFacts: {
      name: 'Marla Quint',
      zip: '43214',
      phone: '+16145550101',
      addressLine: '2280 Glenmawr Ave',
    },
    turns: [{ id: 't1', when: 'next', mode: 'normal', say: 'hello' }],
    expect: { ...EXPECT, ...expect },
  };
  return {
    scenario,
    catalogue: CATALOGUE,
    othersData,
    record: {
      turns,
      spoken: [{ turnId: 't1', beganAt: at(1) }],
      tools: [],
      bookings: [],
      verdict: null,
      outcome: { disposition: 'booked', reason: 'slot_booked' },
      stored: turns.map(({ text }) => text).join('\n'),
      answerDelaysMs: [],
      ...record,
    },
  };
}
