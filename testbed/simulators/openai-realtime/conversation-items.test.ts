import { describe, expect, test } from 'vitest';
import { openPhoneSession, type RawClient } from './raw-client.ts';
import { scriptedMind } from './scripted-mind.ts';
import { startOpenAiRealtimeSimulator } from './simulator.ts';

const start = () =>
  startOpenAiRealtimeSimulator({
    audioSpeed: Number.POSITIVE_INFINITY,
    mind: () =>
      scriptedMind([
        [{ say: 'We can come on Tuesday between eight and ten in the morning.' }],
        (context) => [{ say: JSON.stringify(context.conversation) }],
      ]),
  });

const userText = (id: string, text: string) => ({
  id,
  type: 'message',
  role: 'user',
  content: [{ type: 'input_text', text }],
});

async function speakOnce(client: RawClient): Promise<{ itemId: unknown; audioMs: number }> {
  client.send({ type: 'response.create' });
  await client.until('response.done');
  const deltas = client.all('response.output_audio.delta');
  const bytes = deltas.reduce((sum, event) => sum + Buffer.from(String(event.delta), 'base64').length, 0);
  return { itemId: deltas[0]?.item_id, audioMs: Math.floor(bytes / 8) };
}

describe('conversation items', () => {
  test('are added behind the item that is named, or first behind root', async () => {
    await using simulator = await start();
    using client = await openPhoneSession(simulator.url);
    client.send({ type: 'conversation.item.create', item: userText('b', 'second') });
    client.send({ type: 'conversation.item.create', previous_item_id: 'root', item: userText('a', 'first') });
    client.send({ type: 'conversation.item.create', previous_item_id: 'b', item: userText('c', 'third') });
    await client.until('conversation.item.done', 3);
    expect(simulator.sessions[0]?.conversation.map((entry) => entry.item.id)).toEqual(['a', 'b', 'c']);
    expect(client.all('conversation.item.added').map((event) => event.previous_item_id)).toEqual([
      null,
      null,
      'b',
    ]);
  });

  test('are refused behind an item that does not exist, twice under one id, or for a call nobody made', async () => {
    await using simulator = await start();
    using client = await openPhoneSession(simulator.url);
    client.send({ type: 'conversation.item.create', previous_item_id: 'ghost', item: userText('a', 'x') });
    client.send({ type: 'conversation.item.create', item: userText('a', 'x') });
    client.send({ type: 'conversation.item.create', item: userText('a', 'again') });
    client.send({
      type: 'conversation.item.create',
      item: { type: 'function_call_output', call_id: 'call_ghost', output: '' },
    });
    await client.until('error', 3);
    expect(simulator.sessions[0]?.errors.map((error) => error.code)).toEqual([
      'item_not_found',
      'invalid_value',
      'invalid_tool_call_id',
    ]);
    expect(simulator.sessions[0]?.conversation).toHaveLength(1);
  });

  test('are deleted once, and unknown after that', async () => {
    await using simulator = await start();
    using client = await openPhoneSession(simulator.url);
    client.send({ type: 'conversation.item.create', item: userText('a', 'x') });
    client.send({ type: 'conversation.item.delete', item_id: 'a' });
    client.send({ type: 'conversation.item.delete', item_id: 'a', event_id: 'event_again' });
    client.send({ type: 'conversation.item.retrieve', item_id: 'a' });
    await client.until('error', 2);
    expect(client.all('conversation.item.deleted')).toHaveLength(1);
    expect(client.all('error')[0]).toMatchObject({
      error: { code: 'item_not_found', event_id: 'event_again' },
    });
  });
});

describe('truncation', () => {
  test('leaves the model only what was heard and drops the transcript', async () => {
    await using simulator = await start();
    using client = await openPhoneSession(simulator.url);
    const { itemId, audioMs } = await speakOnce(client);
    const audio_end_ms = Math.floor(audioMs / 4);
    client.send({ type: 'conversation.item.truncate', item_id: itemId, content_index: 0, audio_end_ms });
    expect(await client.until('conversation.item.truncated')).toMatchObject({
      item_id: itemId,
      audio_end_ms,
    });
    client.send({ type: 'conversation.item.retrieve', item_id: itemId });
    const retrieved = JSON.stringify(await client.until('conversation.item.retrieved'));
    expect(retrieved).not.toContain('Tuesday');
    client.send({ type: 'response.create' });
    await client.until('response.done', 2);
    const remembered = String((await client.until('response.output_audio_transcript.done', 2)).transcript);
    expect(remembered).toContain('"isTruncated":true');
    expect(remembered).toContain('We can');
    expect(remembered).not.toContain('morning');
  });

  test('beyond the end names both lengths, echoes no event id, and clamps', async () => {
    await using simulator = await start();
    using client = await openPhoneSession(simulator.url);
    const { itemId, audioMs } = await speakOnce(client);
    const cut = { type: 'conversation.item.truncate', item_id: itemId, content_index: 0 };
    client.send({ ...cut, event_id: 'event_cut', audio_end_ms: 60_000 });
    const message = `Audio content of ${audioMs}ms is already shorter than 60000ms`;
    expect(await client.until('error')).toMatchObject({ error: { message, event_id: null } });
    expect(await client.until('conversation.item.truncated')).toMatchObject({ audio_end_ms: audioMs });
    expect(simulator.unexpected).toEqual([]);
  });

  test('is refused for an unknown item and for anything but spoken output', async () => {
    await using simulator = await start();
    using client = await openPhoneSession(simulator.url);
    client.send({ type: 'conversation.item.create', item: userText('a', 'x') });
    const cut = { type: 'conversation.item.truncate', content_index: 0, audio_end_ms: 0 };
    client.send({ ...cut, item_id: 'ghost', event_id: 'event_ghost' });
    client.send({ ...cut, item_id: 'a' });
    await client.until('error', 2);
    expect(client.all('error')).toMatchObject([
      { error: { code: 'item_not_found', event_id: 'event_ghost' } },
      { error: { code: null, message: 'Only model output audio messages can be truncated' } },
    ]);
  });
});
