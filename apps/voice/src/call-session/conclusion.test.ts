import { CallOutcomeReason, PhoneNumber } from '@afterhourfix/vocabulary';
import { describe, expect, test } from 'vitest';
import type { ToolEffect } from '../agent-tools/agent-tool.ts';
import { addEffect, type CallFacts, type ConclusionCause, concludeCall, NO_FACTS } from './conclusion.ts';

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

describe('what was done counts before how the call ended', () => {
  test.each(CAUSES)('a booking is a booking, though %s ended the call', (cause) => {
    const everything = { isBooked: true, isReferredOut: true, isTransferFailed: true, hasToldFacts: true };
    expect(conclude({ ...everything, endReason: 'spam' }, cause)).toBe('booked, slot_booked');
  });

  test.each(CAUSES)('a message that was taken counts after a booking, though %s ended the call', (cause) => {
    const others = { isReferredOut: true, isTransferFailed: true, hasToldFacts: true };
    expect(conclude({ isMessageTaken: true, ...others, endReason: 'info_only' }, cause)).toBe(
      'message_taken, agent_message',
    );
    expect(conclude({ isMessageTaken: true, isBooked: true }, cause)).toBe('booked, slot_booked');
  });

  test.each(CAUSES)('a referral counts, though %s ended the call', (cause) => {
    expect(conclude({ isReferredOut: true, hasToldFacts: true }, cause)).toBe('referred_out, out_of_area');
  });

  test.each(CAUSES)('a transfer that nobody took counts, though %s ended the call', (cause) => {
    expect(conclude({ isTransferFailed: true }, cause)).toBe('escalation_exhausted, nobody_took_transfer');
  });

  test('a caller who hung up with what they wanted to know was informed', () => {
    expect(conclude({ hasToldFacts: true }, 'caller-hung-up')).toBe('information_given, caller_hung_up');
    expect(conclude({ hasToldFacts: true }, 'silence')).toBe('abandoned, caller_silent');
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

  test('is always an outcome, whichever of the closed list it is', () => {
    for (const reason of CallOutcomeReason.options)
      for (const cause of CAUSES) expect(conclude({ endReason: reason }, cause)).toMatch(/^\w+, \w+$/);
  });
});

describe('a tool’s effect', () => {
  const to = PhoneNumber.parse('+16145550190');
  const effects: [ToolEffect, Partial<CallFacts>][] = [
    [{ kind: 'slot-booked' }, { isBooked: true }],
    [{ kind: 'area-checked', isOutside: true }, { isReferredOut: true }],
    [{ kind: 'message-taken' }, { isMessageTaken: true }],
    [{ kind: 'facts-told' }, { hasToldFacts: true }],
    [{ kind: 'end-asked', reason: 'spam' }, { endReason: 'spam' }],
    [{ kind: 'transfer-asked', to, name: null }, {}],
  ];
  test.each(effects)('%j adds %j and takes nothing away', (effect, added) => {
    const before: CallFacts = { ...NO_FACTS, isTransferFailed: true };
    expect(addEffect(before, effect)).toEqual({ ...before, ...added });
  });

  test('a ZIP code that is corrected to one inside the area takes the referral back', () => {
    const referred = addEffect(NO_FACTS, { kind: 'area-checked', isOutside: true });
    expect(addEffect(referred, { kind: 'area-checked', isOutside: false })).toEqual(NO_FACTS);
  });
});
