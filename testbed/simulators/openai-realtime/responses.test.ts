import { describe, expect, test } from 'vitest';
import { pcm16FromMulaw, WordsDecoder } from '../../speech/index.ts';
import type { MindContext, MindReply } from './mind.ts';
import { openPhoneSession, PHONE_SESSION, type RawClient } from './raw-client.ts';
import { scriptedMind } from './scripted-mind.ts';
import { startOpenAiRealtimeSimulator } from './simulator.ts';
import { TestClock } from './test-clock.ts';

const AT_ONCE = { audioSpeed: Number.POSITIVE_INFINITY };
const tools = [{ type: 'function', name: 'get_slots', parameters: { type: 'object', properties: {} } }];

const start = (replies: MindReply[], options: object = AT_ONCE) =>
  startOpenAiRealtimeSimulator({ mind: () => scriptedMind(replies), ...options });

function audioOf(client: RawClient, itemId: unknown): Buffer {
  const deltas = client.all('response.output_audio.delta').filter((event) => event.item_id === itemId);
  return Buffer.concat(deltas.map((event) => Buffer.from(String(event.delta), 'base64')));
}

describe('a spoken response', () => {
  test('is streamed in the vendor’s order, with the transcript between the audio', async () => {
    await using simulator = await start([[{ say: 'Thanks for calling. What is going on?' }]]);
    using client = await openPhoneSession(simulator.url);
    client.send({ type: 'response.create' });
    await client.until('response.done');
    const order = client.types().slice(3);
    expect(order.filter((type, index) => type !== order[index - 1] && !type.endsWith('.delta'))).toEqual([
      'response.created',
      'rate_limits.updated',
      'response.output_item.added',
      'conversation.item.added',
      'response.content_part.added',
      'response.output_audio.done',
      'response.output_audio_transcript.done',
      'response.content_part.done',
      'response.output_item.done',
      'conversation.item.done',
      'response.done',
    ]);
    const firstAudio = order.indexOf('response.output_audio.delta');
    expect(order.indexOf('response.output_audio_transcript.delta')).toBeLessThan(firstAudio);
    expect(order.lastIndexOf('response.output_audio_transcript.delta')).toBeGreaterThan(firstAudio);
  });

  test('carries its own words in its audio, 200 ms a delta', async () => {
    await using simulator = await start([[{ say: 'We can be there at nine.' }]]);
    using client = await openPhoneSession(simulator.url);
    client.send({ type: 'response.create' });
    const done = await client.until('response.done');
    const [first] = client.all('response.output_audio.delta');
    const audio = audioOf(client, first?.item_id);
    expect(Buffer.from(String(first?.delta), 'base64')).toHaveLength(1_600);
    expect(new WordsDecoder().push(pcm16FromMulaw(audio))).toMatchObject([
      { words: 'We can be there at nine.', isIntact: true },
    ]);
    expect(done).toMatchObject({
      response: {
        status: 'completed',
        status_details: null,
        output: [{ content: [{ type: 'output_audio', transcript: 'We can be there at nine.' }] }],
      },
    });
  });

  test('comes much faster than it plays, at the pace that was set', async () => {
    const clock = new TestClock();
    await using simulator = await start([[{ say: 'A sentence of some length, to be played.' }]], {
      clock,
      audioSpeed: 10,
    });
    using client = await openPhoneSession(simulator.url);
    client.send({ type: 'response.create' });
    await client.until('response.output_audio.delta');
    expect(client.all('response.output_audio.delta')).toHaveLength(1);
    clock.advance(19);
    client.send({ type: 'input_audio_buffer.clear' });
    await client.until('input_audio_buffer.cleared');
    expect(client.all('response.output_audio.delta')).toHaveLength(1);
    clock.advance(1);
    await client.until('response.output_audio.delta', 2);
    expect(client.all('response.done')).toHaveLength(0);
  });

  test('thinks for a while first', async () => {
    const clock = new TestClock();
    await using simulator = await start([[{ say: 'Hm.' }]], { ...AT_ONCE, clock, thinkingMs: 300 });
    using client = await openPhoneSession(simulator.url);
    client.send({ type: 'response.create' });
    await client.until('rate_limits.updated');
    expect(client.all('response.output_item.added')).toHaveLength(0);
    clock.advance(300);
    await client.until('response.done');
  });

  test('may hold two audio items and two function calls', async () => {
    const reply = [
      { say: 'Let me look.' },
      { say: 'One moment.' },
      { call: { name: 'get_slots', arguments: { zip: '43201', trade: 'plumbing' } } },
      { call: { name: 'get_slots', arguments: { zip: '43202' } } },
    ];
    await using simulator = await start([reply]);
    using client = await openPhoneSession(simulator.url, { tools });
    client.send({ type: 'response.create' });
    const done = await client.until('response.done');
    expect(done).toMatchObject({
      response: {
        output: [
          { type: 'message', status: 'completed' },
          { type: 'message', status: 'completed' },
          { type: 'function_call', status: 'completed', arguments: '{"zip":"43201","trade":"plumbing"}' },
          { type: 'function_call', status: 'completed' },
        ],
      },
    });
    const pieces = client
      .all('response.function_call_arguments.delta')
      .filter((one) => one.output_index === 2);
    expect(pieces.length).toBeGreaterThan(1);
    expect(pieces.map((piece) => piece.delta).join('')).toBe('{"zip":"43201","trade":"plumbing"}');
  });

  test('answers nothing to a function output until it is asked to', async () => {
    const seen: MindContext[] = [];
    await using simulator = await startOpenAiRealtimeSimulator({
      mind: () =>
        scriptedMind([
          [{ call: { name: 'get_slots', arguments: {} } }],
          (context) => {
            seen.push(context);
            return [{ say: 'Nine.' }];
          },
        ]),
    });
    using client = await openPhoneSession(simulator.url, { tools });
    client.send({ type: 'response.create' });
    const { call_id } = await client.until('response.function_call_arguments.done');
    await client.until('response.done');
    client.send({
      type: 'conversation.item.create',
      item: { type: 'function_call_output', call_id, output: '{"ok":true}' },
    });
    await client.until('conversation.item.done', 2);
    expect(client.all('response.created')).toHaveLength(1);
    client.send({ type: 'response.create' });
    await client.until('response.done', 2);
    expect(seen[0]?.conversation).toMatchObject([
      { kind: 'call', name: 'get_slots' },
      { kind: 'result', callId: call_id, output: '{"ok":true}' },
    ]);
  });

  test('is text when text was asked for', async () => {
    await using simulator = await start([[{ say: 'Two words' }]]);
    using client = await openPhoneSession(simulator.url);
    client.send({ type: 'response.create', response: { output_modalities: ['text'] } });
    await client.until('response.done');
    expect(client.all('response.output_text.delta').map((event) => event.delta)).toEqual(['Two ', 'words']);
    expect(client.all('response.output_audio.delta')).toHaveLength(0);
  });

  test('ends incomplete when it would be longer than max_output_tokens', async () => {
    await using simulator = await start([[{ say: 'A sentence that takes more than twenty audio tokens.' }]]);
    using client = await openPhoneSession(simulator.url);
    client.send({ type: 'response.create', response: { max_output_tokens: 20 } });
    expect(await client.until('response.done')).toMatchObject({
      response: { status: 'incomplete', status_details: { reason: 'max_output_tokens' } },
    });
  });

  test('fails, and is reported, when the script of the mind is exhausted', async () => {
    await using simulator = await start([]);
    using client = await openPhoneSession(simulator.url);
    client.send({ type: 'response.create' });
    expect(await client.until('response.done')).toMatchObject({ response: { status: 'failed' } });
    expect(simulator.unexpected).toMatchObject([{ problem: 'The mind failed' }]);
  });
});

