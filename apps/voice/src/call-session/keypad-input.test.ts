import { ManualClock } from '@afterhourfix/foundation';
import { describe, expect, test } from 'vitest';
import { KeypadInput } from './keypad-input.ts';

function open() {
  const clock = new ManualClock();
  const keyed: string[] = [];
  const keypad = new KeypadInput(clock, (digits) => keyed.push(digits));
  const press = (keys: string, pauseMs = 300) => {
    for (const key of keys) {
      keypad.pressed(key);
      clock.advance(pauseMs);
    }
  };
  return { clock, keypad, keyed, press };
}

describe('keys', () => {
  test.each([
    ['43215', 300, ['43215']],
    ['43215', 1_499, ['43215']],
    ['12', 1_500, ['1', '2']],
    ['4321#', 300, ['4321']],
    ['43#21#', 300, ['43', '21']],
    ['#', 300, []],
    ['*69', 300, ['*69']],
  ])('%s pressed every %i ms mean %j', (keys, pauseMs, expected) => {
    const { clock, keyed, press } = open();
    press(keys, pauseMs);
    clock.advance(1_500);
    expect(keyed).toEqual(expected);
  });

  test('end at once with the pound key', () => {
    const { keypad, keyed } = open();
    keypad.pressed('7');
    keypad.pressed('#');
    expect(keyed).toEqual(['7']);
  });

  test('without end are cut at 32', () => {
    const { clock, keyed, press } = open();
    press('1'.repeat(500), 10);
    clock.advance(1_500);
    expect(keyed).toEqual(['1'.repeat(32)]);
  });

  test('pressed before or after the end of the call mean nothing then', () => {
    const { clock, keypad, keyed } = open();
    keypad.pressed('1');
    keypad[Symbol.dispose]();
    keypad.pressed('2');
    clock.advance(60_000);
    expect(keyed).toEqual([]);
  });
});
