import { SAFETY_LINES } from '@afterhourfix/domain';
import { expect, test } from 'vitest';
import type { MindContext } from '../simulators/openai-realtime/index.ts';
import type { Caller } from '../world/caller.ts';
import { repeatExactly } from '../world/obedient-replies.ts';
import { startWorld, type World } from '../world/world.ts';

const GAS = SAFETY_LINES.SAFE_GAS.en;
const PRICING = { call: { name: 'get_pricing', arguments: { trade: 'plumbing', zip: '43215' } } };

/** Does what it is told word for word; asked for a price it looks for one, whatever goes on. */
const wantsPrices = {
  mind: () => ({
    respond: (context: MindContext) => {
      if (context.responseInstructions !== null) return repeatExactly(context);
      const last = context.conversation.at(-1);
      return last && 'text' in last && /cost/.test(last.text) ? [PRICING] : [{ say: 'Noted.' }];
    },
  }),
};

const timesHeard = (caller: Caller) => caller.heard.filter(({ words }) => words === GAS).length;

function untilEvent(world: World, type: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const look = async () => {
      const rows = await world.rows('select id from call_events where type = $1', [type]);
      if (rows.length > 0) return resolve();
      setTimeout(() => look().catch(reject), 50);
    };
    look().catch(reject);
  });
}

async function refuseAndTell(world: World): Promise<Caller> {
  const caller = await world.placeCall();
  await caller.untilHeard(/what.*\?$/i);
  await caller.say('Please do not record this call.');
  await caller.untilHeard(/recording is off/);
  await caller.say('I smell gas in the kitchen.');
  return caller;
}

async function hangUp(caller: Caller): Promise<void> {
  caller.call.hangUp();
  await caller.call.untilEnded();
}

test('a line that was heard before a call was cut off is not said again, and the danger is not forgotten', async () => {
  await using world = await startWorld({ openai: wantsPrices });
  const caller = await refuseAndTell(world);
  await untilEvent(world, 'safety-line-spoken');
  caller.call.mediaSocketKill('terminate');
  await caller.untilHeard(/cut off for a moment/);
  await caller.say('What does it cost to come out?');
  await untilEvent(world, 'tool-refused');
  expect(timesHeard(caller)).toBe(1);
  await hangUp(caller);
  const words = await world.rows("select text from transcript_turns where text <> '' and speaker = 'caller'");
  expect(words).toEqual([]);
  expect(await world.rows('select outcome from calls')).toEqual([{ outcome: 'safety_redirect' }]);
}, 60_000);

test('a line that was cut off with the call is said when the call comes back', async () => {
  await using world = await startWorld({ openai: wantsPrices });
  const caller = await refuseAndTell(world);
  await untilEvent(world, 'safety-line-due');
  caller.call.mediaSocketKill('terminate');
  await caller.untilHeard(/outside and safe/);
  await hangUp(caller);
  const told = await world.rows<{ type: string }>(
    "select type from call_events where type like 'safety-line-%' order by at, id",
  );
  expect(told.map(({ type }) => type)).toEqual(['safety-line-due', 'safety-line-due', 'safety-line-spoken']);
  expect(timesHeard(caller)).toBe(1);
}, 60_000);