describe('one response at a time', () => {
  test('refuses a second in the conversation while one is active', async () => {
    await using simulator = await start([[{ say: 'A' }], [{ say: 'B' }]], { thinkingMs: 60_000 });
    using client = await openPhoneSession(simulator.url);
    client.send({ type: 'response.create' });
    client.send({ type: 'response.create', event_id: 'event_second' });
    expect(await client.until('error')).toMatchObject({
      error: { code: 'conversation_already_has_active_response', event_id: 'event_second' },
    });
    expect(simulator.unexpected).toEqual([]);
  });

  test('lets one outside of the conversation run beside it, and leaves no trace of it', async () => {
    await using simulator = await start([[{ say: 'Main.' }], [{ say: 'Aside.' }]], { thinkingMs: 20 });
    using client = await openPhoneSession(simulator.url);
    client.send({ type: 'response.create' });
    client.send({
      type: 'response.create',
      response: {
        conversation: 'none',
        output_modalities: ['text'],
        input: [],
        metadata: { topic: 'aside' },
      },
    });
    await client.until('response.done', 2);
    const aside = client
      .all('response.done')
      .map((event) => event.response)
      .find((response) => JSON.stringify(response).includes('"topic":"aside"'));
    expect(aside).toMatchObject({ conversation_id: null, status: 'completed' });
    expect(simulator.sessions[0]?.conversation).toHaveLength(1);
    expect(client.all('conversation.item.added')).toHaveLength(1);
  });

  test('cancels what a client cancels, and refuses when there is nothing to cancel', async () => {
    await using simulator = await start([[{ say: 'A' }]], { thinkingMs: 60_000 });
    using client = await openPhoneSession(simulator.url);
    client.send({ type: 'response.cancel', event_id: 'event_nothing' });
    expect(await client.until('error')).toMatchObject({
      error: { code: 'response_cancel_not_active', event_id: 'event_nothing' },
    });
    client.send({ type: 'response.create' });
    client.send({ type: 'response.cancel' });
    expect(await client.until('response.done')).toMatchObject({
      response: { status: 'cancelled', status_details: { reason: 'client_cancelled' } },
    });
  });
});

