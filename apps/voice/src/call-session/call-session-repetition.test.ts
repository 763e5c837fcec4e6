import { SAFETY_LINES } from '@afterhourfix/domain';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { AnsweredCalls } from '../testing/answered-call.ts';
import { createSafetyJudge } from './safety-judge.ts';
import { STAY_OUT_LINES } from './safety-words.ts';
import { type EngineKind, SessionStory } from './testing/session-story.ts';

let calls: AnsweredCalls;
beforeAll(async () => {
  calls = await AnsweredCalls.open();
});
afterAll(() => calls[Symbol.asyncDispose]());

const { SAFE_GAS: GAS, SAFE_WATER_SHUTOFF: SHUTOFF } = SAFETY_LINES;
const NOT_ENGLISH = 'perdón, no le entiendo nada de lo que dice';
const NOT_SPANISH = 'sorry, I do not understand what you said';

async function tell(
  words: readonly string[],
  engine: EngineKind = 'an engine that can be interrupted',
): Promise<SessionStory> {
  const story = new SessionStory(calls, await calls.answer(), { engine, safetyJudge: createSafetyJudge() });
  await story.greet();
  for (const said of words) {
    story.callerSays(said);
    story.pass(15_000);
  }
  return story;
}

describe('a safety line is said once more in the language of the caller', () => {
  test.each([
    ['who told of it in English and speaks Spanish', ['I smell gas', NOT_ENGLISH], [GAS.en, GAS.es]],
    ['who told of it in Spanish and speaks English', ['huele a gas', NOT_SPANISH], [GAS.es, GAS.en]],
    ['who asks for their language', ['I smell gas', 'español por favor'], [GAS.en, GAS.es]],
    ['two turns later', ['I smell gas', 'what', NOT_ENGLISH], [GAS.en, GAS.es]],
    ['of a danger that sends nobody out', ['a pipe burst', NOT_ENGLISH], [SHUTOFF.en, SHUTOFF.es]],
  ])('%s', async (_who, words, lines) => {
    const story = await tell(words);
    expect(story.engine.urgent).toEqual(lines);
    story.session.release();
  });

  test('and so is what follows it', async () => {
    const story = await tell(['I smell gas', NOT_ENGLISH]);
    expect(story.engine.told.at(-1)).toBe(STAY_OUT_LINES.es);
    expect(await story.events('safety-line-spoken')).toMatchObject([{ language: 'en' }, { language: 'es' }]);
    story.session.release();
  });
});

describe('a safety line is not said again', () => {
  test.each([
    ['a third time', ['I smell gas', NOT_ENGLISH, NOT_SPANISH, NOT_ENGLISH], [GAS.en, GAS.es]],
    ['three turns later', ['I smell gas', 'what', 'what now', NOT_ENGLISH], [GAS.en]],
    ['for a word or two', ['I smell gas', 'ay dios'], [GAS.en]],
    ['to who is out', ['I smell gas', 'ya salimos todos de la casa'], [GAS.en]],
    ['to who was out', ['I smell gas', 'we are all outside', NOT_ENGLISH], [GAS.en]],
    ['in the same language', ['I smell gas', 'what did you say to me'], [GAS.en]],
  ])('%s', async (_what, words, lines) => {
    const story = await tell(words);
    expect(story.engine.urgent).toEqual(lines);
    story.session.release();
  });
});

test('a line that was talked over in the other language is said again in that one', async () => {
  const story = await tell([]);
  story.callerSays('I smell gas');
  story.pass(500);
  story.callerSays(NOT_ENGLISH, 3_000);
  story.pass(15_000);
  expect(story.engine.urgent).toEqual([GAS.en, GAS.es]);
  story.session.release();
});
