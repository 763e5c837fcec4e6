import { CallOutcome, CallOutcomeReason, PhoneNumber } from '@afterhourfix/vocabulary';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  addFact,
  type CallFact,
  type CallFacts,
  type ConclusionCause,
  concludeCall,
  NO_FACTS,
} from './conclusion.ts';

const LONG_MS = 60_000;
const conclude = (facts: Partial<CallFacts>, cause: ConclusionCause, lengthMs = LONG_MS) => {
  const { outcome, reason } = concludeCall({ facts: { ...NO_FACTS, ...facts }, cause, lengthMs });
  return `${outcome}, ${reason}`;
};
const CAUSES: ConclusionCause[] = ['agent', 'silence', 'max-duration', 'caller-hung-up'];

describe('without anything done, the outcome is how the call ended', () => {
  test.each([
    ['agent', LONG_MS, 'information_given, info_only'],
    ['silence', LONG_MS, 'abandoned, caller_silent'],
    ['max-duration', LONG_MS, 'abandoned, max_duration'],
    ['caller-hung-up', 14_999, 'abandoned, caller_hung_up_early'],
    ['caller-hung-up', 15_000, 'abandoned, caller_hung_up'],
  ] as const)('%s after %i ms is %s', (cause, lengthMs, expected) => {
    expect(conclude({}, cause, lengthMs)).toBe(expected);
  });
});

/** What counts, worst loser last: each is joined by all that stand below it. */
const RANKS: readonly (readonly [Partial<CallFacts>, string])[] = [
  [{ isBooked: true }, 'booked, slot_booked'],
  [{ dispatch: 'sent' }, 'dispatched, technician_sent'],
  [{ visitChange: 'moved' }, 'rescheduled, existing_job'],
  [{ danger: 'line-spoken' }, 'safety_redirect, safety_redirect'],
  [{ dispatch: 'exhausted' }, 'escalation_exhausted, no_ack'],
  [{ isMessageTaken: true }, 'message_taken, agent_message'],
  [{ area: 'outside' }, 'referred_out, out_of_area'],
  [{ isTransferFailed: true }, 'escalation_exhausted, nobody_took_transfer'],
];

describe('what was done counts before what the agent says and how the call ended', () => {
  const cases = RANKS.flatMap(([fact, expected], rank) =>
    CAUSES.map((cause) => ({ fact, expected, rank, cause })),
  );
  test.each(cases)('$fact is $expected, though $cause ended the call', ({ fact, expected, rank, cause }) => {
    expect(conclude(fact, cause, 1)).toBe(expected);
    for (const [lesser] of RANKS.slice(rank + 1))
      expect(conclude({ ...lesser, ...fact }, cause)).toBe(expected);
    const lesser = Object.assign({}, ...RANKS.slice(rank + 1).map(([facts]) => facts));
    for (const endReason of [null, ...CallOutcomeReason.options])
      expect(conclude({ ...lesser, ...fact, hasToldFacts: true, endReason }, cause)).toBe(expected);
  });

  test('a caller who hung up with what they wanted to know was informed', () => {
    expect(conclude({ hasToldFacts: true }, 'caller-hung-up')).toBe('information_given, caller_hung_up');
    expect(conclude({ hasToldFacts: true }, 'silence')).toBe('abandoned, caller_silent');
  });
});

test.each(CAUSES)('a cancelled visit is what the call came to, though %s ended it', (cause) => {
  const lesser = { danger: 'line-spoken', isMessageTaken: true, endReason: 'price' } as const;
  expect(conclude({ ...lesser, visitChange: 'cancelled' }, cause)).toBe('cancelled, existing_job');
});