describe('barge-in', () => {
  const long = 'This is a rather long explanation that nobody wants to hear to its very end.';

  test('cancels the running response and leaves its item incomplete', async () => {
    const clock = new TestClock();
    await using simulator = await start([[{ say: long }], [{ say: 'Yes?' }]], { clock, audioSpeed: 5 });
    using client = await openPhoneSession(simulator.url);
    client.send({ type: 'response.create' });
    await client.until('response.output_audio.delta');
    client.say('Stop');
    expect(await client.until('response.done')).toMatchObject({
      response: {
        status: 'cancelled',
        status_details: { type: 'cancelled', reason: 'turn_detected' },
        output: [{ status: 'incomplete' }],
        usage: { output_token_details: { audio_tokens: 4 } },
      },
    });
    const types = client.types();
    const speech = types.indexOf('input_audio_buffer.speech_started');
    expect(types.indexOf('response.done')).toBeGreaterThan(speech);
    expect(types.indexOf('response.done')).toBeLessThan(types.indexOf('input_audio_buffer.speech_stopped'));
    const ofFirst = types.slice(0, types.indexOf('response.done'));
    expect(ofFirst.filter((type) => type === 'response.output_audio.delta')).toHaveLength(1);
  });

  test('leaves the response alone when interruption is off, and then cannot answer by itself', async () => {
    const clock = new TestClock();
    await using simulator = await start([[{ say: long }]], { clock, audioSpeed: 5 });
    const input = {
      ...PHONE_SESSION.audio.input,
      turn_detection: { type: 'server_vad', interrupt_response: false },
    };
    using client = await openPhoneSession(simulator.url, { audio: { ...PHONE_SESSION.audio, input } });
    client.send({ type: 'response.create' });
    await client.until('response.output_audio.delta');
    client.say('Hello');
    expect(await client.until('error')).toMatchObject({
      error: { code: 'conversation_already_has_active_response', event_id: null },
    });
    expect(client.all('response.done')).toHaveLength(0);
  });
});

describe('usage', () => {
  test('grows with the conversation and finds its beginning in the cache', async () => {
    const replies = [[{ say: 'One.' }], [{ say: 'Two.' }], [{ say: 'Three.' }]];
    await using simulator = await start(replies);
    const instructions = 'You are the receptionist. '.repeat(60);
    using client = await openPhoneSession(simulator.url, { instructions });
    for (const turn of [1, 2, 3]) {
      client.send({ type: 'response.create' });
      await client.until('response.done', turn);
    }
    const usages = client
      .all('response.done')
      .map((event) => JSON.parse(JSON.stringify(event.response)).usage);
    expect(usages[0].input_token_details.cached_tokens).toBe(0);
    expect(usages[1].input_token_details.cached_tokens).toBeGreaterThan(300);
    expect(usages[2].input_tokens).toBeGreaterThan(usages[1].input_tokens);
    for (const usage of usages) expect(usage.total_tokens).toBe(usage.input_tokens + usage.output_tokens);
  });
});
