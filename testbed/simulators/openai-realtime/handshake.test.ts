import { once } from 'node:events';
import { describe, expect, test } from 'vitest';
import { RawClient } from './raw-client.ts';
import { type OpenAiRealtimeSimulatorOptions, startOpenAiRealtimeSimulator } from './simulator.ts';

const KEY = { authorization: 'Bearer right' };

async function knock(
  query: string,
  headers: Record<string, string>,
  options: OpenAiRealtimeSimulatorOptions = {},
): Promise<{ status: number; unexpected: number }> {
  await using simulator = await startOpenAiRealtimeSimulator({ acceptedKey: 'right', ...options });
  using client = new RawClient(`${simulator.url}${query}`, headers);
  const opened = once(client.socket, 'open').then(() => 101);
  const refused = new Promise<number>((resolve) =>
    client.socket.once('unexpected-response', (_request, response) => resolve(response.statusCode ?? 0)),
  );
  const status = await Promise.race([opened.catch(() => 0), refused]);
  return { status, unexpected: simulator.unexpected.length };
}

describe('the handshake', () => {
  test('lets a bearer key in', async () => {
    expect(await knock('?model=gpt-realtime-2.1', KEY)).toEqual({ status: 101, unexpected: 0 });
  });

  test("lets Azure's api-key header in", async () => {
    expect(await knock('?model=gpt-realtime-2.1', { 'api-key': 'right' })).toMatchObject({ status: 101 });
  });

  test.each([{}, { authorization: 'Bearer wrong' }, { authorization: 'right' }, { 'api-key': 'wrong' }])(
    'answers 401 before any socket is opened to %o',
    async (headers: Record<string, string>) => {
      expect(await knock('?model=gpt-realtime-2.1', headers)).toEqual({ status: 401, unexpected: 1 });
    },
  );

  test.each(['', '?model=gpt-realtime-2.1&intent=transcription', '?model=a&call_id=rtc_1'])(
    'refuses the query "%s" because exactly one of model, call_id and intent is wanted',
    async (query) => {
      expect(await knock(query, KEY)).toEqual({ status: 400, unexpected: 1 });
    },
  );

  test.each([401, 403, 404, 429] as const)('answers %i when told to', async (handshakeStatus) => {
    const options = { faults: { handshakeStatus } };
    expect(await knock('?model=gpt-realtime-2.1', KEY, options)).toEqual({
      status: handshakeStatus,
      unexpected: 0,
    });
  });

  test('tells a beta client that the beta is over, and closes', async () => {
    await using simulator = await startOpenAiRealtimeSimulator();
    const headers = { authorization: 'Bearer x', 'OpenAI-Beta': 'realtime=v1' };
    using client = new RawClient(`${simulator.url}?model=gpt-realtime`, headers);
    const closed = await client.closed;
    expect(client.events).toMatchObject([{ type: 'error', error: { code: 'beta_api_shape_disabled' } }]);
    expect(closed.code).toBe(4000);
    expect(simulator.unexpected).toHaveLength(1);
  });

  test('knows no model of another name', async () => {
    await using simulator = await startOpenAiRealtimeSimulator();
    using client = new RawClient(`${simulator.url}?model=gpt-realtime-99`);
    await client.closed;
    expect(client.events).toMatchObject([{ type: 'error', error: { code: 'model_not_found' } }]);
  });

  test('greets with the session and its defaults, then with the conversation', async () => {
    await using simulator = await startOpenAiRealtimeSimulator();
    using client = new RawClient(`${simulator.url}?model=gpt-realtime-2.1`);
    await client.until('conversation.created');
    expect(client.types()).toEqual(['session.created', 'conversation.created']);
    expect(client.events[0]).toMatchObject({
      event_id: expect.stringMatching(/^event_/),
      session: {
        id: expect.stringMatching(/^sess_/),
        object: 'realtime.session',
        type: 'realtime',
        model: 'gpt-realtime-2.1',
        expires_at: expect.any(Number),
        output_modalities: ['audio'],
        audio: {
          input: {
            format: { type: 'audio/pcm', rate: 24_000 },
            transcription: null,
            turn_detection: { type: 'server_vad', threshold: 0.5, silence_duration_ms: 500 },
          },
          output: { voice: 'alloy', speed: 1 },
        },
      },
    });
  });
});
