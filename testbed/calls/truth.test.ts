import { GUARD_LINES } from '@afterhourfix/domain';
import { expect, test, vi } from 'vitest';
import type { MindContext, MindReply } from '../simulators/openai-realtime/index.ts';
import type { Caller } from '../world/caller.ts';
import { repeatExactly } from '../world/obedient-replies.ts';
import { startWorld } from '../world/world.ts';

// Whole calls over audio, at the pace of the telephone.
vi.setConfig({ testTimeout: 90_000 });

const CARD = 'Card is four two four two, four two four two, four two four two, four two four two.';

/** Says what it is told to say; else the next of these. */
function saying(...sentences: MindReply[]) {
  return {
    msPerCharacter: 60,
    mind: () => ({
      respond: (context: MindContext) =>
        context.responseInstructions === null
          ? (sentences.shift() ?? [{ say: 'Anything else?' }])
          : repeatExactly(context),
    }),
  };
}

async function hangUp(caller: Caller): Promise<void> {
  caller.call.hangUp();
  await caller.call.untilEnded();
}

test('a price that the model invents is never heard, what is true is heard in its place', async () => {
  await using world = await startWorld({
    openai: saying([{ say: 'To come out tonight it is ninety-nine dollars, all included.' }]),
  });
  const caller = await world.placeCall();
  await caller.untilHeard(/what.*\?$/i);
  await caller.say('How much is it to come out?');
  await caller.untilHeard(/don't have a price for that yet/i);
  await hangUp(caller);
  await world.voice.journal.flush();
  expect(caller.heard.map(({ words }) => words).join(' ')).not.toMatch(/ninety-nine/);
  const said = await world.rows<{ text: string }>(
    `select text from transcript_turns where speaker = 'agent'`,
  );
  expect(said.map(({ text }) => text).join(' ')).not.toMatch(/ninety-nine/);
  expect(await world.rows(`select 1 from call_events where type = 'spoken-fact-corrected'`)).toHaveLength(1);
});

test('a price that the tool has told is heard, and stands as a promise beside the tool call', async () => {
  const pricing = { call: { name: 'get_pricing', arguments: { trade: 'plumbing', zip: '43215' } } };
  await using world = await startWorld({
    openai: {
      msPerCharacter: 60,
      mind: () => ({
        respond: (context: MindContext) => {
          if (context.responseInstructions !== null) return repeatExactly(context);
          const told = /"speakable":"([^"]+)"/.exec(
            JSON.stringify(context.conversation).replaceAll('\\', ''),
          );
          return told?.[1] ? [{ say: told[1] }] : [pricing];
        },
      }),
    },
  });
  const caller = await world.placeCall();
  await caller.untilHeard(/what.*\?$/i);
  await caller.say('How much is it to come out?');
  await caller.untilHeard(/dollars/i);
  await hangUp(caller);
  await world.voice.journal.flush();
  const promises = await world.rows<{ detail: unknown; audio_offset_ms: number; name: string }>(
    `select p.detail, p.audio_offset_ms, t.name from spoken_promises p
     join tool_calls t on t.call_id = p.call_id and t.engine_call_id = p.engine_call_id
     where p.kind = 'price' order by p.audio_offset_ms`,
  );
  const [quote] = await world.rows<{ total_cents: number }>('select total_cents from quotes');
  expect(promises[0]).toMatchObject({ name: 'get_pricing', detail: { amountCents: quote?.total_cents } });
  expect(await world.rows(`select 1 from call_events where type = 'spoken-fact-corrected'`)).toEqual([]);
});

test('a card that is read out is stopped, and no digit of it is in any row', async () => {
  await using world = await startWorld({
    openai: { ...saying([{ say: 'Sure, four two four two, and the rest?' }]), msPerCharacter: 20 },
  });
  const caller = await world.placeCall();
  await caller.untilHeard(/what.*\?$/i);
  await caller.say(`I want to pay my bill. ${CARD}`);
  await caller.untilHeard(/don't read out your card number/);
  await hangUp(caller);
  await world.voice.journal.flush();
  const tables = ['transcript_turns', 'call_events', 'tool_calls', 'calls', 'spoken_promises'];
  for (const table of tables) {
    const rows = await world.rows<{ row: string }>(`select to_jsonb(t)::text as row from ${table} t`);
    expect(rows.map(({ row }) => row).join('\n')).not.toMatch(/four two four two|4242 ?4242/);
  }
});

test('a model that does not greet as told is followed by the notice', async () => {
  await using world = await startWorld({
    openai: {
      msPerCharacter: 60,
      mind: () => ({ respond: (): MindReply => [{ say: 'Hi, how can I help?' }] }),
    },
  });
  const caller = await world.placeCall();
  await caller.untilHeard(/how can I help/i);
  await new Promise<void>((resolve, reject) => {
    const look = async () => {
      const spoken = await world.rows(`select 1 from call_events where type = 'notice-line-spoken'`);
      if (spoken.length > 0) return resolve();
      setTimeout(() => look().catch(reject), 50);
    };
    look().catch(reject);
  });
  await hangUp(caller);
  const said = await world.rows<{ text: string }>(
    `select text from transcript_turns where speaker = 'agent'`,
  );
  expect(said.map(({ text }) => text)).toContain(GUARD_LINES.NOTICE.en);
});
