import { PhoneNumber } from '@afterhourfix/vocabulary';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { type AgentTool, defineTool } from '../agent-tools/agent-tool.ts';
import { endCallTool } from '../agent-tools/end-call.ts';
import { transferCallTool } from '../agent-tools/transfer-call.ts';
import { SPOKEN_LINES } from '../instructions/spoken-lines.ts';
import { AnsweredCalls } from '../testing/answered-call.ts';
import { FAREWELL_LIMIT_MS } from './call-state.ts';
import {
  ENGINE_KINDS,
  GREETING,
  GREETING_MS,
  SessionStory,
  type StoryOptions,
} from './testing/session-story.ts';

let calls: AnsweredCalls;
beforeAll(async () => {
  calls = await AnsweredCalls.open();
});
afterAll(() => calls[Symbol.asyncDispose]());

const NOT_CONCLUDED = [null, null];
const KINDS = Object.keys(ENGINE_KINDS) as (keyof typeof ENGINE_KINDS)[];

/** A tool that answers when the test says so. */
function gatedTool({ isWrite = false }: { isWrite?: boolean } = {}) {
  const gate = Promise.withResolvers<void>();
  const tool: AgentTool = defineTool({
    name: 'look_up',
    description: 'For tests.',
    isWrite,
    input: z.object({}),
    run: async () => {
      await gate.promise;
      return { result: { found: 'it' }, effect: isWrite ? { kind: 'slot-booked' } : { kind: 'facts-told' } };
    },
  });
  return { tool, open: gate.resolve };
}

