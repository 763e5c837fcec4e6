import { once } from 'node:events';
import { describe, expect, test } from 'vitest';
import { garbageFrames } from './faults.ts';
import { openPhoneSession, PHONE_SESSION, RawClient } from './raw-client.ts';
import { scriptedMind } from './scripted-mind.ts';
import { type OpenAiRealtimeSimulatorOptions, startOpenAiRealtimeSimulator } from './simulator.ts';
import { TestClock } from './test-clock.ts';

const start = (options: OpenAiRealtimeSimulatorOptions = {}) =>
  startOpenAiRealtimeSimulator({
    audioSpeed: Number.POSITIVE_INFINITY,
    mind: () => scriptedMind([[{ say: 'A whole sentence, said at once.' }], [{ say: 'Another one.' }]]),
    ...options,
  });

async function connect(url: string): Promise<RawClient> {
  const client = new RawClient(`${url}?model=gpt-realtime-2.1`);
  await client.until('conversation.created');
  return client;
}

/** Resolves when the server has served all that was sent before. */
async function settle(client: RawClient): Promise<void> {
  const served = client.all('input_audio_buffer.cleared').length;
  client.send({ type: 'input_audio_buffer.clear' });
  await client.until('input_audio_buffer.cleared', served + 1);
}

describe('the vendor fails us', () => {
  test('by never answering session.update', async () => {
    await using simulator = await start({ faults: { sessionUpdate: 'ignore' } });
    using client = await connect(simulator.url);
    client.send({ type: 'session.update', session: PHONE_SESSION });
    await settle(client);
    expect(client.all('session.updated')).toHaveLength(0);
  });

  test('by answering session.update late', async () => {
    const clock = new TestClock();
    await using simulator = await start({ clock, faults: { sessionUpdate: { lateMs: 2_000 } } });
    using client = await connect(simulator.url);
    client.send({ type: 'session.update', session: PHONE_SESSION });
    await settle(client);
    clock.advance(1_999);
    expect(client.all('session.updated')).toHaveLength(0);
    clock.advance(1);
    await client.until('session.updated');
  });

  test('by rejecting a good session config, which is not the client’s mistake', async () => {
    await using simulator = await start({ faults: { sessionUpdate: 'reject' } });
    using client = await connect(simulator.url);
    client.send({ type: 'session.update', event_id: 'event_mine', session: PHONE_SESSION });
    expect(await client.until('error')).toMatchObject({
      error: { param: 'session', event_id: 'event_mine' },
    });
    expect(simulator.unexpected).toEqual([]);
  });

  test('by losing the socket in the middle of an answer', async () => {
    await using simulator = await start({
      faults: { drop: { afterEvent: 'response.output_audio.delta', nth: 2, how: 'terminate' } },
    });
    using client = await openPhoneSession(simulator.url);
    client.send({ type: 'response.create' });
    expect((await client.closed).code).toBe(1006);
    expect(client.all('response.done')).toHaveLength(0);
  });

  test('by closing with 1000 mid-call', async () => {
    await using simulator = await start();
    using client = await openPhoneSession(simulator.url);
    simulator.sessions[0]?.close(1000, 'bye');
    expect(await client.closed).toEqual({ code: 1000, reason: 'bye' });
    expect(await simulator.sessions[0]?.closed).toMatchObject({ code: 1000 });
  });

  test('by ending the session at its maximum duration', async () => {
    const clock = new TestClock();
    await using simulator = await start({ clock });
    using client = await openPhoneSession(simulator.url);
    clock.advance(3_600_000);
    expect(await client.until('error')).toMatchObject({ error: { code: 'session_expired' } });
    expect((await client.closed).code).toBe(1001);
  });

  test('by flooding', async () => {
    await using simulator = await start();
    using client = await openPhoneSession(simulator.url);
    simulator.sessions[0]?.flood({ count: 500, bytesEach: 10_000 });
    await client.until('rate_limits.updated', 500);
  });

  test('by sending garbage', async () => {
    await using simulator = await start();
    using client = await openPhoneSession(simulator.url);
    const frames: string[] = [];
    client.socket.removeAllListeners('message');
    client.socket.on('message', (frame) => frames.push(frame.toString()));
    simulator.sessions[0]?.sendGarbage();
    simulator.sessions[0]?.close(1000);
    await client.closed;
    expect(frames).toHaveLength(garbageFrames.length);
  });

  test('by staying silent when a response is asked for', async () => {
    await using simulator = await start({ faults: { response: 'silent' } });
    using client = await openPhoneSession(simulator.url);
    client.send({ type: 'response.create' });
    await settle(client);
    expect(client.all('response.created')).toHaveLength(0);
  });

  test('by stalling after response.created', async () => {
    await using simulator = await start({ faults: { response: 'stalled' } });
    using client = await openPhoneSession(simulator.url);
    client.send({ type: 'response.create' });
    await client.until('response.created');
    await settle(client);
    expect(client.all('response.output_item.added')).toHaveLength(0);
  });

  test('by failing a response, at once or after some audio', async () => {
    await using simulator = await start({ faults: { response: { failedAfterMs: 0, code: 'server_error' } } });
    using client = await openPhoneSession(simulator.url);
    client.send({ type: 'response.create' });
    expect(await client.until('response.done')).toMatchObject({
      response: { status: 'failed', status_details: { error: { code: 'server_error' } }, output: [] },
    });
    simulator.sessions[0]?.setFaults({ response: { failedAfterMs: 400, code: 'rate_limit_exceeded' } });
    client.send({ type: 'response.create' });
    await client.until('response.done', 2);
    expect(client.all('response.output_audio.delta')).toHaveLength(2);
  });

  test('by ending a response incomplete', async () => {
    const response = { incompleteAfterMs: 200, reason: 'content_filter' } as const;
    await using simulator = await start({ faults: { response } });
    using client = await openPhoneSession(simulator.url);
    client.send({ type: 'response.create' });
    expect(await client.until('response.done')).toMatchObject({
      response: { status: 'incomplete', output: [{ status: 'incomplete' }] },
    });
  });

  test('by trailing deltas behind response.done', async () => {
    await using simulator = await start({ faults: { trailingDeltas: 3 } });
    using client = await openPhoneSession(simulator.url);
    client.send({ type: 'response.create' });
    await client.until('response.done');
    await settle(client);
    const types = client.types();
    const behind = types.slice(types.indexOf('response.done') + 1);
    expect(behind.filter((type) => type === 'response.output_audio.delta')).toHaveLength(3);
  });

  test('by not transcribing', async () => {
    await using simulator = await start({ faults: { transcription: 'fail' } });
    using client = await openPhoneSession(simulator.url);
    client.say('Hello');
    await client.until('conversation.item.input_audio_transcription.failed');
  });

  test('by going half-open: a ping is answered before and never after', async () => {
    await using simulator = await start();
    using client = await openPhoneSession(simulator.url);
    client.socket.ping();
    await once(client.socket, 'pong');
    simulator.sessions[0]?.setFaults({ isHalfOpen: true });
    let pongs = 0;
    client.socket.on('pong', () => pongs++);
    client.socket.ping();
    client.send({ type: 'response.create' });
    // A second session answers in the meantime, so the first had its chance.
    using other = await openPhoneSession(simulator.url);
    other.socket.ping();
    await once(other.socket, 'pong');
    expect(pongs).toBe(0);
    expect(client.all('response.created')).toHaveLength(0);
  });
});
