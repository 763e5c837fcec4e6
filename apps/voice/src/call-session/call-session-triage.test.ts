import { SAFETY_LINES } from '@afterhourfix/domain';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { defineTool } from '../agent-tools/agent-tool.ts';
import { endCallTool } from '../agent-tools/end-call.ts';
import { triageCallTool } from '../agent-tools/triage-call.ts';
import { AnsweredCalls } from '../testing/answered-call.ts';
import { createSafetyJudge } from './safety-judge.ts';
import { SessionStory, type StoryOptions } from './testing/session-story.ts';

let calls: AnsweredCalls;
beforeAll(async () => {
  calls = await AnsweredCalls.open();
});
afterAll(() => calls[Symbol.asyncDispose]());

const harmless = (name: string) =>
  defineTool({
    name,
    description: 'For tests.',
    isWrite: false,
    input: z.object({}),
    run: async () => ({ result: { done: name }, effect: null }),
  });
const MONEY_TOOLS = ['get_pricing', 'get_slots', 'book_slot'];
const HELP_TOOLS = ['take_message', 'check_service_area', 'get_knowledge'];

const greeted = async (options: Partial<StoryOptions> = {}) => {
  const story = new SessionStory(calls, await calls.answer(), {
    engine: 'an engine that can be interrupted',
    safetyJudge: createSafetyJudge(),
    tools: [triageCallTool, endCallTool, ...[...MONEY_TOOLS, ...HELP_TOOLS].map(harmless)],
    ...options,
  });
  await story.greet();
  return story;
};
const ask = (story: SessionStory, name: string, input: Record<string, unknown> = {}) =>
  story.engine.untilAnswered(story.engine.ask({ name, arguments: input }));
const DANGER = { severity: 'life_safety', trades: ['hvac'], vulnerable: true, safetyLine: 'SAFE_CO' };

describe('words that leave the trade open', () => {
  const HEAT = 'Is there any burning smell, sparks, buzzing, or heat at the electrical panel?';

  test('make the model ask what decides it, and a bare yes to danger is a danger', async () => {
    const story = await greeted();
    story.callerSays('my AC is not working');
    const held = await ask(story, 'triage_call', { severity: 'urgent_comfort', trades: ['hvac'] });
    expect(held).toMatchObject({ ask: HEAT });
    story.agentSays(HEAT, 3_000);
    story.callerSays('yes');
    expect(story.engine.urgent).toEqual([SAFETY_LINES.SAFE_ELEC_FIRE.en]);
  });

  test('are asked about three times at most, and never the same twice', async () => {
    const story = await greeted();
    story.callerSays('my AC is not working');
    const questions: unknown[] = [];
    for (let time = 0; time < 5; time++) {
      const { ask: question } = await ask(story, 'triage_call', { severity: 'urgent_comfort', trades: [] });
      if (typeof question !== 'string') break;
      questions.push(question);
      story.agentSays(question, 3_000);
      story.callerSays('no');
    }
    expect(questions.length).toBeGreaterThan(0);
    expect(questions.length).toBeLessThanOrEqual(3);
    expect(new Set(questions).size).toBe(questions.length);
    expect(story.engine.urgent).toEqual([]);
  });
});

describe('a danger that only the model sees', () => {
  test('is told to the caller in the approved words, and stops the tools', async () => {
    const story = await greeted();
    story.callerSays('my heater makes us all feel strange');
    const held = await ask(story, 'triage_call', DANGER);
    expect(held).toEqual({
      severity: 'life_safety',
      trades: ['hvac'],
      jobTypes: [],
      vulnerable: true,
      safetyLine: { id: 'SAFE_CO', state: 'due' },
      ask: null,
    });
    expect(story.engine.results.at(-1)?.isSilent).toBe(true);
    expect(story.engine.urgent).toEqual([SAFETY_LINES.SAFE_CO.en]);
    story.pass(8_000);
    expect(await story.events('safety-line-spoken')).toMatchObject([
      { lineId: 'SAFE_CO', ruleIds: ['model.triage'] },
    ]);
    expect(await ask(story, 'get_pricing')).toMatchObject({ refusal: 'safety-first' });
  });

  test('may be told again while its line is due, and is not said twice', async () => {
    const story = await greeted();
    await ask(story, 'triage_call', DANGER);
    const again = await ask(story, 'triage_call', { severity: 'routine', trades: [] });
    expect(again).toMatchObject({ severity: 'life_safety', safetyLine: { state: 'due' } });
    story.pass(8_000);
    const later = await ask(story, 'triage_call', DANGER);
    expect(later).toMatchObject({ safetyLine: { id: 'SAFE_CO', state: 'spoken' } });
    expect(story.engine.results.at(-1)?.isSilent).toBe(false);
    expect(story.engine.urgent).toHaveLength(1);
  });

  test('takes nothing from a danger that the rules see', async () => {
    const story = await greeted();
    story.callerSays('I smell gas');
    const held = await ask(story, 'triage_call', { severity: 'routine', trades: ['plumbing'] });
    expect(held).toMatchObject({ severity: 'life_safety', safetyLine: { id: 'SAFE_GAS', state: 'due' } });
  });
});