describe('a caller in danger', () => {
  test('who hears the line and hangs up to call 911 was sent to safety, however soon', () => {
    expect(conclude({ danger: 'line-spoken' }, 'caller-hung-up', 6_000)).toBe(
      'safety_redirect, safety_redirect',
    );
  });

  test('who leaves before the line was heard has given up, and did not hang up at once', () => {
    expect(conclude({ danger: 'seen' }, 'caller-hung-up', 6_000)).toBe('abandoned, caller_hung_up');
    expect(conclude({ danger: 'seen', hasToldFacts: true }, 'caller-hung-up')).toBe(
      'abandoned, caller_hung_up',
    );
    expect(conclude({ danger: 'seen' }, 'silence')).toBe('abandoned, caller_silent');
  });

  test.each(['wrong_number', 'spam', 'prank', 'info_only', 'out_of_trade', 'language'] as const)(
    'is no %s, whatever the agent says',
    (endReason) => {
      expect(conclude({ danger: 'seen', endReason }, 'agent')).toBe('abandoned, tech_failure');
      expect(conclude({ danger: 'seen', endReason }, 'caller-hung-up')).toBe('abandoned, caller_hung_up');
      expect(conclude({ danger: 'line-spoken', endReason }, 'agent')).toBe(
        'safety_redirect, safety_redirect',
      );
    },
  );

  test('is taken for one also when only the agent says so', () => {
    for (const danger of ['none', 'seen'] as const)
      expect(conclude({ danger, endReason: 'safety_redirect' }, 'agent')).toBe(
        'safety_redirect, safety_redirect',
      );
  });
});

describe('the reason that the agent gave', () => {
  test.each([
    ['out_of_area', 'referred_out'],
    ['spam', 'spam'],
    ['wrong_number', 'wrong_number'],
    ['prank', 'prank'],
    ['privacy_refused', 'refused'],
    ['out_of_trade', 'refused'],
    ['language', 'refused'],
    ['safety_redirect', 'safety_redirect'],
  ] as const)('%s is the outcome %s, whoever hung up first', (reason, outcome) => {
    for (const cause of CAUSES) expect(conclude({ endReason: reason }, cause)).toBe(`${outcome}, ${reason}`);
  });

  test.each(['info_only', 'price', 'no_slot', 'wants_human', 'existing_job', 'duplicate'] as const)(
    '%s is information given when the agent hung up, and no more than a hang-up when it did not',
    (reason) => {
      expect(conclude({ endReason: reason }, 'agent')).toBe(`information_given, ${reason}`);
      expect(conclude({ endReason: reason }, 'caller-hung-up')).toBe('abandoned, caller_hung_up');
    },
  );

  test('"outside the area" does not stand against the tool that found the address inside', () => {
    expect(conclude({ area: 'inside', endReason: 'out_of_area' }, 'agent')).toBe(
      'information_given, info_only',
    );
  });
});

const someFacts = fc.record<CallFacts>({
  isBooked: fc.boolean(),
  visitChange: fc.constantFrom('none', 'moved', 'cancelled'),
  dispatch: fc.constantFrom('none', 'sent', 'exhausted'),
  isMessageTaken: fc.boolean(),
  isPayLinkSent: fc.boolean(),
  danger: fc.constantFrom('none', 'seen', 'line-spoken'),
  area: fc.constantFrom('unchecked', 'inside', 'outside'),
  hasToldFacts: fc.boolean(),
  isTransferFailed: fc.boolean(),
  endReason: fc.constantFrom(null, ...CallOutcomeReason.options),
  agentNote: fc.option(fc.string()),
});
const someEnd = { cause: fc.constantFrom(...CAUSES), lengthMs: fc.integer({ min: 0, max: 3_600_000 }) };

