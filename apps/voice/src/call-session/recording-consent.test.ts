import { GUARD_LINES } from '@afterhourfix/domain';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { AnsweredCalls } from '../testing/answered-call.ts';
import { GREETING, SessionStory, type StoryOptions } from './testing/session-story.ts';

const ENGINE = 'an engine that can be interrupted';

let calls: AnsweredCalls;
beforeAll(async () => {
  calls = await AnsweredCalls.open();
});
afterAll(() => calls[Symbol.asyncDispose]());

async function tellStory(
  options: Partial<StoryOptions> & { consent?: 'notice' | 'ask' } = {},
): Promise<SessionStory> {
  const { consent = 'notice', ...rest } = options;
  const call = await calls.answer();
  const business = { ...call.domain.business, recordingConsent: consent };
  const story = new SessionStory(
    calls,
    { ...call, domain: { ...call.domain, business } },
    { engine: ENGINE, ...rest },
  );
  await story.greet();
  return story;
}

async function readTexts(story: SessionStory): Promise<unknown[]> {
  const rows = await story.rows('started_at, speaker, trim(text) as text', 'transcript_turns');
  return rows.map(({ text }) => text);
}

describe('a caller who refuses to be recorded', () => {
  test('hears that it is off, and no word of either side is written, those of before included', async () => {
    const story = await tellStory();
    expect(await readTexts(story)).toEqual([GREETING]);
    story.callerSays('please do not record this, my basement is flooding');
    story.agentSays('That sounds bad, where do you live?', 1_500);
    story.callerSays('on Glenmawr Avenue');
    await story.settle();
    expect(story.engine.told).toContain(GUARD_LINES.RECORDING_OFF.en);
    const texts = await readTexts(story);
    expect(texts.length).toBeGreaterThanOrEqual(4);
    expect(texts.every((text) => text === '')).toBe(true);
    expect(await story.events('recording-refused')).toEqual([
      { language: 'en', parties: 'one-party', source: '18 U.S.C. § 2511(2)(d)' },
    ]);
    const [call] = await story.rows('recording_refused_at', 'calls');
    expect(call?.recording_refused_at).not.toBeNull();
    story.session.release();
  });

  test.each([
    ['right after the notice', null, 1],
    ['later, about something else', 'Is the water still running?', 0],
  ])('may say "turn that off" %s', async (_when, agentSaid, count) => {
    const story = await tellStory({ greeting: 'This call is recorded. What is going on?' });
    if (agentSaid !== null) {
      story.callerSays('my sink is leaking');
      story.agentSays(agentSaid, 1_500);
      story.pass(3_000);
    }
    story.callerSays('can you turn that off');
    await story.settle();
    expect(story.engine.told.filter((line) => line === GUARD_LINES.RECORDING_OFF.en)).toHaveLength(count);
    story.session.release();
  });

  test('hears it in their language, and each time that they ask', async () => {
    const story = await tellStory();
    story.callerSays('no quiero que me graben');
    story.pass(3_000);
    story.callerSays('apague la grabación por favor');
    story.pass(3_000);
    expect(story.engine.told.filter((line) => line === GUARD_LINES.RECORDING_OFF.es)).toHaveLength(2);
    expect(await story.events('recording-refused')).toHaveLength(1);
    story.session.release();
  });

  test.each([
    ['the correction before it', 'before'],
    ['a correction behind it', 'behind'],
  ])('hears that it is off beside %s', async (_what, when) => {
    const story = await tellStory();
    const lie = () => story.engine.say({ text: 'It is ninety-nine dollars to come out.', lengthMs: 6_000 });
    if (when === 'before') lie();
    story.pass(100);
    story.callerSays('please do not record this');
    if (when === 'behind') lie();
    story.pass(20_000);
    expect(story.engine.urgent).toContain(GUARD_LINES.RECORDING_OFF.en);
    expect(await story.events('consent-line-spoken')).toMatchObject([
      { lineId: 'RECORDING_OFF', language: 'en', heardShare: 1 },
    ]);
    story.session.release();
  });

  test('is not told by the agent that nothing is recorded before they refused, and may be after it', async () => {
    const story = await tellStory();
    story.agentSays('This call is not recorded.', 1_500);
    story.pass(8_000);
    expect(await story.events('spoken-fact-corrected')).toHaveLength(1);
    story.callerSays('stop recording');
    story.pass(8_000);
    story.agentSays('Right, this call is not recorded any more.', 1_500);
    story.pass(4_000);
    expect(await story.events('spoken-fact-corrected')).toHaveLength(1);
    story.session.release();
  });

  test('may allow it again, and is written from then on', async () => {
    const story = await tellStory();
    story.callerSays('stop recording');
    story.pass(3_000);
    story.callerSays('okay you can record again');
    story.pass(3_000);
    story.callerSays('my furnace is out');
    await story.settle();
    expect(story.engine.told).toContain(GUARD_LINES.RECORDING_ON.en);
    const texts = (await readTexts(story)).filter((text) => text !== '');
    expect(texts).toContain('my furnace is out');
    expect(texts.join()).not.toMatch(/stop recording|you can record|evening/);
    story.session.release();
  });

  test('of an earlier part of the call is known when the call comes back', async () => {
    const story = await tellStory({ opening: 'resumption', isRecordingRefused: true });
    story.callerSays('my name is Marla');
    await story.settle();
    const texts = await readTexts(story);
    expect(texts.length).toBeGreaterThan(0);
    expect(texts.every((text) => text === '')).toBe(true);
    story.session.release();
  });
});

test.each(["I don't mind if you record this", 'is this recorded', 'you can record'])(
  'who says "%s" is written, and nothing is said about it',
  async (words) => {
    const story = await tellStory();
    story.callerSays(words);
    await story.settle();
    expect(await readTexts(story)).toContain(words);
    expect(story.engine.told).toEqual([GREETING]);
    story.session.release();
  },
);

describe('a business that asks', () => {
  test('takes a plain no for a refusal', async () => {
    const story = await tellStory({ consent: 'ask' });
    story.callerSays('no, I would rather not');
    await story.settle();
    expect(story.engine.told).toContain(GUARD_LINES.RECORDING_OFF.en);
    story.session.release();
  });

  test('takes only the first answer for one', async () => {
    const story = await tellStory({ consent: 'ask' });
    story.callerSays('yes that is fine');
    story.pass(2_000);
    story.callerSays('no');
    await story.settle();
    expect(story.engine.told).not.toContain(GUARD_LINES.RECORDING_OFF.en);
    story.session.release();
  });

  test('does not ask, nor take a no for an answer, when the call comes back', async () => {
    const story = await tellStory({ consent: 'ask', opening: 'resumption' });
    story.callerSays('no');
    await story.settle();
    expect(story.engine.told).not.toContain(GUARD_LINES.RECORDING_OFF.en);
    story.session.release();
  });
});
