import { describe, expect, test } from 'vitest';
import { mulawFromPcm16, speakSync } from '../../speech/index.ts';
import type { MindContext } from './mind.ts';
import { openPhoneSession, PHONE_SESSION } from './raw-client.ts';
import { scriptedMind } from './scripted-mind.ts';
import { startOpenAiRealtimeSimulator } from './simulator.ts';
import { TestClock } from './test-clock.ts';

const withVad = (turnDetection: object | null) => ({
  audio: { ...PHONE_SESSION.audio, input: { ...PHONE_SESSION.audio.input, turn_detection: turnDetection } },
});
const listening = withVad({ type: 'server_vad', create_response: false });

describe('the caller’s turn', () => {
  test('runs in the vendor’s order, from speech to the words', async () => {
    await using simulator = await startOpenAiRealtimeSimulator();
    using client = await openPhoneSession(simulator.url, listening);
    client.appendSilence(500);
    client.say('My basement is flooding');
    const completed = await client.until('conversation.item.input_audio_transcription.completed');
    expect(completed).toMatchObject({ transcript: 'My basement is flooding', usage: { type: 'tokens' } });
    const deltas = client.all('conversation.item.input_audio_transcription.delta');
    expect(deltas.map((event) => event.delta).join('')).toBe('My basement is flooding');
    expect(client.types().slice(3, 8)).toEqual([
      'input_audio_buffer.speech_started',
      'input_audio_buffer.speech_stopped',
      'input_audio_buffer.committed',
      'conversation.item.added',
      'conversation.item.done',
    ]);
    const itemIds = client.events.slice(3, 6).map((event) => event.item_id);
    expect(new Set(itemIds)).toEqual(new Set([completed.item_id]));
  });

  test('is timed in appended audio, with padding before and silence behind', async () => {
    await using simulator = await startOpenAiRealtimeSimulator();
    using client = await openPhoneSession(simulator.url, listening);
    const { samples } = speakSync('Hello', { voice: 'caller' });
    client.appendSilence(1_000);
    client.append(mulawFromPcm16(samples));
    client.appendSilence(1_000);
    const started = await client.until('input_audio_buffer.speech_started');
    const stopped = await client.until('input_audio_buffer.speech_stopped');
    const endOfSpeechMs = 1_000 + samples.length / 8;
    expect(Math.abs(Number(started.audio_start_ms) - 700)).toBeLessThanOrEqual(60);
    expect(Math.abs(Number(stopped.audio_end_ms) - endOfSpeechMs - 500)).toBeLessThanOrEqual(60);
  });

  test('arrives in 24 kHz PCM with the same words', async () => {
    await using simulator = await startOpenAiRealtimeSimulator();
    const pcm = { type: 'audio/pcm', rate: 24_000 };
    const input = { ...listening.audio.input, format: pcm };
    using client = await openPhoneSession(simulator.url, { audio: { input } });
    const { samples } = speakSync('The furnace is out', { voice: 'caller' });
    const upsampled = new Int16Array((samples.length + 8_000) * 3);
    for (let index = 0; index < samples.length * 3; index++) {
      const [left, right] = [samples[Math.floor(index / 3)] ?? 0, samples[Math.floor(index / 3) + 1] ?? 0];
      upsampled[index] = left + ((right - left) * (index % 3)) / 3;
    }
    const audio = Buffer.from(upsampled.buffer).toString('base64');
    client.send({ type: 'input_audio_buffer.append', audio });
    const completed = await client.until('conversation.item.input_audio_transcription.completed');
    expect(completed.transcript).toBe('The furnace is out');
  });

  test('fails to be transcribed when its audio arrived damaged', async () => {
    await using simulator = await startOpenAiRealtimeSimulator();
    using client = await openPhoneSession(simulator.url, listening);
    const utterance = speakSync('My basement is flooding', { voice: 'caller' });
    const damaged = mulawFromPcm16(utterance.samples);
    const inBurst = Math.round((utterance.samples.length - (utterance.burstMs * 8) / 2) / 160) * 160;
    client.append(damaged.subarray(0, inBurst));
    client.append(damaged.subarray(inBurst + 160));
    client.appendSilence(800);
    expect(await client.until('conversation.item.input_audio_transcription.failed')).toMatchObject({
      error: { code: 'audio_unintelligible' },
    });
  });

  test('is empty when there was a voice without words', async () => {
    await using simulator = await startOpenAiRealtimeSimulator();
    using client = await openPhoneSession(simulator.url, listening);
    const { samples, speechMs } = speakSync('Hello out there', { voice: 'caller' });
    client.append(mulawFromPcm16(samples.subarray(0, speechMs * 8)));
    client.appendSilence(800);
    const completed = await client.until('conversation.item.input_audio_transcription.completed');
    expect(completed.transcript).toBe('');
  });

  test('waits longer for its end when eagerness is low', async () => {
    await using simulator = await startOpenAiRealtimeSimulator();
    const vad = { type: 'semantic_vad', eagerness: 'low', create_response: false };
    using client = await openPhoneSession(simulator.url, withVad(vad));
    client.say('Well');
    client.appendSilence(1_000);
    client.send({ type: 'input_audio_buffer.clear' });
    await client.until('input_audio_buffer.cleared');
    expect(client.all('input_audio_buffer.speech_started')).toHaveLength(1);
    expect(client.all('input_audio_buffer.speech_stopped')).toHaveLength(0);
  });

  test('is made by hand when turn detection is off', async () => {
    await using simulator = await startOpenAiRealtimeSimulator();
    using client = await openPhoneSession(simulator.url, withVad(null));
    client.appendSilence(60);
    client.send({ type: 'input_audio_buffer.commit', event_id: 'event_early' });
    expect(await client.until('error')).toMatchObject({
      error: {
        code: 'input_audio_buffer_commit_empty',
        event_id: 'event_early',
        message: expect.stringContaining('only has 60.00ms'),
      },
    });
    client.say('Testing');
    client.send({ type: 'input_audio_buffer.commit' });
    const completed = await client.until('conversation.item.input_audio_transcription.completed');
    expect(completed.transcript).toBe('Testing');
    expect(client.all('response.created')).toHaveLength(0);
    expect(client.all('input_audio_buffer.speech_started')).toHaveLength(0);
  });

  test('gives back exactly the audio that was appended', async () => {
    await using simulator = await startOpenAiRealtimeSimulator();
    using client = await openPhoneSession(simulator.url, withVad(null));
    const bytes = Buffer.from(Array.from({ length: 1_600 }, (_, index) => index % 251));
    client.append(bytes);
    client.send({ type: 'input_audio_buffer.commit' });
    const { item_id } = await client.until('input_audio_buffer.committed');
    client.send({ type: 'conversation.item.retrieve', item_id });
    expect(await client.until('conversation.item.retrieved')).toMatchObject({
      item: { content: [{ type: 'input_audio', audio: bytes.toString('base64') }] },
    });
    expect(simulator.sessions[0]?.appendedBytes).toBe(1_600);
  });

  test('is heard by the model even when nobody asked for a transcript', async () => {
    const heard: MindContext[] = [];
    await using simulator = await startOpenAiRealtimeSimulator({
      mind: () =>
        scriptedMind([
          (context) => {
            heard.push(context);
            return [{ say: 'I see.' }];
          },
        ]),
    });
    const input = { format: { type: 'audio/pcmu' }, transcription: null };
    using client = await openPhoneSession(simulator.url, { audio: { ...PHONE_SESSION.audio, input } });
    client.say('The power is out');
    await client.until('response.done');
    expect(heard[0]).toMatchObject({
      trigger: 'caller-spoke',
      conversation: [{ kind: 'caller', text: 'The power is out', wasSpoken: true }],
    });
    expect(client.all('conversation.item.input_audio_transcription.completed')).toHaveLength(0);
  });
});

describe('a silent caller', () => {
  test('is spoken to once the idle time has passed after the answer was played', async () => {
    const clock = new TestClock();
    await using simulator = await startOpenAiRealtimeSimulator({
      clock,
      audioSpeed: Number.POSITIVE_INFINITY,
      mind: () => scriptedMind([[{ say: 'What is going on?' }], [{ say: 'Are you there?' }]]),
    });
    using client = await openPhoneSession(
      simulator.url,
      withVad({ type: 'server_vad', idle_timeout_ms: 6_000 }),
    );
    client.send({ type: 'response.create' });
    await client.until('response.done');
    const playedMs = client
      .all('response.output_audio.delta')
      .reduce((sum, event) => sum + Buffer.from(String(event.delta), 'base64').length / 8, 0);
    clock.advance(playedMs + 5_999);
    expect(client.all('input_audio_buffer.timeout_triggered')).toHaveLength(0);
    clock.advance(2);
    await client.until('input_audio_buffer.timeout_triggered');
    await client.until('response.done', 2);
    expect(client.types().slice(-30)).toContain('input_audio_buffer.committed');
  });
});
