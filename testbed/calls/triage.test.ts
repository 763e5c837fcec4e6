import { SAFETY_LINES } from '@afterhourfix/domain';
import { expect, test } from 'vitest';
import type { MindContext, MindReply } from '../simulators/openai-realtime/index.ts';
import { repeatExactly } from '../world/obedient-replies.ts';
import { startWorld } from '../world/world.ts';

const PRICING = { call: { name: 'get_pricing', arguments: { trade: 'plumbing', zip: '43215' } } };
const STAY_OUT = /help as soon as you are outside/;

/** Says what it was asked to say word for word; else replies by itself. */
function obedient(reply: (context: MindContext) => MindReply) {
  return {
    mind: () => ({
      respond: (context: MindContext) =>
        context.responseInstructions === null ? reply(context) : repeatExactly(context),
    }),
  };
}

test('a danger that only the model sees is told in the approved words, and nothing is quoted after it', async () => {
  const danger = { severity: 'life_safety', trades: ['hvac'], vulnerable: true, safetyLine: 'SAFE_CO' };
  await using world = await startWorld({
    openai: obedient(({ conversation }) => {
      const last = conversation.at(-1);
      if (last?.kind === 'result') return [{ say: 'Please go outside.' }];
      const hasTold = conversation.some(({ kind }) => kind === 'result');
      return hasTold ? [PRICING] : [{ call: { name: 'triage_call', arguments: danger } }];
    }),
  });
  const caller = await world.placeCall();
  await caller.untilHeard(/what.*\?$/i);
  const before = caller.heard.length;
  await caller.say('Since the heat came on we all feel so strange.');
  await caller.untilHeard(STAY_OUT);
  expect(caller.heard[before]?.words).toBe(SAFETY_LINES.SAFE_CO.en);
  await caller.say('and what would you charge');
  await caller.untilHeard(/Please go outside/);
  caller.call.hangUp();
  await caller.call.untilEnded();
  expect(await world.rows('select name, status from tool_calls')).toEqual([
    { name: 'triage_call', status: 'done' },
  ]);
  const judged = await world.rows<{ payload: unknown }>(
    "select payload from call_events where type = 'triage-judged' order by id",
  );
  expect(judged.at(-1)?.payload).toMatchObject({
    severity: 'life_safety',
    instructionId: 'SAFE_CO',
    isVulnerable: true,
    by: 'rules-and-model',
  });
});

test('a child is not quoted a price, and the grown-up who takes the telephone is', async () => {
  await using world = await startWorld({
    openai: obedient(({ conversation }) => {
      const last = conversation.at(-1);
      if (last?.kind !== 'result') return [PRICING];
      return [
        { say: last.output.includes('caller-is-a-minor') ? 'Is a grown up there?' : 'I have a price.' },
      ];
    }),
  });
  const caller = await world.placeCall();
  await caller.untilHeard(/what.*\?$/i);
  await caller.say('I am nine and the sink is dripping how much is it');
  await caller.untilHeard(/Is a grown up there/);
  expect(await world.rows('select name from tool_calls')).toEqual([]);
  await caller.say('hello this is his mother');
  await caller.untilHeard(/I have a price/);
  caller.call.hangUp();
  await caller.call.untilEnded();
  expect(await world.rows('select name from tool_calls')).toEqual([{ name: 'get_pricing' }]);
});

test('a caller who has switched to Spanish is told of the danger in Spanish', async () => {
  await using world = await startWorld({
    openai: obedient(() => [{ say: 'Sí, un momento.' }]),
  });
  const caller = await world.placeCall();
  await caller.untilHeard(/what.*\?$/i);
  await caller.say('hello do you speak Spanish');
  await caller.untilHeard(/un momento/);
  const before = caller.heard.length;
  await caller.say('huele mucho a gas en mi cocina');
  await caller.untilHeard(/en cuanto esté afuera/);
  expect(caller.heard[before]?.words).toBe(SAFETY_LINES.SAFE_GAS.es);
  caller.call.hangUp();
  await caller.call.untilEnded();
});
