import { readFile } from 'node:fs/promises';
import { SAFETY_LINES } from '@afterhourfix/domain';
import { expect, test } from 'vitest';
import { type MindContext, type MindReply, scriptedMind } from '../simulators/openai-realtime/index.ts';
import type { Caller } from '../world/caller.ts';
import { repeatExactly, SHORT_GREETING } from '../world/obedient-replies.ts';
import { startWorld, type World } from '../world/world.ts';

const GAS = SAFETY_LINES.SAFE_GAS.en;
const STAY_OUT = /help as soon as you are outside/;
const RECORDINGS = new URL('../../apps/voice/src/safety-recordings/', import.meta.url);
const PRICING = { call: { name: 'get_pricing', arguments: { trade: 'plumbing', zip: '43215' } } };

/** Says what it was asked to say word for word; else replies by itself. */
function obedient(reply: (context: MindContext) => MindReply) {
  return {
    mind: () => ({
      respond: (context: MindContext) =>
        context.responseInstructions === null ? reply(context) : repeatExactly(context),
    }),
  };
}

/** Everything that comes out of the receiver from now on. */
function listen(caller: Caller): { find(sound: Buffer): number } {
  const pieces: Buffer[] = [];
  caller.call.onHeard((mulaw) => pieces.push(Buffer.from(mulaw)));
  return { find: (sound) => Buffer.concat(pieces).indexOf(sound) };
}

async function untilEvent(world: World, type: string): Promise<Record<string, unknown>> {
  return await new Promise((resolve, reject) => {
    const look = async () => {
      const sql = 'select payload from call_events where type = $1';
      const [event] = await world.rows<{ payload: Record<string, unknown> }>(sql, [type]);
      if (event) return resolve(event.payload);
      setTimeout(() => look().catch(reject), 50);
    };
    look().catch(reject);
  });
}

async function hangUp(caller: Caller): Promise<void> {
  caller.call.hangUp();
  await caller.call.untilEnded();
}

test('who tells of a gas smell hears the approved line before anything else, and no tool runs', async () => {
  await using world = await startWorld({
    openai: {
      transcriptionDelayMs: 400,
      ...obedient(() => [PRICING, { say: 'Sure, let me look up what that costs.' }]),
    },
  });
  const caller = await world.placeCall();
  await caller.untilHeard(/what.*\?$/i);
  const before = caller.heard.length;
  await caller.say('I smell gas in the kitchen.');
  await caller.untilHeard(STAY_OUT);
  expect(caller.heard[before]?.words).toBe(GAS);
  expect(await world.rows('select name from tool_calls')).toEqual([]);
  expect(await untilEvent(world, 'safety-line-spoken')).toMatchObject({ by: 'engine', heardShare: 1 });
  await hangUp(caller);
});

test.each([
  ['ignores it and quotes a price', 'It is one hundred and twenty-nine dollars to come out.'],
  ['says it in its own words', 'You may want to leave the building, and then call someone.'],
  ['says the half of it', 'Please leave the building now.'],
])('a mind that %s is silenced, and the caller hears the recording', async (_how, sentence) => {
  await using world = await startWorld({
    openai: {
      msPerCharacter: 60,
      mind: () => ({
        respond: ({ conversation }: MindContext) => [
          { say: conversation.some(({ kind }) => kind === 'caller') ? sentence : SHORT_GREETING },
        ],
      }),
    },
  });
  const caller = await world.placeCall();
  await caller.untilHeard(/Hello/);
  const receiver = listen(caller);
  await caller.say('I smell gas in the kitchen.');
  const recording = await readFile(new URL('SAFE_GAS.en.ulaw', RECORDINGS));
  expect(await untilEvent(world, 'safety-line-failed')).toMatchObject({ lineId: 'SAFE_GAS' });
  expect(await untilEvent(world, 'safety-line-spoken')).toMatchObject({ by: 'recording', heardShare: 1 });
  expect(receiver.find(recording)).toBeGreaterThanOrEqual(0);
  expect(caller.heard.map(({ words }) => words).join(' ')).toBe(SHORT_GREETING);
  await hangUp(caller);
});

test('a gas bill is no gas smell', async () => {
  await using world = await startWorld({ openai: obedient(() => [{ say: 'I am sorry to hear that.' }]) });
  const caller = await world.placeCall();
  await caller.untilHeard(/what.*\?$/i);
  await caller.say('My gas bill is so high it gave me a burning sensation.');
  await caller.untilHeard(/sorry to hear/);
  const events = await world.rows<{ type: string }>("select type from call_events where type like 'safety%'");
  expect(events).toEqual([]);
  await hangUp(caller);
});

test('a danger told into the greeting is answered at once', async () => {
  const greeting = `${'This is a very long greeting that nobody would listen to. '.repeat(4)}The end.`;
  await using world = await startWorld({
    openai: {
      msPerCharacter: 60,
      mind: () => scriptedMind([[{ say: greeting }], repeatExactly, repeatExactly, repeatExactly]),
    },
  });
  const caller = await world.placeCall();
  await caller.untilCaught(/very long/);
  await caller.say('I smell gas in the kitchen.');
  await caller.untilHeard(STAY_OUT);
  expect(caller.heard.map(({ words }) => words)).toContain(GAS);
  expect(caller.heard.map(({ words }) => words)).not.toContain('The end.');
  await hangUp(caller);
});

test('who speaks Spanish is told in Spanish', async () => {
  await using world = await startWorld({ openai: obedient(() => [{ say: 'Un momento.' }]) });
  const caller = await world.placeCall();
  await caller.untilHeard(/what.*\?$/i);
  const before = caller.heard.length;
  await caller.say('huele mucho a gas en mi cocina');
  await caller.untilHeard(/en cuanto esté afuera/);
  expect(caller.heard[before]?.words).toBe(SAFETY_LINES.SAFE_GAS.es);
  await hangUp(caller);
});

test('nothing is looked up or booked before the caller is out; then the call goes on', async () => {
  await using world = await startWorld({
    openai: obedient(({ conversation }) => {
      const last = conversation.at(-1);
      if (last?.kind === 'result')
        return [{ say: last.output.includes('safety-first') ? 'Please go outside.' : 'I have a price.' }];
      return [PRICING];
    }),
  });
  const caller = await world.placeCall();
  await caller.untilHeard(/what.*\?$/i);
  await caller.say('I smell gas in the kitchen.');
  await caller.untilHeard(STAY_OUT);
  await caller.say('how much is it');
  await caller.untilHeard(/Please go outside/);
  expect(await world.rows('select name from tool_calls')).toEqual([]);
  await caller.say('okay we are all outside now');
  await caller.untilHeard(/I have a price/);
  expect(await world.rows('select name, status from tool_calls')).toEqual([
    { name: 'get_pricing', status: 'done' },
  ]);
  await hangUp(caller);
});
