import { describe, expect, test } from 'vitest';
import { CallerScript } from './caller-script.ts';
import type { ScenarioTurn } from './scenario-file.ts';
import { CATALOGUE, makeTrial } from './testing/made-up-trial.ts';

const turn = (id: string, when: ScenarioTurn['when'], parts: Partial<ScenarioTurn> = {}): ScenarioTurn => ({
  id,
  when,
  mode: 'normal',
  say: id,
  ...parts,
});

function follow(...turns: ScenarioTurn[]): CallerScript {
  const { scenario } = makeTrial({
    expect: {
      firstSafety: { required: true, instructionId: 'SAFE_GAS', withinAgentTurns: 1, beforeAnyTool: true },
    },
  });
  return new CallerScript({ ...scenario, turns }, CATALOGUE.safetyInstructions);
}

describe('a scripted caller', () => {
  test('says what is next, then goodbye, then nothing', () => {
    const script = follow(turn('t1', 'next'), turn('t2', 'next'));
    expect(script.reply('What is going on?')?.turnId).toBe('t1');
    expect(script.reply('I see.')?.turnId).toBe('t2');
    expect(script.reply('I see.')).toMatchObject({ turnId: null, words: expect.stringContaining('goodbye') });
    expect(script.reply('Goodbye.')).toBeNull();
  });

  test.each([
    ['asked:name', 'May I have your name, please?'],
    ['asked:address', 'What is the street address?'],
    ['asked:phone', 'What phone number can we reach you at?'],
    ['asked:slot', 'Which suits you?'],
    ['asked:adult', 'Is there a grown-up you can get?'],
    ['asked:vulnerable', 'Is anyone there very young or ill?'],
    ['asked:other_power', 'Is anything else without power?'],
    ['asked:gate_code', 'Is there a gate, and what is its code?'],
  ] as const)('holds back what waits for %s until it is asked', (when, question) => {
    const script = follow(turn('t1', 'next'), turn('t2', when), turn('t3', 'next'), turn('t4', 'next'));
    script.reply('');
    expect(script.reply('One moment.')?.turnId).toBe('t3');
    expect(script.reply(question)?.turnId).toBe('t2');
  });

  test('says at the end what was never asked', () => {
    const script = follow(turn('t1', 'next'), turn('t2', 'asked:name'));
    script.reply('');
    expect(script.reply('I see.')?.turnId).toBe('t2');
  });

  test('tells the truth when asked for what the next turn does not hold', () => {
    const script = follow(turn('t1', 'next'), turn('t2', 'next'));
    script.reply('');
    expect(script.reply('What is the ZIP code there?')).toMatchObject({ turnId: null, words: '43214' });
    expect(script.reply('Your name and the street address?')?.words).toBe('Marla Quint, 2280 Glenmawr Ave');
  });

  test('says the next turn when it holds what is asked', () => {
    const script = follow(turn('t1', 'next'), turn('t2', 'next', { say: 'in four three two one four' }));
    script.reply('');
    expect(script.reply('What is the ZIP code there?')?.turnId).toBe('t2');
  });

  test('does not take a remark about a ZIP code for a question', () => {
    const script = follow(turn('t1', 'next'), turn('t2', 'next'));
    script.reply('');
    expect(script.reply('We do not come to that ZIP code. Anything else?')?.turnId).toBe('t2');
  });

  test('breaks in behind the safety line, and not before it', () => {
    const script = follow(turn('t1', 'next'), turn('t2', 'after:safety', { mode: 'barge_in' }));
    script.reply('');
    expect(script.interrupt('Please leave the house.')).toBeNull();
    expect(script.interrupt('Please leave, call 911 and the gas company.')?.turnId).toBe('t2');
  });

  test('breaks in behind a price, and not behind other words', () => {
    const script = follow(turn('t1', 'next'), turn('t2', 'after:quote', { mode: 'barge_in' }));
    script.reply('What is going on?');
    expect(script.interrupt('I can tell you the price.')).toBeNull();
    expect(script.interrupt('The visit is two hundred dollars.')?.turnId).toBe('t2');
  });

  test('says what a condition allows once the agent has met it', () => {
    const script = follow(turn('t1', 'next'), turn('t2', 'if:agent_offers_tomorrow'), turn('t3', 'next'));
    script.reply('What is going on?');
    expect(script.reply('I can offer tomorrow at eight.')?.turnId).toBe('t2');
    expect(script.reply('Good.')?.turnId).toBe('t3');
  });

  test('skips a turn whose condition does not occur', () => {
    const script = follow(turn('t1', 'next'), turn('t2', 'if:agent_says_50'), turn('t3', 'next'));
    script.reply('');
    expect(script.reply('Is that 15 West Duncan?')?.turnId).toBe('t3');
    expect(script.reply('So that is fifty West Duncan?')?.turnId).toBe('t2');
  });

  test('objects to a number that is read back wrong', () => {
    const script = follow(turn('t1', 'next'), turn('t2', 'if:phone_wrong'), turn('t3', 'next'));
    script.reply('');
    expect(script.reply('Is it 6 1 4, 5 5 5, 0 1 5 0?')?.turnId).toBe('t2');
  });

  test('is about to interrupt only when the next turn says so', () => {
    const script = follow(turn('t1', 'next'), turn('t2', 'during:agent', { mode: 'barge_in' }));
    expect(script.isAboutToInterrupt).toBe(false);
    script.reply('');
    expect(script.isAboutToInterrupt).toBe(true);
  });

  test('keeps silent for as long as a turn asks', () => {
    const script = follow(
      turn('t1', 'next'),
      turn('t2', 'next', { mode: 'silence_12s' }),
      turn('t3', 'after:silence'),
    );
    expect(script.reply('')?.silenceMs).toBe(0);
    expect(script.reply('')?.silenceMs).toBe(12_000);
    expect(script.reply('')?.silenceMs).toBe(8_000);
  });
});