describe('the journal', () => {
  test('tells of each change of the verdict, and holds no word of the caller', async () => {
    const story = await greeted();
    story.callerSays('hello there');
    story.callerSays('my furnace is dead');
    story.callerSays('yes, the furnace is dead');
    await ask(story, 'triage_call', { severity: 'property_damage', trades: ['hvac', 'plumbing'] });
    const told = await story.events('triage-judged');
    expect(told).toEqual([
      {
        severity: 'urgent_comfort',
        trades: ['hvac'],
        jobTypes: ['hvac.no_heat'],
        isVulnerable: false,
        flags: expect.any(Array),
        instructionId: null,
        ruleIds: expect.arrayContaining([expect.stringMatching(/^[a-z.-]+$/)]),
        by: 'rules',
      },
      expect.objectContaining({
        severity: 'property_damage',
        trades: ['hvac', 'plumbing'],
        by: 'rules-and-model',
      }),
    ]);
    expect(JSON.stringify(told)).not.toContain('dead');
  });
});

describe('a child', () => {
  test('is refused prices, slots and bookings, not help, until a grown-up speaks', async () => {
    const story = await greeted();
    story.callerSays('the sink is dripping and I am nine');
    for (const name of MONEY_TOOLS)
      expect(await ask(story, name)).toMatchObject({ refusal: 'caller-is-a-minor' });
    for (const name of HELP_TOOLS) expect(await ask(story, name)).toEqual({ done: name });
    expect(await story.events('tool-refused')).toHaveLength(MONEY_TOOLS.length);
    story.callerSays('hi, this is his mother');
    for (const name of MONEY_TOOLS) expect(await ask(story, name)).toEqual({ done: name });
  });

  test('is spoken to once about it for each time that they speak', async () => {
    const story = await greeted();
    const isSilent = async () => {
      await ask(story, 'get_pricing');
      return story.engine.results.at(-1)?.isSilent;
    };
    story.callerSays('the sink is dripping and I am nine');
    expect([await isSilent(), await isSilent()]).toEqual([false, true]);
    story.callerSays('how much is it');
    expect(await isSilent()).toBe(false);
  });
});

test('a caller who has switched to Spanish hears the line in Spanish', async () => {
  const story = await greeted();
  story.callerSays('hello, do you have a minute for me');
  story.callerSays('huele mucho a gas en la cocina');
  expect(story.engine.urgent).toEqual([SAFETY_LINES.SAFE_GAS.es]);
});

describe('the weather', () => {
  const BABY = 'the furnace died and we have a newborn';

  test('known before the caller speaks is judged with their words, and is no verdict by itself', async () => {
    const story = await greeted({ loadWeather: async () => ({ outdoorTemperatureF: 14 }) });
    expect(await story.events('triage-judged')).toEqual([]);
    story.callerSays(BABY);
    expect(story.engine.urgent).toEqual([SAFETY_LINES.SAFE_COLD.en]);
  });

  test('that becomes known later makes the words of before worse', async () => {
    const { promise, resolve } = Promise.withResolvers<{ outdoorTemperatureF: number }>();
    const story = await greeted({ loadWeather: () => promise });
    story.callerSays(BABY);
    expect(story.engine.urgent).toEqual([]);
    resolve({ outdoorTemperatureF: 14 });
    await story.settle();
    expect(story.engine.urgent).toEqual([SAFETY_LINES.SAFE_COLD.en]);
  });

  test('that becomes known after the call is over changes nothing', async () => {
    const { promise, resolve } = Promise.withResolvers<{ outdoorTemperatureF: number }>();
    const story = await greeted({ loadWeather: () => promise });
    story.callerSays(BABY);
    story.session.release();
    resolve({ outdoorTemperatureF: 14 });
    await story.settle();
    expect(story.engine.urgent).toEqual([]);
  });

  test('that nobody knows, or that fails, leaves the words as they are', async () => {
    for (const loadWeather of [async () => null, () => Promise.reject(new Error('no answer'))]) {
      const story = await greeted({ loadWeather });
      story.callerSays(BABY);
      await story.settle();
      expect(story.engine.urgent).toEqual([]);
    }
  });
});
