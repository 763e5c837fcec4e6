import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type FieldEvent, type FieldState, isReadyToBook, stepField, UNKNOWN_FIELD } from './field-state.ts';

const heard = (value: string, confidence = 0.9): FieldEvent => ({
  type: 'value-heard',
  value,
  source: 'caller',
  confidence,
});
const NO: FieldEvent = { type: 'value-refused' };
const YES: FieldEvent = { type: 'value-confirmed' };
const run = (...events: FieldEvent[]) =>
  events.reduce((at, event) => stepField(at.state, event), {
    state: UNKNOWN_FIELD,
    commands: [] as ReturnType<typeof stepField>['commands'],
  });
const readBack = (value: string, manner: 'naturally' | 'digit-by-digit') => ({
  do: 'read-back',
  value,
  manner,
});

test.each<[string, FieldEvent[], Partial<FieldState>, unknown[]]>([
  [
    'heard well',
    [heard('15 Elm')],
    { value: '15 Elm', isConfirmed: false },
    [readBack('15 Elm', 'naturally')],
  ],
  ['heard badly', [heard('15 Elm', 0.4)], { confidence: 0.4 }, [readBack('15 Elm', 'digit-by-digit')]],
  ['confirmed', [heard('15 Elm'), YES], { isConfirmed: true }, []],
  ['confirmed before it is known', [YES], { isConfirmed: false, value: null }, []],
  ['said again and confirmed', [heard('15 Elm'), YES, heard('15 Elm')], { isConfirmed: true }, []],
  [
    'corrected: no, 50, not 15',
    [heard('15 Elm'), heard('50 Elm')],
    { value: '50 Elm', isConfirmed: false, failures: 1 },
    [{ do: 'log-correction', from: '15 Elm', to: '50 Elm' }, readBack('50 Elm', 'digit-by-digit')],
  ],
  [
    'corrected after it was confirmed',
    [heard('15 Elm'), YES, heard('50 Elm')],
    { value: '50 Elm', isConfirmed: false },
    [{ do: 'log-correction', from: '15 Elm', to: '50 Elm' }, readBack('50 Elm', 'digit-by-digit')],
  ],
  ['refused', [heard('15 Elm'), NO], { value: null, failures: 1 }, [{ do: 'ask-again' }]],
  [
    'refused and told anew',
    [heard('15 Elm'), NO, heard('50 Elm')],
    {},
    [readBack('50 Elm', 'digit-by-digit')],
  ],
  ['refused twice', [heard('1'), NO, heard('2'), NO], { failures: 2 }, [{ do: 'ask-for-keys' }]],
  [
    'refused thrice',
    [heard('1'), NO, heard('2'), NO, heard('3'), NO],
    {},
    [{ do: 'offer-text-or-callback' }],
  ],
  ['refused before it is known', [NO], { failures: 0 }, [{ do: 'ask-again' }]],
])('a field that is %s', (_told, events, state, commands) => {
  const at = run(...events);
  expect(at.state).toMatchObject(state);
  expect(at.commands).toEqual(commands);
});

test('whatever happens, only the value that was confirmed last is confirmed', () => {
  const event = fc.oneof(
    fc.constantFrom(YES, NO),
    fc.constantFrom('1', '2').map((value) => heard(value)),
  );
  fc.assert(
    fc.property(fc.array(event), (events) => {
      const { state } = run(...events);
      const lastYes = events.lastIndexOf(YES);
      const changed = events
        .slice(lastYes + 1)
        .some((one) => one === NO || (one.type === 'value-heard' && one.value !== state.value));
      if (state.isConfirmed)
        expect([state.value !== null, lastYes >= 0, changed]).toEqual([true, true, false]);
    }),
  );
});

test('a visit wants a confirmed number and a confirmed address', () => {
  const confirmed = run(heard('15 Elm'), YES).state;
  const open = run(heard('15 Elm')).state;
  expect(isReadyToBook({ phone: confirmed, address: confirmed })).toBe(true);
  expect(isReadyToBook({ phone: confirmed, address: open })).toBe(false);
  expect(isReadyToBook({ phone: open, address: confirmed })).toBe(false);
});
