import { describe, expect, test } from 'vitest';
import { openPhoneSession, RawClient } from './raw-client.ts';
import { scriptedMind } from './scripted-mind.ts';
import { startOpenAiRealtimeSimulator } from './simulator.ts';

async function update(session: object, model = 'gpt-realtime-2.1') {
  await using simulator = await startOpenAiRealtimeSimulator();
  using client = new RawClient(`${simulator.url}?model=${model}`);
  await client.until('conversation.created');
  client.send({ type: 'session.update', event_id: 'event_mine', session });
  const answer = await Promise.race([client.until('session.updated'), client.until('error')]);
  return { answer, unexpected: simulator.unexpected.length };
}

const realtime = { type: 'realtime' };
const input = (fields: object) => ({ ...realtime, audio: { input: fields } });
const output = (fields: object) => ({ ...realtime, audio: { output: fields } });

describe('session.update', () => {
  test.each([
    [{ instructions: 'no type' }, 'missing_required_parameter', 'session.type'],
    [{ ...realtime, voice: 'marin' }, 'unknown_parameter', 'session.voice'],
    [{ ...realtime, modalities: ['audio'] }, 'unknown_parameter', 'session.modalities'],
    [{ ...realtime, temperature: 0.8 }, 'unknown_parameter', 'session.temperature'],
    [{ ...realtime, input_audio_format: 'g711_ulaw' }, 'unknown_parameter', 'session.input_audio_format'],
    [{ ...realtime, turn_detection: null }, 'unknown_parameter', 'session.turn_detection'],
    [
      { ...realtime, max_response_output_tokens: 1 },
      'unknown_parameter',
      'session.max_response_output_tokens',
    ],
    [{ ...realtime, output_modalities: ['audio', 'text'] }, 'invalid_value', 'session.output_modalities'],
    [{ ...realtime, max_output_tokens: 5_000 }, 'invalid_value', 'session.max_output_tokens'],
    [{ ...realtime, instructions: null }, 'invalid_type', 'session.instructions'],
    [{ ...realtime, model: 'gpt-realtime' }, 'invalid_value', 'session.model'],
    [
      { ...realtime, tool_choice: { type: 'function', name: 'ghost' } },
      'invalid_value',
      'session.tool_choice',
    ],
    [
      { ...realtime, tools: [{ type: 'function', name: 'a', strict: true }] },
      'unknown_parameter',
      'session.tools[0].strict',
    ],
    [
      input({ format: { type: 'audio/pcmu', rate: 8_000 } }),
      'unknown_parameter',
      'session.audio.input.format.rate',
    ],
    [input({ format: 'pcm16' }), 'invalid_type', 'session.audio.input.format'],
    [
      input({ turn_detection: { type: 'server_vad', threshold: 1.5 } }),
      'invalid_value',
      'session.audio.input.turn_detection.threshold',
    ],
    [
      input({ turn_detection: { type: 'server_vad', idle_timeout_ms: 1_000 } }),
      'invalid_value',
      'session.audio.input.turn_detection.idle_timeout_ms',
    ],
    [
      input({ turn_detection: { type: 'semantic_vad', idle_timeout_ms: 6_000 } }),
      'unknown_parameter',
      'session.audio.input.turn_detection.idle_timeout_ms',
    ],
    [
      input({ transcription: { model: 'gpt-live-transcribe' } }),
      'invalid_value',
      'session.audio.input.transcription.model',
    ],
    [
      input({ transcription: { model: 'whisper-1', keywords: ['a'] } }),
      'invalid_value',
      'session.audio.input.transcription',
    ],
    [output({ voice: 'nobody' }), 'invalid_value', 'session.audio.output.voice'],
    [output({ speed: 2 }), 'invalid_value', 'session.audio.output.speed'],
  ])('refuses %j', async (session, code, param) => {
    const { answer, unexpected } = await update(session);
    expect(answer).toMatchObject({
      type: 'error',
      error: { type: 'invalid_request_error', code, param, event_id: 'event_mine' },
    });
    expect(unexpected).toBe(1);
  });

  test.each([
    [{ reasoning: { effort: 'low' } }, 'gpt-realtime-1.5', 1],
    [{ parallel_tool_calls: false }, 'gpt-realtime', 1],
    [{ reasoning: { effort: 'low' }, parallel_tool_calls: false }, 'gpt-realtime-2.1', 0],
  ])('takes %j for %s and counts %i as unexpected', async (fields, model, count) => {
    const { answer, unexpected } = await update({ ...realtime, ...fields }, model);
    expect(answer.type).toBe('session.updated');
    expect(unexpected).toBe(count);
  });

  test('answers with the full effective config and keeps what was left out', async () => {
    await using simulator = await startOpenAiRealtimeSimulator();
    using client = await openPhoneSession(simulator.url, { instructions: 'Be brief.' });
    const turnDetection = { type: 'server_vad', threshold: 0.7, idle_timeout_ms: 8_000 };
    client.send({ type: 'session.update', session: input({ turn_detection: turnDetection }) });
    const updated = await client.until('session.updated', 2);
    expect(updated).toMatchObject({
      session: {
        instructions: 'Be brief.',
        audio: {
          input: {
            format: { type: 'audio/pcmu' },
            transcription: { model: 'gpt-4o-mini-transcribe' },
            turn_detection: { ...turnDetection, prefix_padding_ms: 300, create_response: true },
          },
          output: { format: { type: 'audio/pcmu' }, voice: 'marin' },
        },
      },
    });
  });

  test('changes nothing at all when one field is wrong', async () => {
    await using simulator = await startOpenAiRealtimeSimulator();
    using client = await openPhoneSession(simulator.url);
    const before = structuredClone(simulator.sessions[0]?.config);
    client.send({ type: 'session.update', session: { ...realtime, instructions: 'New', temperature: 1 } });
    await client.until('error');
    expect(simulator.sessions[0]?.config).toEqual(before);
  });

  test('locks the voice once the session has spoken', async () => {
    await using simulator = await startOpenAiRealtimeSimulator({
      mind: () => scriptedMind([[{ say: 'Hi.' }]]),
    });
    using client = await openPhoneSession(simulator.url);
    client.send({ type: 'response.create' });
    await client.until('response.done');
    client.send({ type: 'session.update', session: output({ voice: 'cedar' }) });
    expect(await client.until('error')).toMatchObject({ error: { code: 'cannot_update_voice' } });
    client.send({ type: 'session.update', session: output({ voice: 'marin' }) });
    await client.until('session.updated', 2);
    expect(simulator.unexpected).toEqual([]);
  });
});

