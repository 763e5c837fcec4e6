import { GUARD_LINES } from '@afterhourfix/domain';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { defineTool } from '../agent-tools/agent-tool.ts';
import { endCallTool } from '../agent-tools/end-call.ts';
import { AnsweredCalls } from '../testing/answered-call.ts';
import { SessionStory, type StoryOptions } from './testing/session-story.ts';

let calls: AnsweredCalls;
beforeAll(async () => {
  calls = await AnsweredCalls.open();
});
afterAll(() => calls[Symbol.asyncDispose]());

const RECORDED_CODE = 0x12;
const RECORDING = { audio: Buffer.alloc(8_000, RECORDED_CODE).toString('base64'), byteLength: 8_000 };
const NO_PRICE = "Let me correct that: I don't have a price for that yet.";
const LIES = 'It is ninety-nine dollars to come out. Shall I book it for you?';

const pricing = defineTool({
  name: 'get_pricing',
  description: 'For tests.',
  isWrite: false,
  input: z.object({}),
  run: async () => ({
    result: { totalCents: 12_900, lines: [{ label: 'trip fee', amountCents: 12_900 }] },
    effect: null,
  }),
});
const message = defineTool({
  name: 'take_message',
  description: 'For tests.',
  isWrite: true,
  input: z.object({ problem: z.string() }),
  run: async () => ({ result: { message: { isPaged: false } }, effect: { kind: 'message-taken' } }),
});

const greeted = async (options: Partial<StoryOptions> = {}) => {
  const story = new SessionStory(calls, await calls.answer(), {
    engine: 'an engine that can be interrupted',
    findRecording: ({ id }) => (id === 'CORRECTION' ? RECORDING : null),
    tools: [pricing, message, endCallTool],
    ...options,
  });
  await story.greet();
  return story;
};
const recordedMs = (story: SessionStory) =>
  story.leg.bytes.filter((code) => code === RECORDED_CODE).length / 8;
const agentTurns = async (story: SessionStory) =>
  (await story.rows('started_at, speaker, text', 'transcript_turns'))
    .filter(({ speaker }) => speaker === 'agent')
    .map(({ text }) => text);

describe('a price that no tool has told', () => {
  test('is cut off before it is heard, and set right in the same breath', async () => {
    const story = await greeted();
    story.engine.say({ text: LIES, lengthMs: 6_000 });
    story.pass(100);
    expect(story.leg.clears).toBe(1);
    expect(story.engine.urgent).toEqual([NO_PRICE]);
    story.pass(6_000);
    expect(await agentTurns(story)).toEqual(expect.arrayContaining([NO_PRICE]));
    expect((await agentTurns(story)).join(' ')).not.toMatch(/ninety-nine dollars/);
    expect(await story.events('spoken-fact-corrected')).toMatchObject([
      { facts: [{ kind: 'amount', verdict: 'unbacked' }] },
    ]);
    const silenced = z.object({ heard: z.array(z.object({ heardMs: z.number() })) });
    const { heard } = silenced.parse((await story.events('agent-silenced'))[0]);
    expect(heard[0]?.heardMs).toBeLessThan(50);
    expect(await story.events('correction-line-spoken')).toMatchObject([{ by: 'engine', heardShare: 1 }]);
    expect(story.engine.responses).toBe(1);
  });

  test('is spoken freely once the tool has told it, and is kept as a promise with its place', async () => {
    const story = await greeted();
    await story.engine.untilAnswered(story.engine.ask({ name: 'get_pricing' }));
    story.agentSays('A visit is one hundred twenty-nine dollars.', 4_000);
    expect(story.engine.urgent).toEqual([]);
    const [promise] = await story.rows(
      'kind, detail, audio_offset_ms, engine_call_id, item_id',
      'spoken_promises',
    );
    expect(promise).toMatchObject({ kind: 'price', detail: { amountCents: 12_900 } });
    expect(promise?.engine_call_id).toMatch(/.+/);
    expect(promise?.audio_offset_ms).toBeGreaterThan(500);
    expect(promise?.audio_offset_ms).toBeLessThan(2_500);
  });

  test('is no promise when the caller cut the agent off before it', async () => {
    const story = await greeted();
    await story.engine.untilAnswered(story.engine.ask({ name: 'get_pricing' }));
    story.engine.say({ text: 'A visit is one hundred twenty-nine dollars.', lengthMs: 4_000 });
    story.pass(300);
    story.callerSays('wait wait wait');
    story.pass(3_000);
    expect(await story.rows('kind', 'spoken_promises')).toEqual([]);
  });

  test('is true in a call that comes back, when a tool told it before', async () => {
    const result = { totalCents: 9_900, lines: [] };
    const known = { technicianNames: [], toolResults: [{ toolCallId: 'c1', name: 'get_pricing', result }] };
    const story = await greeted({ known });
    story.agentSays(LIES, 4_000);
    expect(story.engine.urgent).toEqual([]);
  });
});

