import { forBusiness, type Jobs, SAFETY_LINES, type SystemContext, writeSummary } from '@afterhourfix/domain';
import { systemClock } from '@afterhourfix/foundation';
import { expect, test } from 'vitest';
import type { Mind, MindContext, MindReply } from '../simulators/openai-realtime/index.ts';
import { repeatExactly } from '../world/obedient-replies.ts';
import { startWorld, type World } from '../world/world.ts';

interface Ended {
  outcome: string;
  outcome_reason: string;
  summary: string;
  agent_note: string | null;
}

/** The one call's ending, once the summaries that its rows have asked for are written, as by the worker. */
async function untilSummarised(world: World): Promise<Ended> {
  const sql = 'select outcome, outcome_reason, summary, agent_note from calls where ended_at is not null';
  await expect.poll(() => world.rows(sql), { timeout: 10_000 }).toHaveLength(1);
  const system: SystemContext = { db: world.database.system, clock: systemClock, log: world.log.log };
  for (const { name, payload } of await world.database.listJobs()) {
    if (name !== 'calls.summarise') continue;
    // A cast: the queue's rows hold what `enqueue` was given.
    const { businessId, callId } = payload as Jobs['calls.summarise'];
    await writeSummary(await forBusiness(system, businessId, { kind: 'job', name }), { callId });
  }
  const [ended] = await world.rows<Ended>(sql);
  if (!ended) throw new Error('No call has ended');
  return ended;
}

/** Says what it was told to say word for word; else replies by itself. */
const obedient = (reply: (context: MindContext) => MindReply) => (): Mind => ({
  respond: (context) => (context.responseInstructions === null ? reply(context) : repeatExactly(context)),
});
const PRANK: MindReply = [
  { say: 'Very funny. Goodbye.' },
  { call: { name: 'end_call', arguments: { reason: 'prank', note: 'Joked about a gas leak.' } } },
];

test('who hears of the gas line that they must leave, and hangs up to call 911, was sent to safety', async () => {
  await using world = await startWorld({ openai: { mind: obedient(() => [{ say: 'How can I help?' }]) } });
  const caller = await world.placeCall();
  await caller.untilHeard(/what.*\?$/i);
  await caller.say('I smell gas in the kitchen.');
  await caller.untilHeard(/help as soon as you are outside/);
  caller.call.hangUp();
  await caller.call.untilEnded();
  const { outcome, outcome_reason, summary } = await untilSummarised(world);
  expect([outcome, outcome_reason]).toEqual(['safety_redirect', 'safety_redirect']);
  expect(summary).toMatch(/^A caller from \(614\) 555-0115 called on /);
  expect(summary).toContain('The safety line was spoken: gas.');
  expect(summary).not.toContain('kitchen');
});

test('a danger that the agent takes for a prank is no prank, and what it says of it is a note apart', async () => {
  await using world = await startWorld({ openai: { mind: obedient(() => PRANK) } });
  const caller = await world.placeCall();
  await caller.untilHeard(/what.*\?$/i);
  await caller.say('I smell gas in the kitchen.');
  await caller.untilHeard(/help as soon as you are outside/);
  expect(caller.heard.map(({ words }) => words)).toContain(SAFETY_LINES.SAFE_GAS.en);
  await caller.say('I am not joking');
  await caller.call.untilEnded();
  const { outcome, summary, agent_note } = await untilSummarised(world);
  expect(outcome).toBe('safety_redirect');
  expect(agent_note).toBe('Joked about a gas leak.');
  expect(summary).not.toMatch(/prank|joke/i);
});

test('a caller who talks of no danger and goes is given up, and the summary says so', async () => {
  await using world = await startWorld({ openai: { mind: obedient(() => [{ say: 'Goodbye.' }]) } });
  const caller = await world.placeCall();
  await caller.untilHeard(/what.*\?$/i);
  caller.call.hangUp();
  await caller.call.untilEnded();
  const { outcome, outcome_reason, summary } = await untilSummarised(world);
  expect([outcome, outcome_reason]).toEqual(['abandoned', 'caller_hung_up_early']);
  expect(summary).toMatch(/seconds?\. Outcome: given up; the caller hung up at once\.$/);
});