describe('a client event', () => {
  test.each([
    ['not json', 'invalid_event'],
    ['[1]', 'invalid_event'],
    ['{"no":"type"}', 'missing_required_parameter'],
    ['{"type":"response.audio.create"}', 'unknown_event'],
    ['{"type":"response.create","response":{"modalities":["audio"]}}', 'unknown_parameter'],
    ['{"type":"response.cancel","responseId":"x"}', 'unknown_parameter'],
    ['{"type":"input_audio_buffer.append","audio":"***"}', 'invalid_value'],
    ['{"type":"output_audio_buffer.clear"}', 'invalid_event'],
    [
      '{"type":"conversation.item.create","item":{"type":"message","role":"user"}}',
      'missing_required_parameter',
    ],
    [
      '{"type":"conversation.item.create","item":{"type":"message","role":"assistant","content":[{"type":"output_audio","audio":"AA=="}]}}',
      'unsupported_content_type',
    ],
  ])('%s is answered with %s and the session goes on', async (frame, code) => {
    await using simulator = await startOpenAiRealtimeSimulator();
    using client = await openPhoneSession(simulator.url);
    client.socket.send(frame);
    expect(await client.until('error')).toMatchObject({ error: { code } });
    client.send({ type: 'input_audio_buffer.clear' });
    await client.until('input_audio_buffer.cleared');
    expect(simulator.unexpected).toHaveLength(1);
  });

  test('in a binary frame is refused', async () => {
    await using simulator = await startOpenAiRealtimeSimulator();
    using client = await openPhoneSession(simulator.url);
    client.socket.send(Buffer.from([1, 2, 3]));
    expect(await client.until('error')).toMatchObject({ error: { code: 'invalid_event' } });
  });
});
