import { describe, expect, test } from 'vitest';
import { type DangerRule, type EndedCall, findUnservedDanger } from './unserved-danger.ts';

const RULES: readonly DangerRule[] = [
  { id: 'gas.smell', severity: 'life_safety', trades: ['plumbing'], instructionId: 'SAFE_GAS' },
  { id: 'line.down', severity: 'life_safety', trades: ['electrical'], instructionId: 'SAFE_LINE' },
  { id: 'electric.sparks', severity: 'life_safety', trades: ['electrical'], instructionId: 'SAFE_ELEC_FIRE' },
  { id: 'person.crisis', severity: 'life_safety', instructionId: 'SAFE_CRISIS' },
  { id: 'plumbing.burst-pipe', severity: 'property_damage', trades: ['plumbing'] },
  { id: 'plumbing.drain', severity: 'routine', trades: ['plumbing'] },
];
const BUSINESS = { trades: ['plumbing', 'electrical'], rules: RULES } as const;

const GAS: EndedCall = {
  outcome: 'safety_redirect',
  reason: 'safety_redirect',
  verdict: {
    severity: 'life_safety',
    trades: ['plumbing'],
    flags: ['gas'],
    instructionId: 'SAFE_GAS',
    ruleIds: ['gas.smell.en', 'plumbing.drain.en'],
  },
  spokenLines: ['SAFE_GAS'],
  isServed: false,
  isOutside: false,
  isRefused: false,
};
const FLOOD: EndedCall = {
  ...GAS,
  ...{ outcome: 'abandoned', reason: 'caller_hung_up' },
  verdict: {
    severity: 'property_damage',
    trades: ['plumbing'],
    flags: [],
    instructionId: 'SAFE_WATER_SHUTOFF',
    ruleIds: ['plumbing.burst-pipe.en'],
  },
  spokenLines: ['SAFE_WATER_SHUTOFF'],
};
const find = (call: EndedCall, trades = BUSINESS.trades as readonly ('plumbing' | 'electrical' | 'hvac')[]) =>
  findUnservedDanger(call, { trades, rules: RULES });
const judged = (call: EndedCall, verdict: Partial<EndedCall['verdict']>): EndedCall => ({
  ...call,
  verdict: { ...call.verdict, ...verdict },
});

describe('the person on call is told', () => {
  test('of danger to life, whatever the end says and whether or not the line was heard', () => {
    const told = { severity: 'life_safety', trade: 'plumbing', ruleIds: ['gas.smell'] };
    expect(find(GAS)).toEqual(told);
    const endings = [
      { outcome: 'abandoned', reason: 'caller_hung_up_early', spokenLines: [] },
      { outcome: 'information_given', reason: 'info_only' },
      { outcome: 'cancelled', reason: 'existing_job' },
      { outcome: 'escalation_exhausted', reason: 'nobody_took_transfer' },
      { outcome: 'failed', reason: 'tech_failure', isRefused: true },
    ] as const;
    for (const ending of endings) expect(find({ ...GAS, ...ending })).toEqual(told);
  });

  test('of damage whose caller heard the line and was cut off', () => {
    expect(find(FLOOD)).toMatchObject({ severity: 'property_damage', trade: 'plumbing' });
    expect(find({ ...FLOOD, outcome: 'information_given' })).not.toBeNull();
  });

  test('of what the model alone or a rule of the business found', () => {
    expect(find(judged(GAS, { ruleIds: [] }))).toMatchObject({ trade: 'plumbing', ruleIds: [] });
    expect(find(judged(GAS, { ruleIds: ['kiln.roars.en'] }))).toMatchObject({ ruleIds: ['kiln.roars'] });
  });

  test("of the house's own danger beside one of others", () => {
    const both = { trades: ['electrical'], instructionId: 'SAFE_LINE' } as const;
    expect(find(judged(GAS, { ...both, ruleIds: ['line.down.en', 'electric.sparks.en'] }))).toEqual({
      ...{ severity: 'life_safety', trade: 'electrical', ruleIds: ['electric.sparks'] },
    });
    expect(find(judged(GAS, { flags: ['gas-outdoors', 'gas-indoors'] }))).not.toBeNull();
  });
});

describe('nobody is told', () => {
  test.each<[string, EndedCall]>([
    ['somebody is asked, booked or written to', { ...GAS, isServed: true }],
    ['a person took the call', { ...GAS, outcome: 'transferred', reason: 'handed_to_human' }],
    ['a visit was moved', { ...GAS, outcome: 'rescheduled', reason: 'existing_job' }],
    ['spam', { ...GAS, outcome: 'spam', reason: 'spam' }],
    ['a wrong number', { ...GAS, outcome: 'wrong_number', reason: 'wrong_number' }],
    ['a prank', { ...GAS, outcome: 'prank', reason: 'prank' }],
    ['a false alarm', judged(GAS, { severity: 'routine' })],
    ['comfort', judged(GAS, { severity: 'urgent_comfort' })],
    ['an address where somebody else is faster', { ...GAS, isOutside: true }],
    ['gas in the street', judged(GAS, { flags: ['gas', 'gas-outdoors'] })],
    ['a power line', judged(GAS, { instructionId: 'SAFE_LINE', ruleIds: ['line.down.en'] })],
    [
      'a crisis beside a slow drain',
      judged(GAS, { instructionId: 'SAFE_CRISIS', ruleIds: ['person.crisis.en', 'plumbing.drain.en'] }),
    ],
    ['an illness without a trade', judged(GAS, { instructionId: 'SAFE_ILLNESS', trades: [], ruleIds: [] })],
    ['damage before the line is heard', { ...FLOOD, spokenLines: [] }],
    ['damage, and no to the price', { ...FLOOD, outcome: 'information_given', reason: 'price' }],
    ['damage, and a landlord who said no', { ...FLOOD, isRefused: true }],
  ])('%s', (_what, call) => {
    expect(find(call)).toBeNull();
  });

  test('by a business that does not have the trade', () => {
    expect(find(GAS, ['hvac'])).toBeNull();
  });
});
