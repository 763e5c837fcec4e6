import { describe, expect, test } from 'vitest';
import { nextQuestion } from './next-question.ts';
import type { QuestionId } from './questions.ts';
import { triageUtterances } from './triage-utterances.ts';

/** Asks and answers until nothing is left to ask. */
function talk(first: string, answers: Partial<Record<QuestionId, string>>) {
  const said = [first];
  const asked: { questionId: QuestionId; utteranceIndex: number }[] = [];
  for (;;) {
    const verdict = triageUtterances(said, { asked });
    const question = nextQuestion(verdict);
    if (question === null) return { verdict, asked: asked.map(({ questionId }) => questionId) };
    asked.push({ questionId: question.id, utteranceIndex: said.length });
    said.push(answers[question.id] ?? "I don't know");
  }
}

describe('"AC not working" and its relatives', () => {
  test.each<[string, string, Partial<Record<QuestionId, string>>, string[], string | null]>([
    [
      'only the AC is out',
      'my AC is not working',
      { 'heat-at-panel': 'no', 'other-power': 'no' },
      ['hvac'],
      null,
    ],
    ['screen blank, the rest is fine', 'AC is dead, the thermostat is blank', {}, ['hvac'], null],
    [
      'screen lit, the rest unknown',
      'AC is not working',
      { 'heat-at-panel': 'nope', 'thermostat-lit': 'yes it is' },
      ['hvac'],
      null,
    ],
    ['the breaker trips', 'the AC trips the breaker every time', {}, ['hvac'], 'one-reset-at-most'],
    [
      'half the house is out',
      'AC is not working',
      { 'heat-at-panel': 'no', 'other-power': 'yes, half the house' },
      ['electrical'],
      'leave-large-loads-off',
    ],
    [
      'half the house, said at once',
      'AC is not working and half the house has no power',
      {},
      ['electrical'],
      'leave-large-loads-off',
    ],
    [
      'all out, neighbors too',
      'AC is off, the whole house lost power',
      { 'heat-at-panel': 'no', 'neighbours-lit': 'no' },
      [],
      'utility',
    ],
    [
      'all out, neighbors lit',
      'AC is off, the whole house lost power',
      { 'heat-at-panel': 'no', 'neighbours-lit': 'yes they do' },
      ['electrical'],
      null,
    ],
    [
      'heat at the panel',
      'AC is not working',
      { 'heat-at-panel': 'yes, a bit' },
      ['hvac', 'electrical'],
      'hazard-active',
    ],
    ['water under the unit', 'AC works but it is leaking water', {}, ['hvac'], 'condensate'],
    ['ceiling wet below it', 'the AC is dripping through the ceiling', {}, ['hvac', 'water_damage'], null],
    ['window unit', 'my window AC is not working', {}, ['appliance'], null],
    ['car', 'the AC in my car is not working', {}, [], 'not-a-service'],
    ['ice on the pipe', 'no air coming out and there is ice on the pipe', {}, ['hvac'], null],
    [
      'in Spanish',
      'no funciona el aire acondicionado',
      { 'heat-at-panel': 'no', 'other-power': 'sí, la cocina' },
      ['electrical'],
      null,
    ],
    ['dishwasher, at the hose', 'the dishwasher leaks', { 'leak-at-hose': 'yes' }, ['plumbing'], null],
    ['dishwasher, from inside', 'the dishwasher leaks', { 'leak-at-hose': 'no' }, ['appliance'], null],
    [
      'opener, outlet dead',
      'the garage opener is dead',
      { 'opener-outlet-live': 'no' },
      ['electrical'],
      null,
    ],
    [
      'opener, outlet live',
      'the garage opener is dead',
      { 'opener-outlet-live': 'yes' },
      ['garage_door'],
      null,
    ],
    ['boiler', 'no hot water', { 'heating-out-too': 'yes' }, ['hvac'], null],
    ['tank', 'no hot water', { 'heating-out-too': 'no', 'gas-appliances-dead': 'no' }, ['plumbing'], null],
    ['gas supply', 'no hot water', { 'heating-out-too': 'no', 'gas-appliances-dead': 'yes' }, [], 'utility'],
    ['stain in rain', 'there is a stain on the ceiling', { 'only-in-rain': 'yes' }, ['roofing'], null],
    [
      'stain with cooling',
      'there is a stain on the ceiling',
      { 'only-in-rain': 'no', 'when-cooling-runs': 'yes' },
      ['hvac'],
      null,
    ],
    [
      'stain always',
      'there is a stain on the ceiling',
      { 'only-in-rain': 'no', 'when-cooling-runs': 'no' },
      ['plumbing'],
      null,
    ],
    ['disposal dead', 'the disposal is dead', { 'disposal-hums': 'no' }, ['electrical'], 'try-reset-button'],
    ['sewer smell', 'a weird smell in the bathroom', { 'smells-of-eggs': 'no' }, ['plumbing'], null],
    ['lights flicker', 'lights flicker when the AC starts', {}, ['electrical'], null],
    [
      'furnace without power',
      'the furnace is dead and the whole house lost power',
      { 'heat-at-panel': 'no', 'neighbours-lit': 'yes' },
      ['electrical'],
      null,
    ],
  ])('%s', (_, first, answers, trades, flag) => {
    const { verdict, asked } = talk(first, answers);
    expect(verdict.trades.toSorted()).toEqual(trades.toSorted());
    expect(asked.length).toBeLessThanOrEqual(3);
    if (flag !== null) expect(verdict.flags).toContain(flag);
  });
});

test('a rotten-egg smell answered by yes is a gas leak', () => {
  const { verdict } = talk('a weird smell in the bathroom', { 'smells-of-eggs': 'yes' });
  expect(verdict).toMatchObject({ severity: 'life_safety', instructionId: 'SAFE_GAS' });
});

test('asks for heat at the panel first, and nothing of a caller in danger', () => {
  expect(nextQuestion(triageUtterances(['my AC is not working']))?.id).toBe('heat-at-panel');
  expect(nextQuestion(triageUtterances(['my AC is not working and the panel is smoking']))).toBeNull();
});

test('stops after three questions that the caller cannot answer', () => {
  expect(talk('my AC is not working', {})).toMatchObject({
    asked: ['heat-at-panel', 'other-power', 'thermostat-lit'],
    verdict: { trades: ['hvac'] },
  });
});
