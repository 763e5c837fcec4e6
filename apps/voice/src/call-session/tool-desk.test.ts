import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { type AgentTool, defineTool, type ToolAnswer } from '../agent-tools/agent-tool.ts';
import { endCallTool } from '../agent-tools/end-call.ts';
import { SPOKEN_LINES } from '../instructions/spoken-lines.ts';
import { AnsweredCalls } from '../testing/answered-call.ts';
import { GREETING, SessionStory } from './testing/session-story.ts';

let calls: AnsweredCalls;
beforeAll(async () => {
  calls = await AnsweredCalls.open();
});
afterAll(() => calls[Symbol.asyncDispose]());

function gated({ isWrite }: { isWrite: boolean }) {
  const answer = Promise.withResolvers<ToolAnswer>();
  const begun = Promise.withResolvers<void>();
  const tool: AgentTool = defineTool({
    name: 'slow_tool',
    description: 'For tests.',
    isWrite,
    input: z.object({}),
    run: () => {
      begun.resolve();
      return answer.promise;
    },
  });
  return { tool, answer: answer.resolve, untilBegun: begun.promise };
}

async function greeted(...tools: AgentTool[]) {
  const engine = 'an engine that can be interrupted';
  const story = new SessionStory(calls, await calls.answer(), { engine, tools });
  await story.greet();
  return story;
}

describe('a slow tool', () => {
  test('is not talked over: the filler waits until the agent was heard, and is said once', async () => {
    const { tool } = gated({ isWrite: false });
    const story = await greeted(tool);
    story.engine.say({ text: 'Let me look that up.', lengthMs: 3_000, tools: [{ name: 'slow_tool' }] });
    story.pass(2_900);
    expect(story.engine.told).toEqual([GREETING]);
    story.pass(4_000);
    expect(story.engine.told).toEqual([GREETING, SPOKEN_LINES.en.stillLooking]);
  });

  test('is not talked over by us either while the caller speaks, but as soon as they are done', async () => {
    const { tool } = gated({ isWrite: false });
    const story = await greeted(tool);
    story.engine.ask({ name: 'slow_tool' });
    story.engine.emit({ type: 'caller-started-speaking', utteranceId: null });
    story.pass(3_000);
    expect(story.engine.told).toEqual([GREETING]);
    story.engine.emit({ type: 'caller-stopped-speaking' });
    expect(story.engine.told).toEqual([GREETING, SPOKEN_LINES.en.stillLooking]);
  });

  test('that answered while the agent was still heard needs no filler any more', async () => {
    const { tool, answer } = gated({ isWrite: false });
    const story = await greeted(tool);
    story.engine.say({ text: 'Let me look that up.', lengthMs: 3_000, tools: [{ name: 'slow_tool' }] });
    story.pass(2_000);
    answer({ result: {}, effect: null });
    await story.settle();
    story.pass(4_000);
    expect(story.engine.told).toEqual([GREETING]);
  });

  test('is filled once, also when the caller asks whether we are still there', async () => {
    const { tool } = gated({ isWrite: false });
    const story = await greeted(tool);
    story.engine.ask({ name: 'slow_tool' });
    story.pass(4_000);
    story.callerSays('hello', 500);
    story.pass(2_000);
    expect(story.engine.told).toEqual([GREETING, SPOKEN_LINES.en.stillLooking]);
  });

  test('is no silence of the caller', async () => {
    const { tool } = gated({ isWrite: false });
    const story = await greeted(tool);
    story.pass(5_000);
    story.engine.ask({ name: 'slow_tool' });
    story.pass(6_000);
    expect(await story.events('caller-silent')).toEqual([]);
  });
});

test('a write that comes after its limit is told as news, and the agent speaks up with it', async () => {
  const { tool, answer, untilBegun } = gated({ isWrite: true });
  const story = await greeted(tool);
  const id = story.engine.ask({ name: 'slow_tool' });
  await untilBegun;
  story.pass(8_000);
  expect(await story.engine.untilAnswered(id)).toMatchObject({ error: 'unknown' });
  const before = story.engine.responses;
  answer({ result: { booking: 'b1' }, effect: { kind: 'slot-booked' } });
  while (story.engine.notes.length === 0) await story.settle();
  expect(story.engine.notes).toEqual([expect.stringContaining('"booking":"b1"')]);
  expect(story.engine.responses).toBe(before + 1);
  expect(story.engine.results).toHaveLength(1);
  story.leg.caller.ended('caller-hung-up');
  expect(await story.outcome()).toEqual(['booked', 'slot_booked']);
});

test('an end of the call is answered without making the agent speak, everything else makes it', async () => {
  const { tool, answer } = gated({ isWrite: false });
  const story = await greeted(tool, endCallTool);
  answer({ result: {}, effect: null });
  await story.engine.untilAnswered(story.engine.ask({ name: 'slow_tool' }));
  await story.engine.untilAnswered(story.engine.ask({ name: 'end_call' }));
  expect(story.engine.results.map(({ isSilent }) => isSilent)).toEqual([false, true]);
});

test('the journal tells which tool was asked, how it ended and how long it took, but not what was said', async () => {
  const { tool, answer } = gated({ isWrite: false });
  const story = await greeted(tool);
  const id = story.engine.ask({ name: 'slow_tool', arguments: {} });
  story.pass(1_300);
  answer({ result: { secret: 'words' }, effect: null });
  await story.engine.untilAnswered(id);
  expect(await story.events('tool-asked')).toEqual([{ name: 'slow_tool', toolCallId: id }]);
  expect(await story.events('tool-slow')).toEqual([{ name: 'slow_tool' }]);
  expect(await story.events('tool-answered')).toEqual([
    { name: 'slow_tool', status: 'done', lengthMs: 1_300 },
  ]);
});