describe('of any call', () => {
  test('outcome and reason are of the closed lists', () => {
    fc.assert(
      fc.property(someFacts, fc.record(someEnd), (facts, end) => {
        const { outcome, reason } = concludeCall({ facts, ...end });
        expect(CallOutcome.options).toContain(outcome);
        expect(CallOutcomeReason.options).toContain(reason);
      }),
    );
  });

  test('what the agent says changes nothing once a tool or the interlock has done something', () => {
    const isFact = (facts: CallFacts) =>
      RANKS.some(([fact]) =>
        Object.entries(fact).every(([name, value]) => Reflect.get(facts, name) === value),
      );
    fc.assert(
      fc.property(
        someFacts.filter(isFact),
        someFacts,
        fc.record(someEnd),
        (facts, { endReason, agentNote }, end) => {
          const told = concludeCall({ facts: { ...facts, endReason, agentNote }, ...end });
          expect(told).toEqual(
            concludeCall({ facts: { ...facts, endReason: null, agentNote: null }, ...end }),
          );
        },
      ),
    );
  });
});

describe('a fact', () => {
  const to = PhoneNumber.parse('+16145550190');
  const added: [CallFact, Partial<CallFacts>][] = [
    [{ kind: 'slot-booked' }, { isBooked: true }],
    [{ kind: 'visit-moved' }, { visitChange: 'moved' }],
    [{ kind: 'visit-cancelled' }, { visitChange: 'cancelled' }],
    [{ kind: 'area-checked', isOutside: true }, { area: 'outside' }],
    [{ kind: 'message-taken' }, { isMessageTaken: true }],
    [{ kind: 'facts-told' }, { hasToldFacts: true }],
    [
      { kind: 'end-asked', reason: 'spam', note: 'Sells ads' },
      { endReason: 'spam', agentNote: 'Sells ads' },
    ],
    [{ kind: 'transfer-asked', to, name: null }, {}],
    [{ kind: 'hazard-seen', lineId: 'SAFE_GAS' }, { danger: 'seen' }],
    [{ kind: 'safety-line-spoken', lineId: 'SAFE_GAS' }, { danger: 'line-spoken' }],
    [{ kind: 'hazard-seen', lineId: 'SAFE_SEWAGE' }, {}],
    [{ kind: 'safety-line-spoken', lineId: 'SAFE_WATER_SHUTOFF' }, {}],
    [{ kind: 'triaged', isLineDue: true }, {}],
  ];
  test.each(added)('%j adds %j and takes nothing away', (fact, expected) => {
    const before: CallFacts = { ...NO_FACTS, isTransferFailed: true };
    expect(addFact(before, fact)).toEqual({ ...before, ...expected });
  });

  test('a visit that is cancelled may be the one just booked, and what was done last to a visit counts', () => {
    const cancelled = addFact({ ...NO_FACTS, isBooked: true }, { kind: 'visit-cancelled' });
    expect(cancelled).toEqual({ ...NO_FACTS, visitChange: 'cancelled' });
    expect(addFact(cancelled, { kind: 'visit-moved' })).toEqual({ ...NO_FACTS, visitChange: 'moved' });
    expect(addFact(cancelled, { kind: 'slot-booked' })).toMatchObject({ isBooked: true });
  });

  test('a ZIP code that is corrected to one inside the area takes the referral back', () => {
    const referred = addFact(NO_FACTS, { kind: 'area-checked', isOutside: true });
    expect(addFact(referred, { kind: 'area-checked', isOutside: false })).toEqual({
      ...NO_FACTS,
      area: 'inside',
    });
  });

  test('a danger that is told again does not undo that the line was spoken', () => {
    const spoken = addFact(NO_FACTS, { kind: 'safety-line-spoken', lineId: 'SAFE_GAS' });
    expect(addFact(spoken, { kind: 'hazard-seen', lineId: 'SAFE_CO' })).toEqual(spoken);
  });

  test('a second goodbye without a note keeps the first one’s', () => {
    const noted = addFact(NO_FACTS, { kind: 'end-asked', reason: 'info_only', note: 'Call back' });
    expect(addFact(noted, { kind: 'end-asked', reason: 'price', note: null })).toMatchObject({
      agentNote: 'Call back',
    });
  });
});
