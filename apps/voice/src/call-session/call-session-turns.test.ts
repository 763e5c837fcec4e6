import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { endCallTool } from '../agent-tools/end-call.ts';
import { transferCallTool } from '../agent-tools/transfer-call.ts';
import { SPOKEN_LINES } from '../instructions/spoken-lines.ts';
import { AnsweredCalls } from '../testing/answered-call.ts';
import { SessionStory } from './testing/session-story.ts';

let calls: AnsweredCalls;
beforeAll(async () => {
  calls = await AnsweredCalls.open();
});
afterAll(() => calls[Symbol.asyncDispose]());

describe('a caller who interrupts an engine that can be interrupted', () => {
  const open = async (): Promise<SessionStory> =>
    new SessionStory(calls, await calls.answer(), {
      engine: 'an engine that can be interrupted',
      tools: [endCallTool, transferCallTool],
    });
  const greeted = async () => {
    const story = await open();
    await story.greet();
    return story;
  };

  test('stops the carrier at once; engine and transcript learn how much was heard', async () => {
    const story = await greeted();
    story.engine.say({
      text: 'Alpha bravo charlie delta echo foxtrot golf hotel india juliet',
      lengthMs: 4_000,
    });
    story.pass(2_000);
    story.engine.emit({ type: 'caller-started-speaking', utteranceId: null });
    expect(story.leg.clears).toBe(1);
    const heardMs = story.engine.interruptions[0]?.[0]?.heardMs ?? 0;
    expect(Math.abs(heardMs - 2_000)).toBeLessThanOrEqual(20);
    const audioBefore = story.leg.audio.length;
    story.pass(5_000);
    expect(story.leg.audio).toHaveLength(audioBefore);
    const rows = await story.rows('started_at, text, heard_ms, is_interrupted', 'transcript_turns');
    expect(rows.at(-1)).toMatchObject({ text: 'Alpha bravo charlie delta echo —', is_interrupted: true });
  });

  test('clears the carrier also when we believe it silent: its queue outlives ours', async () => {
    const story = await greeted();
    story.engine.emit({ type: 'caller-started-speaking', utteranceId: null });
    expect(story.leg.clears).toBe(1);
    expect(story.engine.interruptions).toEqual([[]]);
  });

  // The detector tells of the end half a second after it: a sound of 600 ms is told as one of 1,100.
  test.each([
    ['a click', 600],
    ['a cough', 1_100],
  ])('with %s at pick-up does not kill the greeting', async (_sound, lengthMs) => {
    const story = await open();
    story.session.start();
    story.session.attachCarrier(story.leg);
    story.pass(300);
    story.engine.emit({ type: 'caller-started-speaking', utteranceId: null });
    story.pass(lengthMs);
    story.engine.emit({ type: 'caller-stopped-speaking' });
    story.pass(3_000);
    expect(story.leg.clears).toBe(0);
    expect(story.speechMs).toBe(2_100);
  });

  test.each([
    ['speaks for more than noise would', 1_500, ''],
    ['says three words', 10, 'help my basement'],
  ])('with talk stops the greeting: who %s is no noise', async (_what, lengthMs, words) => {
    const story = await open();
    story.session.start();
    story.session.attachCarrier(story.leg);
    story.engine.holdTurns(true);
    story.pass(300);
    story.engine.emit({ type: 'caller-started-speaking', utteranceId: null });
    story.pass(lengthMs);
    story.engine.emit({ type: 'caller-transcript', utteranceId: 'caller-1', text: words, isFinal: true });
    expect(story.leg.clears).toBe(1);
    expect(story.engine.isHeld).toBe(false);
  });

  test('during the announcement of a transfer is transferred at once', async () => {
    const story = await greeted();
    await story.engine.untilAnswered(
      story.engine.ask({ name: 'transfer_call', arguments: { reason: 'wants a person' } }),
    );
    story.pass(500);
    story.engine.emit({ type: 'caller-started-speaking', utteranceId: null });
    await story.settle();
    expect(story.departures).toMatchObject([{ kind: 'transfer' }]);
    expect(story.leg.isClosed).toBe(true);
  });

  test('and whose end the engine never tells, since it was replaced, is not waited for without end', async () => {
    const story = await greeted();
    story.engine.emit({ type: 'caller-started-speaking', utteranceId: null });
    story.engine.emit({ type: 'session-ready', sessionId: 'session-2', isReplacement: true });
    story.pass(8_000);
    expect(story.engine.told.at(-1)).toBe(SPOKEN_LINES.en.silencePrompt);
    const [row] = await story.rows('engine_session_ids', 'calls');
    expect(row?.engine_session_ids).toEqual(['session-1', 'session-2']);
  });

  const silenceUntilGoodbye = (story: SessionStory) => {
    const goodbyes = () => story.engine.told.filter((text) => text === SPOKEN_LINES.en.silenceGoodbye).length;
    const before = goodbyes();
    for (let waitedMs = 0; goodbyes() === before && waitedMs < 60_000; waitedMs += 100) story.pass(100);
    expect(goodbyes()).toBe(before + 1);
    story.pass(500);
  };
  let sounds = 0;
  const makeSound = (story: SessionStory) => {
    const utteranceId = `sound-${++sounds}`;
    story.engine.emit({ type: 'caller-started-speaking', utteranceId });
    story.pass(300);
    story.engine.emit({ type: 'caller-stopped-speaking' });
    story.engine.emit({ type: 'caller-transcript', utteranceId, text: '', isFinal: true });
  };

  test('with a noise during the goodbye of silence is hung up on all the same', async () => {
    const story = await greeted();
    silenceUntilGoodbye(story);
    makeSound(story);
    story.pass(15_000);
    await story.settle();
    expect(story.departures).toEqual([{ kind: 'hang-up', cause: 'silence' }]);
    expect(await story.outcome()).toEqual(['abandoned', 'caller_silent']);
  });

  test('with noise on the line is kept twice, and not until the longest time of a call', async () => {
    const story = await greeted();
    for (const _stay of [1, 2]) {
      silenceUntilGoodbye(story);
      makeSound(story);
      story.pass(1_000);
      makeSound(story);
      story.pass(1_000);
      expect(story.departures).toEqual([]);
    }
    silenceUntilGoodbye(story);
    makeSound(story);
    story.pass(1_000);
    makeSound(story);
    story.pass(15_000);
    await story.settle();
    expect(story.departures).toEqual([{ kind: 'hang-up', cause: 'silence' }]);
  });

  test('with a sound after the question whether they are there is not there yet', async () => {
    const story = await greeted();
    story.pass(8_000);
    expect(story.engine.told.at(-1)).toBe(SPOKEN_LINES.en.silencePrompt);
    story.pass(4_000);
    makeSound(story);
    story.pass(8_100);
    expect(story.engine.told.at(-1)).toBe(SPOKEN_LINES.en.silenceGoodbye);
  });

  test('is told goodbye in our words, whatever else the agent still says before them', async () => {
    const story = await greeted();
    story.engine.isObedient = false;
    story.engine.ask({ name: 'end_call' });
    await story.settle();
    expect(story.engine.told.at(-1)).toBe(SPOKEN_LINES.en.goodbye);
    story.agentSays('An answer that was under way.', 1_000);
    await story.settle();
    expect(story.leg.isClosed).toBe(false);
    story.engine.isObedient = true;
    story.engine.sayExactly(SPOKEN_LINES.en.goodbye);
    story.pass(4_000);
    await story.settle();
    expect(story.leg.isClosed).toBe(true);
  });

  test('how long they waited for the answer is in the journal', async () => {
    const story = await greeted();
    story.callerSays('my basement is flooding');
    story.pass(430);
    story.agentSays('Where are you?', 900);
    expect(await story.events('agent-began')).toEqual([{ afterCallerMs: null }, { afterCallerMs: 430 }]);
  });
});

