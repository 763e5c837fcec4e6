import { expect, test } from 'vitest';
import type { Caller } from '../world/caller.ts';
import { startWorld, type World } from '../world/world.ts';

const OFF = 'Okay, the recording is off. I can still help you.';
const CALLER_SAYS = [
  'my kitchen sink drains slowly',
  'please do not record this call',
  'four three two one five',
  'yes the first one is fine',
  'my name is marla quint',
  'twenty two eighty glenmawr avenue',
  'yes',
  'no thank you goodbye',
];
/** What the caller ordered stays in words: a visit to an address. So does what the business itself has written. */
const ORDERS = ['bookings', 'customers', 'agents', 'agent_versions', 'knowledge_articles'];

async function talk(caller: Caller, sentences: readonly string[]): Promise<void> {
  for (const words of sentences.slice(0, -1)) {
    const heardBefore = caller.heard.length;
    await caller.say(words);
    await caller.untilHeardAfter(heardBefore);
  }
  await caller.say(sentences.at(-1) ?? '');
  await caller.call.untilEnded();
}

const toHeard = (caller: Caller) => caller.heard.map(({ words }) => words).join(' ');

/** Every row of every table, but of those that are the order itself. */
async function readAllRows(world: World, { withAnswers }: { withAnswers: boolean }): Promise<string> {
  const tables = await world.rows<{ name: string }>(
    "select tablename as name from pg_tables where schemaname in ('public', 'pgboss') order by 1",
  );
  const rows = [];
  for (const { name } of tables.filter((table) => !ORDERS.includes(table.name))) {
    const schema = await world.rows<{ schema: string }>(
      'select schemaname as schema from pg_tables where tablename = $1',
      [name],
    );
    const isTools = name === 'tool_calls';
    const condition = isTools ? 'where not is_write' : '';
    // What a tool answers is written by code before anybody says it: prices and windows in words.
    const kept = isTools && !withAnswers ? "(to_jsonb(rows) - 'result')" : 'to_jsonb(rows)';
    rows.push(
      ...(await world.rows<{ row: string }>(
        `select ${kept}::text as row from "${schema[0]?.schema}"."${name}" rows ${condition}`,
      )),
    );
  }
  return rows.map(({ row }) => row).join('\n');
}

test('a caller who refuses to be recorded books all the same, and no sentence of the talk is in any table', {
  timeout: 120_000,
}, async () => {
  await using world = await startWorld();
  const caller = await world.placeCall();
  await caller.untilHeard(/going on/);
  await talk(caller, CALLER_SAYS);
  expect(toHeard(caller)).toContain(OFF);
  expect(await world.rows('select contact_name, address_line from bookings')).toEqual([
    { contact_name: 'Marla Quint', address_line: '2280 Glenmawr Avenue' },
  ]);
  const turns = await world.rows<{ text: string; speaker: string; is_withheld: boolean }>(
    'select speaker, text, is_withheld from transcript_turns',
  );
  expect(turns.filter(({ speaker }) => speaker === 'caller')).toHaveLength(CALLER_SAYS.length);
  expect(turns.filter(({ text, is_withheld }) => text !== '' || !is_withheld)).toEqual([]);
  const everything = await readAllRows(world, { withAnswers: true });
  const ofCaller = CALLER_SAYS.filter((words) => words.includes(' '));
  expect(ofCaller.filter((words) => everything.includes(words))).toEqual([]);
  const kept = await readAllRows(world, { withAnswers: false });
  const ofAgent = caller.heard.map(({ words }) => words);
  expect(ofAgent.filter((words) => kept.includes(words))).toEqual([]);
  const [call] = await world.rows<{ outcome: string }>(
    'select outcome, recording_refused_at is not null as is_refused from calls',
  );
  expect(call).toEqual({ outcome: 'booked', is_refused: true });
});

test('a caller who does not mind is written down word for word', async () => {
  await using world = await startWorld();
  const caller = await world.placeCall();
  await caller.untilHeard(/going on/);
  const words = 'i do not mind if you record this my basement is flooding';
  const heardBefore = caller.heard.length;
  await caller.say(words);
  await caller.untilHeardAfter(heardBefore);
  caller.call.hangUp();
  await caller.call.untilEnded();
  const turns = await world.rows<{ text: string }>(
    "select text from transcript_turns where speaker = 'caller'",
  );
  expect(turns).toEqual([{ text: words }]);
  expect(await readAllRows(world, { withAnswers: true })).toContain(words);
  expect(await world.rows('select from calls where recording_refused_at is not null')).toEqual([]);
  expect(toHeard(caller)).not.toContain(OFF);
});
