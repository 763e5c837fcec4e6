import { type DangerBefore, SAFETY_LINES } from '@afterhourfix/domain';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { defineTool } from '../agent-tools/agent-tool.ts';
import { endCallTool } from '../agent-tools/end-call.ts';
import { triageCallTool } from '../agent-tools/triage-call.ts';
import type { SafetyRecording } from '../safety-recordings/safety-recordings.ts';
import { AnsweredCalls } from '../testing/answered-call.ts';
import type { OwedLine } from './owed-line.ts';
import { createSafetyJudge } from './safety-judge.ts';
import { STAY_OUT_LINES } from './safety-words.ts';
import { SessionStory, type StoryOptions } from './testing/session-story.ts';

let calls: AnsweredCalls;
beforeAll(async () => {
  calls = await AnsweredCalls.open();
});
afterAll(() => calls[Symbol.asyncDispose]());

const GAS: OwedLine = {
  id: 'SAFE_GAS',
  purpose: 'safety',
  language: 'en',
  text: 'Please leave the building now and call your gas company.',
  ruleIds: ['gas.smell.en'],
  mustBeOut: true,
};
const WATER: OwedLine = { ...GAS, id: 'SAFE_WATER_ELEC', text: 'Stay out of it.', mustBeOut: false };
/** Ten words, as the scripted engines speak. */
const GAS_MS = 3_000;
const RECORDED_CODE = 0x12;
const RECORDED_MS = 2_000;
const RECORDING: SafetyRecording = {
  audio: Buffer.alloc(RECORDED_MS * 8, RECORDED_CODE).toString('base64'),
  byteLength: RECORDED_MS * 8,
};

const judgeSafety = (utterances: readonly string[]): OwedLine | null => {
  const all = utterances.join(' ');
  if (all.includes('smell gas')) return GAS;
  return all.includes('wires in the water') ? WATER : null;
};

const lookUp = defineTool({
  name: 'get_pricing',
  description: 'For tests.',
  isWrite: false,
  input: z.object({}),
  run: async () => ({ result: { totalCents: 12_900 }, effect: null }),
});

const greeted = async (options: Partial<StoryOptions> = {}) => {
  const story = new SessionStory(calls, await calls.answer(), {
    engine: 'an engine that can be interrupted',
    judgeSafety,
    findRecording: () => RECORDING,
    tools: [lookUp, endCallTool],
    ...options,
  });
  await story.greet();
  return story;
};
const recordedMs = (story: SessionStory) =>
  story.leg.bytes.filter((code) => code === RECORDED_CODE).length / 8;

