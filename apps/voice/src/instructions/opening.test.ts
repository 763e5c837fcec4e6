import { createLogger } from '@afterhourfix/foundation';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { AnsweredCalls } from '../testing/answered-call.ts';
import { toOpening } from './opening.ts';

let calls: AnsweredCalls;
beforeAll(async () => {
  calls = await AnsweredCalls.open();
});
afterAll(() => calls[Symbol.asyncDispose]());

/** What a call to an agent with this greeting would begin with, and what was logged of it. */
async function open(greeting?: string) {
  const { domain, agent } = await calls.answer();
  const lines: Record<string, unknown>[] = [];
  const destination = { write: (line: string) => void lines.push(JSON.parse(line)) };
  const log = createLogger({ name: 'test', destination });
  const opening = toOpening({ ...domain, log }, greeting === undefined ? agent : { ...agent, greeting });
  return { opening, agent, lines };
}

test("the agent's own greeting is said when it holds its notices, and nothing is logged", async () => {
  const { opening, agent, lines } = await open();
  expect(opening).toEqual({ kind: 'greeting', text: agent.greeting });
  expect(lines).toEqual([]);
});

test('a stored greeting that lacks them is not said, and the log tells which agent', async () => {
  const { opening, agent, lines } = await open('Hi, this is Dana. What can I do for you?');
  expect(opening.text).toContain('AI assistant and this call is recorded');
  expect(lines).toMatchObject([{ agentId: agent.id, missing: ['ai', 'recording'] }]);
});
