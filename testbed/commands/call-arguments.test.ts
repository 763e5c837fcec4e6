import { describe, expect, test } from 'vitest';
import { type CallPlan, readCallArguments } from './call-arguments.ts';

const PLAN: CallPlan = {
  lines: [],
  to: '+16145550142',
  from: '+16145550115',
  out: null,
  patienceMs: 6_000,
  hangsUpAtOnce: false,
  isHurried: false,
};

describe('the arguments of a call', () => {
  const accepted: [string[], Partial<CallPlan>][] = [
    [[], {}],
    [['--say', ' hello there '], { lines: [{ kind: 'say', words: 'hello there' }] }],
    [['--say=no', '--hang-up'], { lines: [{ kind: 'say', words: 'no' }], hangsUpAtOnce: true }],
    [
      ['--say', 'one', '--wav', 'a.wav', '--words', 'two', '--press', '12#', '--say', 'three'],
      {
        lines: [
          { kind: 'say', words: 'one' },
          { kind: 'wav', path: 'a.wav', words: 'two' },
          { kind: 'press', keys: '12#' },
          { kind: 'say', words: 'three' },
        ],
      },
    ],
    [['--to', '(602) 555-0142', '--from', '+1 614 555 0199'], { to: '+16025550142', from: '+16145550199' }],
    [['--from', 'anonymous'], { from: 'anonymous' }],
    [
      ['--out', 'x.wav', '--patience', '1500', '--hurry'],
      { out: 'x.wav', patienceMs: 1_500, isHurried: true },
    ],
  ];
  test.each(accepted)('%j are a plan', (words, plan) => {
    expect(readCallArguments(words)).toEqual({ kind: 'plan', plan: { ...PLAN, ...plan } });
  });

  test.each([
    [['--shout', 'hello'], "Unknown option '--shout'"],
    [['hello'], "Unexpected argument 'hello'"],
    [['--say'], "Option '--say <value>' argument missing"],
    [['--say', '  '], '--say is empty'],
    [['--hang-up=yes'], "Option '--hang-up' does not take an argument"],
    [['--wav', 'a.wav'], '--wav a.wav needs --words "what it says" right behind it'],
    [['--wav', 'a.wav', '--say', 'x'], '--wav a.wav needs --words "what it says" right behind it'],
    [['--words', 'x'], '--words belongs right behind a --wav'],
    [['--wav', 'a.wav', '--words', 'x', '--words', 'y'], '--words belongs right behind a --wav'],
    [['--press', '1a'], '--press 1a: a telephone has the keys 0-9, * and #'],
    [['--to', 'home'], '--to home is not a telephone number'],
    [['--from', '12'], '--from 12 is not a telephone number'],
    [['--patience', '1.5'], '--patience 1.5: it is whole milliseconds from 500 to 120000'],
    [['--patience', 'long'], '--patience long: it is whole milliseconds from 500 to 120000'],
  ])('%j are refused: %s', (words, message) => {
    expect(readCallArguments(words)).toEqual({ kind: 'fault', message });
  });

  test('ask for help', () => {
    expect(readCallArguments(['--say', 'x', '--help'])).toEqual({ kind: 'help' });
  });
});