describe('an engine that can be interrupted', () => {
  test('is cancelled at the first word of a danger, and says the approved line before all else', async () => {
    const story = await greeted();
    story.engine.say({ text: 'Let me see what a visit to you would come to.', lengthMs: 4_000 });
    story.pass(200);
    story.engine.emit({
      type: 'caller-transcript',
      utteranceId: 'caller-9',
      text: 'I smell gas in my ki',
      isFinal: false,
    });
    expect(story.leg.clears).toBe(1);
    expect(story.engine.cancellations).toBe(1);
    expect(story.engine.isHeld).toBe(true);
    expect(story.engine.urgent).toEqual([GAS.text]);
    story.pass(GAS_MS + 500);
    expect(await story.events('safety-line-spoken')).toEqual([
      { lineId: 'SAFE_GAS', language: 'en', ruleIds: ['gas.smell.en'], by: 'engine', heardShare: 1 },
    ]);
    expect(story.engine.isHeld).toBe(false);
    expect(story.engine.told.at(-1)).toBe(STAY_OUT_LINES.en);
    const silenced = z
      .object({ heard: z.tuple([z.object({ utteranceId: z.literal('item-2'), heardMs: z.number() })]) })
      .parse((await story.events('agent-silenced'))[0]);
    expect(Math.abs(silenced.heard[0].heardMs - 200)).toBeLessThanOrEqual(20);
  });

  test('says a line once, however often the danger is told', async () => {
    const story = await greeted();
    story.callerSays('I smell gas');
    story.pass(GAS_MS + 6_000);
    story.callerSays('I really do smell gas');
    story.pass(1_000);
    expect(story.engine.urgent).toEqual([GAS.text]);
  });

  test('says the worse line when a worse danger is told', async () => {
    const story = await greeted();
    story.callerSays('there are wires in the water');
    story.pass(300);
    story.callerSays('and now I smell gas', 100);
    story.pass(500);
    expect(story.engine.urgent).toEqual([WATER.text, GAS.text]);
  });

  test('goes on by itself behind a line that sends nobody out', async () => {
    const story = await greeted();
    story.callerSays('there are wires in the water');
    story.pass(3_000);
    expect(story.engine.told.at(-1)).toBe(WATER.text);
    expect(story.engine.responses).toBe(1);
    const answer = story.engine.untilAnswered(story.engine.ask({ name: 'get_pricing' }));
    expect(await answer).toEqual({ totalCents: 12_900 });
  });

  test.each([
    ['stays mute', (story: SessionStory) => story.pass(1_500), 'late'],
    [
      'says it wrong',
      (story: SessionStory) =>
        story.engine.say({ text: 'You may want to leave.', saying: GAS.text, lengthMs: 2_000 }),
      'different',
    ],
    [
      'says half of it',
      (story: SessionStory) =>
        story.engine.say({ text: 'Please leave the building', saying: GAS.text, lengthMs: 1_000 }),
      'unsaid',
    ],
  ])('that %s gives way to the recording', async (_how, behave, reason) => {
    const story = await greeted();
    story.engine.isObedient = false;
    story.callerSays('I smell gas');
    behave(story);
    expect(recordedMs(story)).toBeGreaterThan(0);
    story.pass(RECORDED_MS + 500);
    expect(recordedMs(story)).toBe(RECORDED_MS);
    expect(await story.events('safety-line-failed')).toMatchObject([{ lineId: 'SAFE_GAS', reason }]);
    expect(await story.events('safety-line-spoken')).toMatchObject([{ by: 'recording' }]);
    const rows = await story.rows('started_at, text', 'transcript_turns');
    expect(rows.map(({ text }) => text)).toContain(GAS.text);
  });

  test('that quotes a price instead of the line is not heard', async () => {
    const story = await greeted();
    story.engine.isObedient = false;
    story.callerSays('I smell gas');
    const before = story.speechMs;
    story.engine.say({ text: 'That is one hundred dollars.', lengthMs: 1_000 });
    story.pass(1_000);
    expect(story.speechMs).toBe(before);
  });

  test('whose line is not recorded is asked for it once more', async () => {
    const story = await greeted({ findRecording: () => null });
    story.engine.isObedient = false;
    story.callerSays('I smell gas');
    story.pass(1_600);
    expect(story.engine.urgent).toEqual([GAS.text, GAS.text]);
    story.pass(1_600);
    expect(story.engine.isHeld).toBe(false);
    expect(await story.events('safety-line-failed')).toHaveLength(2);
  });
});

describe('tools', () => {
  const refusal = { refusal: 'safety-first' };

  test('are not run before the caller says that they are out', async () => {
    const story = await greeted();
    story.callerSays('I smell gas');
    const ask = () => story.engine.untilAnswered(story.engine.ask({ name: 'get_pricing' }));
    expect(await ask()).toMatchObject(refusal);
    story.pass(GAS_MS + 6_000);
    expect(await ask()).toMatchObject(refusal);
    story.callerSays('but what does it cost');
    expect(await ask()).toMatchObject(refusal);
    story.callerSays("okay, we're all outside");
    expect(await ask()).toEqual({ totalCents: 12_900 });
    expect(await story.rows('name, status', 'tool_calls')).toEqual([{ name: 'get_pricing', status: 'done' }]);
  });

  test('that are asked for again and again are spoken of once', async () => {
    const story = await greeted();
    story.callerSays('I smell gas');
    story.pass(GAS_MS + 6_000);
    const ask = async () => {
      await story.engine.untilAnswered(story.engine.ask({ name: 'get_pricing' }));
      return story.engine.results.at(-1)?.isSilent;
    };
    expect([await ask(), await ask(), await ask()]).toEqual([false, true, true]);
    story.callerSays('but what does it cost');
    expect([await ask(), await ask()]).toEqual([false, true]);
  });

  test('that end the call wait for the line, and then may be used', async () => {
    const story = await greeted();
    story.callerSays('I smell gas');
    expect(await story.engine.untilAnswered(story.engine.ask({ name: 'end_call' }))).toMatchObject(refusal);
    story.pass(GAS_MS + 6_000);
    const ended = await story.engine.untilAnswered(story.engine.ask({ name: 'end_call' }));
    expect(ended).not.toMatchObject(refusal);
  });
});