describe('what of a wrong sentence stays in the transcript', () => {
  const utteranceId = 'item-9';
  const begin = (story: SessionStory) =>
    story.engine.emit({ type: 'agent-turn-started', turnId: 'response-9', saying: null });
  const sound = (story: SessionStory, lengthMs: number) => {
    const audio = Buffer.alloc(lengthMs * 8, 0x80);
    const piece = { audio: audio.toString('base64'), byteLength: audio.length };
    story.session.agentAudio({ utteranceId, contentIndex: 0, ...piece });
  };
  const word = (story: SessionStory) =>
    story.engine.emit({ type: 'agent-transcript', utteranceId, text: LIES, isFinal: true });

  test('is nothing when its words came before any sound of it, which then nobody hears', async () => {
    const story = await greeted();
    begin(story);
    word(story);
    sound(story, 2_000);
    story.pass(8_000);
    expect(story.engine.urgent).toEqual([NO_PRICE]);
    expect((await agentTurns(story)).join(' ')).not.toMatch(/ninety-nine/);
    const rows = await story.rows('item_id, heard_ms', 'transcript_turns');
    expect(rows).toContainEqual({ item_id: utteranceId, heard_ms: 0 });
  });

  test('is all of it when it had been heard before its words came', async () => {
    const story = await greeted();
    begin(story);
    sound(story, 2_000);
    story.pass(3_000);
    word(story);
    story.pass(8_000);
    expect(story.engine.urgent).toEqual([NO_PRICE]);
    expect(await agentTurns(story)).toContain(LIES);
  });
});

test('a visit that was never booked is not left standing', async () => {
  const story = await greeted();
  story.agentSays("You're all booked for tomorrow between eight and ten in the morning.", 4_000);
  expect(story.engine.urgent[0]).toMatch(/nothing is booked yet/);
});

test('a technician whom no tool named is taken back', async () => {
  const story = await greeted({ known: { technicianNames: ['Rafael Ortiz'], toolResults: [] } });
  story.agentSays('Rafael Ortiz will be there soon.', 3_000);
  expect(story.engine.urgent[0]).toMatch(/^Let me correct that/);
});

test('an engine that says something else than the correction is silenced, and the recording is heard', async () => {
  const story = await greeted();
  story.engine.saysInstead = 'Sure, no problem at all.';
  story.engine.say({ text: LIES, lengthMs: 6_000 });
  story.pass(1_700);
  story.pass(3_000);
  expect(recordedMs(story)).toBe(1_000);
  expect(await agentTurns(story)).toEqual(expect.arrayContaining([GUARD_LINES.CORRECTION.en]));
});

test('an agent that is wrong again and again waits for the caller', async () => {
  const story = await greeted();
  for (let time = 0; time < 4; time++) {
    story.agentSays(LIES, 2_000);
    story.pass(4_000);
  }
  expect(story.engine.responses).toBe(1);
  story.callerSays('what does it cost');
  story.agentSays(LIES, 2_000);
  story.pass(4_000);
  expect(story.engine.responses).toBe(2);
});

test('an engine that owns its turns is muted, and the recording takes back what it said', async () => {
  const story = await greeted({ engine: 'an engine that owns its turns' });
  story.agentSays(LIES, 4_000);
  story.pass(2_000);
  expect(recordedMs(story)).toBe(1_000);
});

