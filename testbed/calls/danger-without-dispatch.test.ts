import { expect, test } from 'vitest';
import type { Mind } from '../simulators/openai-realtime/index.ts';
import { type DispatchWorld, startDispatchWorld } from '../world/dispatch-world.ts';
import { repeatExactly } from '../world/obedient-replies.ts';

const ON_CALL = '+16145550190';
const CALLER = '+16145550117';
const LIMIT_MS = 60_000;

/** Sends nobody. */
const talker = (): Mind => ({
  respond: (context) =>
    context.responseInstructions === null ? [{ say: 'What is your address?' }] : repeatExactly(context),
});

async function tellAndHangUp({ world }: DispatchWorld, words: string, heard: RegExp): Promise<void> {
  const caller = await world.placeCall({ from: CALLER });
  await caller.untilHeard(/what.*\?$/i);
  await caller.say(words);
  await caller.untilHeard(heard);
  caller.call.hangUp();
  await caller.call.untilEnded();
}

test('a caller tells of gas in the kitchen and hangs up: the person on call is paged once, in our words', {
  timeout: LIMIT_MS,
}, async () => {
  await using night = await startDispatchWorld({ rungMs: 60_000, mind: talker });
  await tellAndHangUp(night, 'there is a strong smell of gas in my kitchen', /as soon as you are outside/);
  // Whoever sends pages was not even running.
  await using _worker = await night.startWorker();
  await expect.poll(() => night.textsTo(ON_CALL), { timeout: 20_000 }).toHaveLength(1);
  const [body] = night.textsTo(ON_CALL);
  expect(body).toMatch(/DANGER TO LIFE told by phone.*nobody was sent/);
  expect(body).toMatch(/What: plumbing: gas leak/);
  expect(body).toContain(`From: ${CALLER}`);
  expect(body).toContain('They heard: call 911.');
  expect(body).not.toMatch(/kitchen|strong/);
  const outcomes = 'select outcome, outcome_reason from calls';
  expect(await night.world.rows(outcomes)).toEqual([
    { outcome: 'safety_redirect', outcome_reason: 'safety_redirect' },
  ]);
  expect(await night.world.rows('select id from dispatches')).toEqual([]);
  expect(await night.world.rows('select status, tells_danger from pages')).toEqual([
    { status: 'sent', tells_danger: true },
  ]);
});

test("gas in the street is the gas company's: the caller hears the line, and nobody is woken", {
  timeout: LIMIT_MS,
}, async () => {
  await using night = await startDispatchWorld({ rungMs: 60_000, mind: talker });
  await using _worker = await night.startWorker();
  await tellAndHangUp(night, 'there is a smell of gas out on the street', /as soon as you are outside/);
  const summarised = "select summary from calls where summary like '%gas%'";
  await expect.poll(() => night.world.rows(summarised), { timeout: 20_000 }).toHaveLength(1);
  expect(await night.world.rows("select id from pgboss.job where name = 'dispatch.page-danger'")).toEqual([]);
  expect(night.textsTo(ON_CALL)).toEqual([]);
});