describe('a caller who talks over the line', () => {
  const talkOver = (story: SessionStory, words: string, afterMs: number) => {
    story.callerSays('I smell gas');
    story.pass(afterMs);
    story.engine.hear(words, 2_500, (byMs) => story.pass(byMs));
  };

  test('for long hears it again when they are done', async () => {
    const story = await greeted();
    talkOver(story, 'wait I am in the kitchen what', 100);
    expect(story.engine.urgent).toEqual([GAS.text, GAS.text]);
    story.pass(GAS_MS + 500);
    expect(await story.events('safety-line-failed')).toMatchObject([{ reason: 'cut' }]);
    expect(await story.events('safety-line-spoken')).toHaveLength(1);
  });

  test('to say that they are out does not hear it again', async () => {
    const story = await greeted();
    talkOver(story, 'yes yes we are outside', 100);
    expect(story.engine.urgent).toEqual([GAS.text]);
    expect(story.engine.isHeld).toBe(false);
  });

  test('near its end has heard it', async () => {
    const story = await greeted();
    talkOver(story, 'wait I am in the kitchen what', 1_000);
    expect(story.engine.urgent).toEqual([GAS.text]);
    expect(await story.events('safety-line-spoken')).toHaveLength(1);
  });

  test('with a short noise changes nothing', async () => {
    const story = await greeted();
    story.callerSays('I smell gas');
    const clears = story.leg.clears;
    story.pass(100);
    story.callerSays('oh', 300);
    story.pass(GAS_MS + 500);
    expect(story.leg.clears).toBe(clears);
    expect(await story.events('safety-line-spoken')).toMatchObject([{ heardShare: 1 }]);
  });
});

describe('an engine that owns its turns', () => {
  test('is not asked: the recording is played, and what the engine says meanwhile is not heard', async () => {
    const story = await greeted({ engine: 'an engine that owns its turns' });
    const before = story.speechMs;
    story.engine.say({ text: 'That is one hundred dollars.', lengthMs: 3_000 });
    story.pass(300);
    const said = story.speechMs - before;
    story.callerSays('I smell gas', 100);
    expect(recordedMs(story)).toBeGreaterThan(0);
    story.pass(RECORDED_MS);
    expect(recordedMs(story)).toBe(RECORDED_MS);
    expect(story.speechMs - before - said).toBeLessThan(300);
    expect(story.engine.urgent).toEqual([]);
    expect(await story.events('safety-line-spoken')).toMatchObject([{ by: 'recording' }]);
  });
});

describe('a call that comes back after its media were lost', () => {
  const danger = { speaker: 'caller', text: 'I smell gas' } as const;
  const line = { speaker: 'agent', text: GAS.text } as const;
  const out = { speaker: 'caller', text: 'we are outside' } as const;

  test.each([
    ['is still in danger', [danger, line], 0, true],
    ['is over it when the caller was out', [danger, line, out], 0, false],
    ['hears the line that it had not heard', [danger], 1, true],
    ['hears the line that it had heard in part', [danger, { ...line, text: 'Please leave —' }], 1, true],
    ['knows of no danger when there was none', [out], 0, false],
  ] as const)('%s', async (_what, earlierTurns, lineCount, isRefused) => {
    const story = await greeted({ earlierTurns, opening: 'resumption' });
    story.pass(GAS_MS + 6_000);
    expect(story.engine.urgent).toHaveLength(lineCount);
    const answer = await story.engine.untilAnswered(story.engine.ask({ name: 'get_pricing' }));
    expect('refusal' in answer).toBe(isRefused);
  });
});

