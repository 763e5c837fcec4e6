import { GUARD_LINES, toOpeningLine } from '@afterhourfix/domain';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { AnsweredCalls } from '../testing/answered-call.ts';
import { type EngineKind, SessionStory, type StoryOptions } from './testing/session-story.ts';

let calls: AnsweredCalls;
beforeAll(async () => {
  calls = await AnsweredCalls.open();
});
afterAll(() => calls[Symbol.asyncDispose]());

const OPENING = toOpeningLine({ businessName: 'Oak and Iron', language: 'en' });
const NOTICE = GUARD_LINES.NOTICE.en;
const OPENING_MS = OPENING.split(' ').length * 300;

async function ringing(options: Partial<StoryOptions> & { saysInstead?: string } = {}) {
  const engine: EngineKind = options.engine ?? 'an engine that can be interrupted';
  const story = new SessionStory(calls, await calls.answer(), { greeting: OPENING, ...options, engine });
  story.engine.saysInstead = options.saysInstead ?? null;
  story.session.start();
  story.engine.saysInstead = null;
  story.pass(1_000);
  story.session.attachCarrier(story.leg);
  return story;
}

test('a greeting that was heard to its end needs no other notice', async () => {
  const story = await ringing();
  story.pass(OPENING_MS + 2_000);
  expect(story.engine.urgent).toEqual([]);
});

test('an engine that greets in its own words is followed by the notice', async () => {
  const story = await ringing({ saysInstead: 'Hi there, how can I help you tonight?' });
  story.pass(10_000);
  expect(story.engine.urgent).toEqual([NOTICE]);
  expect(await story.events('notice-line-spoken')).toMatchObject([
    { ruleIds: ['notice.ai', 'notice.recording'], heardShare: 1 },
  ]);
});

test('who talks over the greeting hears the notice when they are done, and then the answer', async () => {
  const story = await ringing();
  story.pass(900);
  story.engine.emit({ type: 'caller-started-speaking', utteranceId: 'caller-1' });
  story.pass(2_000);
  expect(story.engine.urgent).toEqual([]);
  story.engine.emit({ type: 'caller-stopped-speaking' });
  const text = 'My sink is leaking all over the place';
  story.engine.emit({ type: 'caller-transcript', utteranceId: 'caller-1', text, isFinal: true });
  expect(story.engine.urgent).toEqual([NOTICE]);
  story.pass(8_000);
  expect(story.engine.responses).toBe(1);
});

test('who hung on until both notices were told is not told them again', async () => {
  const story = await ringing();
  story.pass(OPENING_MS - 2_500);
  story.callerSays('My sink is leaking all over the place', 2_000);
  story.pass(2_000);
  expect(story.engine.urgent).toEqual([]);
});

test('an engine that owns its turns and leaves them out is followed by the recording', async () => {
  const recording = { audio: Buffer.alloc(8_000, 0x12).toString('base64'), byteLength: 8_000 };
  const story = await ringing({
    engine: 'an engine that owns its turns',
    saysInstead: 'Hi there.',
    findRecording: ({ id }) => (id === 'NOTICE' ? recording : null),
  });
  story.pass(10_000);
  expect(story.leg.bytes.filter((code) => code === 0x12)).toHaveLength(8_000);
});

test('a call that comes back has had its notices', async () => {
  const story = await ringing({ opening: 'resumption' });
  story.pass(10_000);
  expect(story.engine.urgent).toEqual([]);
});

test('a call that broke before they were heard is given them when it comes back, once', async () => {
  const earlierTurns = [{ speaker: 'agent', text: 'Well, let me see.' }] as const;
  const greeting = 'Sorry, we were cut off for a moment.';
  const story = await ringing({ opening: 'resumption', isWithoutNotices: true, earlierTurns, greeting });
  story.pass(10_000);
  expect(story.engine.urgent).toEqual([NOTICE]);
});