describe('an engine that owns its turns', () => {
  const greeted = async () => {
    const story = new SessionStory(calls, await calls.answer(), { engine: 'an engine that owns its turns' });
    await story.greet();
    return story;
  };

  test('is never cut off by us, whatever the caller says into its greeting or its answers', async () => {
    const story = new SessionStory(calls, await calls.answer(), { engine: 'an engine that owns its turns' });
    story.session.start();
    story.session.attachCarrier(story.leg);
    story.callerSays('hello hello can you hear me please', 2_000);
    story.engine.say({ text: 'Yes, I can.', lengthMs: 2_000 });
    story.callerSays('that is good to know', 1_000);
    story.pass(4_000);
    expect(story.leg.clears).toBe(0);
    expect(story.engine.interruptions).toEqual([]);
    expect(story.speechMs).toBe(4_100);
  });

  test('sends silence all the time, of which only the pauses within a turn reach the carrier', async () => {
    const story = await greeted();
    const before = story.leg.bytes.length;
    story.pass(7_000);
    expect(story.leg.bytes).toHaveLength(before);
  });

  test('has its words sorted into turns, the caller’s and its own', async () => {
    const story = await greeted();
    story.callerSays('my basement is flooding');
    story.agentSays('Where are you?', 900);
    story.callerSays('four three two one five');
    story.agentSays('Thank you.', 600);
    const rows = await story.rows('started_at, speaker, trim(text) as text', 'transcript_turns');
    expect(rows.map(({ speaker, text }) => `${speaker}: ${text}`).slice(1)).toEqual([
      'caller: my basement is flooding',
      'agent: Where are you?',
      'caller: four three two one five',
      'agent: Thank you.',
    ]);
  });
});