describe.each(KINDS)('with %s', (engine) => {
  const open = async (options: Partial<StoryOptions> = {}) =>
    new SessionStory(calls, await calls.answer(), { engine, ...options });
  const greeted = async (options: Partial<StoryOptions> = {}) => {
    const story = await open(options);
    await story.greet();
    return story;
  };

  test('the greeting is made while the phone rings and heard whole', async () => {
    const story = await open();
    story.session.start();
    story.pass(1_000);
    expect(story.leg.audio).toEqual([]);
    story.session.attachCarrier(story.leg);
    story.pass(GREETING_MS + 1_500);
    expect(story.engine.told).toEqual([GREETING]);
    expect(story.speechMs).toBe(GREETING_MS);
    expect(story.leg.highestLeadMs).toBeLessThanOrEqual(600);
  });

  test('what both said stands in rows, with how much of it was heard', async () => {
    const story = await greeted();
    story.callerSays('my basement is flooding');
    story.agentSays('Where are you?', 900);
    story.leg.caller.ended('caller-hung-up');
    const rows = await story.rows(
      'started_at, speaker, trim(text) as text, heard_ms, is_interrupted',
      'transcript_turns',
    );
    expect(rows.map(({ speaker, text }) => [speaker, text])).toEqual([
      ['agent', GREETING],
      ['caller', 'my basement is flooding'],
      ['agent', 'Where are you?'],
    ]);
    expect(rows.map(({ is_interrupted }) => is_interrupted)).toEqual([false, false, false]);
    const heardMs = rows.map((row) => Number(row.heard_ms));
    expect(heardMs[0]).toBeGreaterThanOrEqual(GREETING_MS);
    expect(heardMs[0]).toBeLessThanOrEqual(GREETING_MS + 800);
  });

  test('of speech that was cut short by a hang-up only the heard part counts', async () => {
    const story = await greeted();
    story.engine.say({ text: 'One two three four five six seven eight nine ten', lengthMs: 5_000 });
    story.pass(2_000);
    story.leg.caller.ended('caller-hung-up');
    const rows = await story.rows('started_at, text, heard_ms, is_interrupted', 'transcript_turns');
    expect(rows.at(-1)).toMatchObject({ is_interrupted: true });
    expect(Number(rows.at(-1)?.heard_ms)).toBeGreaterThan(1_800);
    expect(Number(rows.at(-1)?.heard_ms)).toBeLessThanOrEqual(2_020);
  });

  test('a tool that the model asks for is answered, and the answer stands in the journal', async () => {
    const { tool, open: answer } = gatedTool();
    const story = await greeted({ tools: [tool] });
    const id = story.engine.ask({ name: 'look_up' });
    answer();
    expect(await story.engine.untilAnswered(id)).toEqual({ found: 'it' });
    expect(await story.rows('name, status', 'tool_calls')).toEqual([{ name: 'look_up', status: 'done' }]);
  });

  test('a slow tool is covered by one short filler', async () => {
    const { tool, open: answer } = gatedTool();
    const story = await greeted({ tools: [tool] });
    story.engine.ask({ name: 'look_up' });
    const second = story.engine.ask({ name: 'look_up' });
    story.pass(1_190);
    expect(story.engine.told).toEqual([GREETING]);
    story.pass(4_000);
    answer();
    await story.engine.untilAnswered(second);
    expect(story.engine.told).toEqual([GREETING, SPOKEN_LINES.en.stillLooking]);
  });

  test('end_call waits until the farewell was heard to its end', async () => {
    const story = await greeted();
    const heardBefore = story.speechMs;
    story.engine.say({ text: 'Goodbye now.', lengthMs: 2_000, tools: [{ name: 'end_call' }] });
    story.pass(10);
    await story.settle();
    while (story.speechMs - heardBefore < 2_000 || story.leg.leadMs > 0) {
      expect(story.leg.isClosed).toBe(false);
      story.pass(10);
      await story.settle();
    }
    story.pass(1_000);
    await story.settle();
    story.pass(3_000);
    await story.settle();
    expect(story.leg.isClosed).toBe(true);
    expect(story.departures).toEqual([{ kind: 'hang-up', cause: 'agent' }]);
    expect(await story.outcome()).toEqual(['information_given', 'info_only']);
    expect([story.engine.isClosed, story.releases]).toEqual([true, 1]);
  });

  test('an agent that hangs up without a word says goodbye first', async () => {
    const story = await greeted();
    story.engine.ask({ name: 'end_call', arguments: { reason: 'spam' } });
    await story.settle();
    expect(story.engine.told.at(-1)).toBe(SPOKEN_LINES.en.goodbye);
    expect(story.leg.isClosed).toBe(false);
    story.pass(4_000);
    await story.settle();
    expect(story.leg.isClosed).toBe(true);
    expect(await story.outcome()).toEqual(['spam', 'spam']);
  });

  test('a goodbye that the model never says does not keep the line open', async () => {
    const story = await greeted();
    story.engine.isObedient = false;
    story.engine.ask({ name: 'end_call' });
    await story.settle();
    story.pass(14_900);
    await story.settle();
    expect(story.leg.isClosed).toBe(false);
    story.pass(100);
    await story.settle();
    expect(story.leg.isClosed).toBe(true);
  });

  test('a caller who speaks into the goodbye stays, and its reason is forgotten', async () => {
    const story = await greeted();
    story.engine.ask({ name: 'end_call', arguments: { reason: 'wrong_number' } });
    await story.settle();
    story.pass(500);
    story.callerSays('wait one more thing');
    story.pass(7_000);
    expect(story.leg.isClosed).toBe(false);
    story.leg.caller.ended('caller-hung-up');
    expect(await story.outcome()).toEqual(['abandoned', 'caller_hung_up_early']);
  });

  test('a silent caller is asked once, told goodbye and hung up on', async () => {
    const story = await greeted();
    story.pass(8_000);
    expect(story.engine.told).toEqual([GREETING, SPOKEN_LINES.en.silencePrompt]);
    story.pass(8_000 + 3_000);
    expect(story.engine.told.at(-1)).toBe(SPOKEN_LINES.en.silenceGoodbye);
    story.pass(8_000);
    await story.settle();
    expect(story.leg.isClosed).toBe(true);
    expect(await story.outcome()).toEqual(['abandoned', 'caller_silent']);
    expect(await story.events('caller-silent')).toEqual([{ what: 'prompt' }, { what: 'goodbye' }]);
  });

  test('a caller who was silent and speaks up is not hung up on, not even during the goodbye', async () => {
    const story = await greeted();
    story.pass(8_000);
    story.callerSays('I am here');
    story.pass(3_000);
    expect(story.leg.isClosed).toBe(false);
    story.pass(30_000);
    expect(story.engine.told.at(-1)).toBe(SPOKEN_LINES.en.silenceGoodbye);
    const toldBefore = story.engine.told.length;
    const again = await greeted();
    again.pass(8_000 + 8_000 + 2_500);
    expect(again.engine.told.at(-1)).toBe(SPOKEN_LINES.en.silenceGoodbye);
    again.callerSays('wait I am here');
    again.pass(6_000);
    expect(again.leg.isClosed).toBe(false);
    expect(again.departures).toEqual([]);
    expect(toldBefore).toBeGreaterThan(3);
  });

  test('a call that is too long ends with a goodbye', async () => {
    const story = await greeted();
    for (let minute = 0; minute < 16 && story.departures.length === 0; minute++) {
      for (let part = 0; part < 10; part++) story.callerSays('and another thing', 6_000);
      await story.settle();
    }
    story.pass(6_000);
    await story.settle();
    expect(story.engine.told).toContain(SPOKEN_LINES.en.maxDurationGoodbye);
    expect(story.departures).toEqual([{ kind: 'hang-up', cause: 'max-duration' }]);
    expect(await story.outcome()).toEqual(['abandoned', 'max_duration']);
  });

  test('a recording that talks on without a pause is cut off all the same', async () => {
    const story = await greeted();
    const limitMs = 15 * 60_000 + FAREWELL_LIMIT_MS;
    story.engine.emit({ type: 'caller-started-speaking', utteranceId: 'robot' });
    for (let passedMs = 0; passedMs < limitMs; passedMs += 60_000) story.pass(60_000);
    await story.settle();
    expect(story.departures).toEqual([{ kind: 'hang-up', cause: 'max-duration' }]);
    expect(story.leg.isClosed).toBe(true);
    expect(story.engine.isClosed).toBe(true);
  });

  test('who calls through a relay is waited for longer', async () => {
    const story = await greeted();
    story.callerSays('this is a relay call from a customer', 1_000);
    const toldBefore = story.engine.told.length;
    story.pass(19_000);
    expect(story.engine.told).toHaveLength(toldBefore);
    story.pass(2_000);
    expect(story.engine.told.at(-1)).toBe(SPOKEN_LINES.en.silencePrompt);
  });

  test('a caller who changes to Spanish hears our sentences in Spanish, and back', async () => {
    const story = await greeted();
    story.callerSays('hola, tengo una fuga de agua', 1_000);
    story.pass(9_000);
    expect(story.engine.told.at(-1)).toBe(SPOKEN_LINES.es.silencePrompt);
    story.callerSays('sorry, I was looking for the valve', 1_000);
    story.pass(9_000);
    expect(story.engine.told.at(-1)).toBe(SPOKEN_LINES.en.silencePrompt);
  });

  test('what was used of the time limit before this stream counts', async () => {
    const { call, ...placed } = await calls.answer();
    const startedAt = new Date(call.startedAt.getTime() - 14 * 60_000);
    const story = new SessionStory(calls, { ...placed, call: { ...call, startedAt } }, { engine });
    await story.greet();
    for (let part = 0; part < 8; part++) story.callerSays('and another thing', 6_000);
    expect(story.engine.told).not.toContain(SPOKEN_LINES.en.maxDurationGoodbye);
    for (let part = 0; part < 3; part++) story.callerSays('and another thing', 6_000);
    expect(story.engine.told).toContain(SPOKEN_LINES.en.maxDurationGoodbye);
  });

  test('a call that comes back past its time limit still hears why it ends', async () => {
    const { call, ...placed } = await calls.answer();
    const startedAt = new Date(call.startedAt.getTime() - 60 * 60_000);
    const story = new SessionStory(calls, { ...placed, call: { ...call, startedAt } }, { engine });
    await story.greet();
    expect(story.engine.told).toEqual([GREETING]);
    story.pass(2_000);
    expect(story.engine.told).toEqual([GREETING, SPOKEN_LINES.en.maxDurationGoodbye]);
  });

  test('a hang-up concludes the call and closes the engine', async () => {
    const story = await greeted();
    story.pass(20_000);
    story.leg.caller.ended('caller-hung-up');
    expect(story.engine.isClosed).toBe(true);
    expect(story.releases).toBe(1);
    expect(await story.outcome()).toEqual(['abandoned', 'caller_hung_up']);
  });

  test('an engine that ends gives the caller back to the carrier without a conclusion', async () => {
    const story = await greeted();
    story.engine.end();
    await story.settle();
    expect([story.leg.isClosed, story.releases]).toEqual([true, 1]);
    expect(story.departures).toEqual([]);
    expect(await story.outcome()).toEqual(NOT_CONCLUDED);
  });

  test('an engine that never makes a sound does too, five seconds after the caller picked up', async () => {
    const story = await open();
    story.engine.isObedient = false;
    story.session.start();
    story.pass(2_000);
    story.session.attachCarrier(story.leg);
    story.pass(4_990);
    expect(story.leg.isClosed).toBe(false);
    story.pass(10);
    await story.settle();
    expect(story.leg.isClosed).toBe(true);
    expect(await story.outcome()).toEqual(NOT_CONCLUDED);
  });

  test('a caller who talks before the agent has made a sound does not make up for it', async () => {
    const story = await open();
    story.engine.isObedient = false;
    story.session.start();
    story.session.attachCarrier(story.leg);
    story.pass(1_000);
    story.callerSays('hello is anybody there', 2_000);
    story.pass(1_990);
    await story.settle();
    expect(story.leg.isClosed).toBe(false);
    story.pass(10);
    await story.settle();
    expect(story.leg.isClosed).toBe(true);
  });

  test('the carrier is let go when what was said is written: it asks at once who takes over', async () => {
    const written = Promise.withResolvers<void>();
    const story = await greeted();
    story.wordIsLeft = written.promise;
    story.callerSays('my basement is flooding');
    story.engine.end();
    await story.settle();
    expect([story.leg.isClosed, story.engine.isClosed, story.releases]).toEqual([false, true, 1]);
    written.resolve();
    await story.settle();
    expect(story.leg.isClosed).toBe(true);
  });

  test('a lost carrier closes the engine without a conclusion: the carrier will ask', async () => {
    const story = await greeted();
    story.leg.caller.ended('connection-lost');
    expect([story.engine.isClosed, story.releases]).toEqual([true, 1]);
    expect(await story.outcome()).toEqual(NOT_CONCLUDED);
  });

  test('a transfer is announced, word is left, and only then the carrier is let go', async () => {
    const word = Promise.withResolvers<void>();
    const story = await greeted({ tools: [transferCallTool, endCallTool] });
    story.wordIsLeft = word.promise;
    const id = story.engine.ask({ name: 'transfer_call', arguments: { reason: 'wants a person' } });
    expect(await story.engine.untilAnswered(id)).toEqual({ status: 'ringing' });
    expect(story.engine.told.at(-1)).toBe(SPOKEN_LINES.en.transferring);
    story.pass(6_000);
    await story.settle();
    const to = PhoneNumber.parse('+16145550190');
    expect(story.departures).toMatchObject([{ kind: 'transfer', to }]);
    expect(story.leg.isClosed).toBe(false);
    word.resolve();
    await story.settle();
    expect(story.leg.isClosed).toBe(true);
    expect(await story.outcome()).toEqual(NOT_CONCLUDED);
  });

  test('a lone # is a sign of life and no end of the watch over silence', async () => {
    const story = await greeted();
    story.pass(1_500);
    story.leg.caller.digitPressed('#');
    story.pass(7_900);
    expect(story.engine.told).not.toContain(SPOKEN_LINES.en.silencePrompt);
    story.pass(200);
    expect(story.engine.told).toContain(SPOKEN_LINES.en.silencePrompt);
  });

  test('keys reach the engine as one number, and no event of the journal', async () => {
    const story = await greeted();
    for (const digit of '43215') story.leg.caller.digitPressed(digit);
    expect(story.engine.notes).toEqual([]);
    story.pass(1_500);
    expect(story.engine.notes).toEqual([expect.stringContaining('43215')]);
    expect(story.engine.responses).toBe(1);
    expect(JSON.stringify(await story.events('digits-keyed'))).toBe('[{"count":5}]');
  });

  test('the caller’s audio reaches the engine', async () => {
    const story = await greeted();
    story.leg.caller.callerAudio('////', 3);
    expect(story.engine.callerBytes).toBe(3);
  });

  test('a booking under way when the caller hangs up is the outcome of the call', async () => {
    const { tool, open: answer } = gatedTool({ isWrite: true });
    const story = await greeted({ tools: [tool] });
    story.engine.ask({ name: 'look_up' });
    story.leg.caller.ended('caller-hung-up');
    const outcome = story.outcome();
    await story.settle();
    answer();
    expect(await outcome).toEqual(['booked', 'slot_booked']);
  });

  test('a call that was cut off goes on: a sentence first, then the engine by itself', async () => {
    const story = await greeted({ opening: 'resumption' });
    expect(story.engine.told).toEqual([GREETING]);
    expect(story.engine.responses).toBe(1);
  });

  test('after the end nothing happens any more, whoever still speaks', async () => {
    const story = await greeted();
    const { caller } = story.leg;
    story.session.release();
    story.session.release();
    const before = { told: story.engine.told.length, waiting: story.writer.waitingCount };
    caller.digitPressed('1');
    caller.markReturned('g1.0');
    story.pass(60_000);
    story.clock.advance(3_600_000);
    expect({ told: story.engine.told.length, waiting: story.writer.waitingCount }).toEqual(before);
    expect(story.engine.notes).toEqual([]);
    expect(story.releases).toBe(1);
  });
});
