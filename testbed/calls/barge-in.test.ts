import { expect, test } from 'vitest';
import { scriptedMind } from '../simulators/openai-realtime/index.ts';
import { SHORT_GREETING } from '../world/obedient-replies.ts';
import { startWorld } from '../world/world.ts';

const LONG = `${'This is a very long sentence that goes on about water heaters and their many parts. '.repeat(4)}The end.`;

test('what the engine is told was heard is what came out of the receiver', async () => {
  await using world = await startWorld({
    openai: {
      msPerCharacter: 60,
      mind: () => scriptedMind([[{ say: SHORT_GREETING }], [{ say: LONG }], [{ say: 'Go ahead.' }]]),
    },
  });
  const caller = await world.placeCall();
  await caller.untilHeard(/Hello/);
  await caller.say('my kitchen tap is dripping');
  await caller.untilCaught(/many parts/);
  await caller.say('yes');
  await caller.untilHeard(/Go ahead/);
  caller.call.hangUp();
  await caller.call.untilEnded();

  const session = await world.openai.session(1);
  const truncations = session.received.filter(({ type }) => type === 'conversation.item.truncate');
  expect(truncations).toHaveLength(1);
  const stream = caller.call.streams[0];
  const cut = stream?.clears.at(-1);
  expect(cut?.droppedBytes).toBeGreaterThan(0);
  const [row] = await world.rows<{ heard_ms: number; text: string }>(
    'select heard_ms, text from transcript_turns where is_interrupted',
  );
  expect(row?.text).toMatch(/—$/);
  expect(row?.text).not.toContain('The end.');
  const told = (truncations[0] as { audio_end_ms?: number } | undefined)?.audio_end_ms;
  expect(told).toBe(row?.heard_ms);
  // Every agent turn's row against the telephone's own count, over the whole call.
  const [all] = await world.rows<{ heard_ms: number }>(
    "select sum(heard_ms)::int as heard_ms from transcript_turns where speaker = 'agent'",
  );
  expect(Math.abs((all?.heard_ms ?? 0) - (stream?.bytesHeard ?? 0) / 8)).toBeLessThanOrEqual(20);
});

test('a click on the line does not kill the greeting, a caller who talks may', async () => {
  await using world = await startWorld({
    openai: {
      msPerCharacter: 40,
      mind: () => scriptedMind([[{ say: `${SHORT_GREETING} ${LONG}` }], [{ say: 'Tell me.' }]]),
    },
  });
  const caller = await world.placeCall();
  await caller.call.untilStreaming();
  const click = new Uint8Array(8 * 120).map((_, index) => (index % 8 < 4 ? 0x00 : 0x80));
  await caller.call.sendSpeech(click);
  await caller.untilCaught(/many parts/);
  expect(caller.call.streams[0]?.clears).toEqual([]);
  await caller.say('my kitchen tap is dripping');
  await caller.untilHeard(/Tell me/);
  expect(caller.call.streams[0]?.clears.length).toBeGreaterThan(0);
  caller.call.hangUp();
  await caller.call.untilEnded();
});