describe('a call that comes back without the words of before', () => {
  const verdict = {
    severity: 'life_safety',
    trades: ['hvac'],
    jobTypes: [],
    isVulnerable: false,
    flags: [],
    instructionId: 'SAFE_CO',
    ruleIds: [],
    by: 'rules-and-model',
  } as const;
  const told = { lineId: 'SAFE_CO', language: 'en', ruleIds: ['model.triage'] } as const;
  const due = { step: 'line-due', ...told } as const;
  const spoken = { step: 'line-spoken', ...told } as const;
  const back = (dangerBefore: Partial<DangerBefore>) =>
    greeted({
      safetyJudge: createSafetyJudge(),
      tools: [triageCallTool, lookUp, endCallTool],
      opening: 'resumption',
      isRecordingRefused: true,
      dangerBefore: { areWordsWithheld: true, ...dangerBefore },
    });

  test.each([
    ['hears the line that it had not heard', { verdict, steps: [due] }, 1, true],
    ['does not hear again what it heard', { verdict, steps: [due, spoken] }, 0, true],
    [
      'is over it once the caller was out',
      { verdict, steps: [due, spoken, { step: 'caller-out' }] },
      0,
      false,
    ],
    ['hears the line of a verdict whose line was never begun', { verdict, steps: [] }, 1, true],
    ['knows of no danger when there was none', { verdict: null, steps: [] }, 0, false],
  ] as const)('%s', async (_what, dangerBefore, lineCount, isRefused) => {
    const story = await back(dangerBefore);
    story.pass(GAS_MS + 6_000);
    expect(story.engine.urgent).toEqual(lineCount === 1 ? [SAFETY_LINES.SAFE_CO.en] : []);
    const answer = await story.engine.untilAnswered(story.engine.ask({ name: 'get_pricing' }));
    expect('refusal' in answer).toBe(isRefused);
  });

  test('holds what the model had judged', async () => {
    const story = await back({ verdict, steps: [due, spoken] });
    const asked = story.engine.ask({ name: 'triage_call', arguments: { severity: 'routine', trades: [] } });
    expect(await story.engine.untilAnswered(asked)).toMatchObject({
      severity: 'life_safety',
      trades: ['hvac'],
      safetyLine: { id: 'SAFE_CO', state: 'spoken' },
    });
  });

  test('hears a line that is still due in the language in which it was begun', async () => {
    const story = await back({ verdict, steps: [{ ...due, language: 'es' }] });
    expect(story.engine.urgent).toEqual([SAFETY_LINES.SAFE_CO.es]);
  });
});

test('the journal knows of a line before it is heard', async () => {
  const story = await greeted();
  story.callerSays('I smell gas');
  expect(await story.events('safety-line-due')).toEqual([
    { lineId: 'SAFE_GAS', language: 'en', ruleIds: ['gas.smell.en'] },
  ]);
  expect(await story.events('safety-line-spoken')).toEqual([]);
});

test('who keys in 911 is told to call it from their own telephone', async () => {
  const story = await greeted();
  for (const digit of '911#') story.leg.caller.digitPressed(digit);
  expect(story.engine.urgent).toEqual(['Call 911 now.']);
  expect(story.engine.responses).toBe(0);
});

test('a judgement that fails leaves the call alone, and the next words are judged anew', async () => {
  let failures = 0;
  const story = await greeted({
    judgeSafety: (utterances) => {
      if (utterances.length === 1 && failures++ === 0) throw new Error('broken rule');
      return judgeSafety(utterances);
    },
  });
  story.callerSays('I smell gas');
  expect(story.engine.urgent).toEqual([]);
  story.callerSays('hello?');
  expect(failures).toBe(1);
  expect(story.engine.urgent).toEqual([GAS.text]);
});

test('a danger told into the greeting stops it', async () => {
  const story = new SessionStory(calls, await calls.answer(), {
    engine: 'an engine that can be interrupted',
    judgeSafety,
  });
  story.session.start();
  story.session.attachCarrier(story.leg);
  story.pass(300);
  story.callerSays('smell gas', 200);
  expect(story.leg.clears).toBe(1);
  expect(story.engine.urgent).toEqual([GAS.text]);
});
