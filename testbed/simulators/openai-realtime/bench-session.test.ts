import { expect, test } from 'vitest';
import { readStamp, stampBlocks } from './bench-stamp.ts';
import { openPhoneSession } from './raw-client.ts';
import { startOpenAiRealtimeSimulator } from './simulator.ts';

test('a stamp is read where it was written and nowhere else', () => {
  const bytes = stampBlocks(7, 2);
  expect(readStamp(bytes)?.counter).toBe(7);
  expect(readStamp(bytes, 160)?.counter).toBe(8);
  expect(readStamp(bytes, 1)).toBeNull();
  bytes[5] = 9;
  expect(readStamp(bytes)).toBeNull();
});

test('a measuring session streams counted blocks at the pace of speech and records what arrives', async () => {
  await using simulator = await startOpenAiRealtimeSimulator({ bench: { deltaMs: 20 } });
  using client = await openPhoneSession(simulator.url);
  const session = await simulator.session(1);
  client.send({ type: 'response.create' });
  const startedAtMs = performance.now();
  await client.until('response.output_audio.delta', 11);
  expect(performance.now() - startedAtMs).toBeGreaterThan(150);
  const counters = client
    .all('response.output_audio.delta')
    .map((event) => readStamp(Buffer.from(String(event.delta), 'base64'))?.counter);
  expect(counters.slice(0, 11)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);

  client.append(stampBlocks(100, 3));
  client.appendSilence(20);
  client.send({ type: 'input_audio_buffer.clear' });
  await client.until('input_audio_buffer.cleared');
  expect(session.bench?.arrived.counters).toEqual([100, 101, 102]);
  expect(session.bench?.unstampedBlocks).toBe(1);
});

test('a measuring session is interrupted on demand and can be truncated', async () => {
  await using simulator = await startOpenAiRealtimeSimulator({ bench: { deltaMs: 40 } });
  using client = await openPhoneSession(simulator.url);
  const session = await simulator.session(1);
  client.send({ type: 'response.create' });
  const first = await client.until('response.output_audio.delta', 3);
  session.bench?.interrupt();
  expect(await client.until('response.done')).toMatchObject({
    response: { status: 'cancelled', status_details: { reason: 'turn_detected' } },
  });
  client.send({
    type: 'conversation.item.truncate',
    item_id: first.item_id,
    content_index: 0,
    audio_end_ms: 60,
  });
  expect(await client.until('conversation.item.truncated')).toMatchObject({ audio_end_ms: 60 });
  session.bench?.resume();
  await client.until('response.created', 2);
  expect(session.bench?.isSpeaking).toBe(true);
});