describe('a card number', () => {
  const CARD = 'my card is four two four two, four two four two, ';

  test('that the agent asks for is stopped before the caller reads it out', async () => {
    const story = await greeted();
    story.agentSays('Thank you. What is the security code?', 3_000);
    expect(story.engine.urgent).toEqual([GUARD_LINES.CARD_STOP.en]);
    story.pass(6_000);
    expect(story.engine.urgent).toHaveLength(1);
    expect(await story.events('card-stopped')).toHaveLength(1);
  });

  test('is stopped while it is being read, and no digit of it is kept anywhere', async () => {
    const story = await greeted();
    story.callerSays(CARD);
    story.pass(500);
    expect(story.engine.urgent).toEqual([GUARD_LINES.CARD_STOP.en]);
    story.pass(9_000);
    story.callerSays('four two four two, four two four two, expires twelve twenty-eight');
    story.pass(2_000);
    const texts = (await story.rows('text', 'transcript_turns')).map(({ text }) => text).join('\n');
    expect(texts).not.toMatch(/four two/);
    expect(texts).toContain('my card is');
    expect(await story.events('card-stopped')).toHaveLength(1);
  });

  test('that comes in utterances of four digits is known by the third, and taken out of all', async () => {
    const story = await greeted();
    for (const group of [
      'four two four two',
      'four two four two',
      'four two four two',
      'four two four two',
    ]) {
      story.callerSays(group, 400);
      story.pass(300);
    }
    story.pass(9_000);
    const texts = (await story.rows('text', 'transcript_turns')).map(({ text }) => text).join('\n');
    expect(texts).not.toMatch(/four two/);
  });

  test('in the groups of an Amex, with yes and okay between, is taken out of what was written before', async () => {
    const story = await greeted();
    for (const words of ['3782', 'yes', 'okay, 822463', 'uh-huh', '10005', 'expires oh four twenty-nine']) {
      story.callerSays(words, 400);
      story.pass(300);
    }
    story.pass(9_000);
    const texts = (await story.rows('text', 'transcript_turns')).map(({ text }) => text).join('\n');
    expect(texts).not.toMatch(/\d|four|twenty/);
    expect(await story.events('card-stopped')).toHaveLength(1);
  });

  test('is kept out of what a tool would store', async () => {
    const story = await greeted();
    const asked = story.engine.ask({
      name: 'take_message',
      arguments: { problem: 'Wants to pay with 4242 4242 4242 4242' },
    });
    expect(await story.engine.untilAnswered(asked)).toMatchObject({ refusal: 'card-number' });
    const inPieces = story.engine.ask({
      name: 'pay_4242424242424242',
      arguments: { parts: [4242, 4242, 4242, 4242] },
    });
    expect(await story.engine.untilAnswered(inPieces)).toMatchObject({ refusal: 'card-number' });
    expect(JSON.stringify(await story.rows('payload', 'call_events'))).not.toContain('4242');
    expect(await story.rows('name', 'tool_calls')).toEqual([]);
  });

  test('on the keypad is stopped as well, and the engine is not told it', async () => {
    const story = await greeted();
    for (const digit of '4242424242424242') story.session.digitPressed(digit);
    story.pass(2_000);
    expect(story.engine.urgent).toEqual([GUARD_LINES.CARD_STOP.en]);
    expect(story.engine.notes.join(' ')).not.toContain('4242');
  });

  test('keyed in bursts is known by the third, and taken out of all', async () => {
    const story = await greeted();
    for (let group = 0; group < 4; group++) {
      for (const digit of '4242') story.session.digitPressed(digit);
      story.pass(2_000);
    }
    expect(story.engine.urgent[0]).toBe(GUARD_LINES.CARD_STOP.en);
    const texts = (await story.rows('text', 'transcript_turns')).map(({ text }) => text).join('\n');
    expect(texts).not.toContain('4242');
  });

  test('is none when a telephone number and a ZIP are given', async () => {
    const story = await greeted();
    story.callerSays('six one four, five five five, oh one one five');
    story.callerSays('four three two oh two');
    story.pass(500);
    expect(story.engine.urgent).toEqual([]);
  });
});
