import { expect, test } from 'vitest';
import { scriptedMind } from '../simulators/openai-realtime/index.ts';
import { SHORT_GREETING } from '../world/obedient-replies.ts';
import { startWorld } from '../world/world.ts';

const LONG = 'This is a very long sentence that goes on about water heaters and their many parts. '.repeat(6);

test('what an answer cost that the caller hung up on stands in its row, and so does every transcript', async () => {
  await using world = await startWorld({
    openai: {
      audioSpeed: 1,
      mind: () => scriptedMind([[{ say: SHORT_GREETING }], [{ say: LONG }]]),
    },
  });
  const caller = await world.placeCall();
  await caller.untilHeard(/Hello/);
  await caller.say('my kitchen tap is dripping');
  await caller.untilCaught(/many parts/);
  caller.call.hangUp();
  await caller.call.untilEnded();
  const session = await world.openai.session(1);
  expect(await session.closed).toMatchObject({ code: 1000 });
  const usage = await world.rows<{ purpose: string; status: string; output: number }>(
    `select purpose, status, output_text_tokens + output_audio_tokens as output
     from engine_usage order by purpose, at`,
  );
  expect(usage).toEqual([
    { purpose: 'response', status: 'completed', output: expect.any(Number) },
    { purpose: 'response', status: 'cancelled', output: expect.any(Number) },
    { purpose: 'transcription', status: 'completed', output: expect.any(Number) },
  ]);
  expect(usage.filter(({ output }) => output <= 0)).toEqual([]);
  expect(session.errors).toEqual([]);
});
