import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { expect, test } from 'vitest';
import { openPhoneSession, RawClient } from './raw-client.ts';
import { scriptedMind } from './scripted-mind.ts';
import { type OpenAiRealtimeSimulatorOptions, startOpenAiRealtimeSimulator } from './simulator.ts';
import type { ServerEvent } from './wire-types.ts';

// The vendor's schema stays out of the project; without it there is nothing to hold the events against.
const schemaPath = resolve(process.env.SPECS_DIR ?? '../shared/specs', 'openai-realtime.schema.json');

function compileServerEvent(): ValidateFunction {
  const schema = JSON.parse(readFileSync(schemaPath, 'utf8'));
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  addFormats.default(ajv);
  ajv.addSchema(schema);
  const schemaOf = (type: string) => `${schema.$id}#/$defs/${type}`;
  return ajv.compile({ $ref: schemaOf('RealtimeServerEvent') });
}

const PCM = { type: 'audio/pcm', rate: 24_000 };

async function talk(url: string): Promise<void> {
  const tools = [{ type: 'function', name: 'get_slots', parameters: { type: 'object', properties: {} } }];
  using client = await openPhoneSession(url, { tools });
  client.send({ type: 'response.create' });
  const { call_id } = await client.until('response.function_call_arguments.done');
  await client.until('response.done');
  const item = { type: 'function_call_output', call_id, output: '{}' };
  client.send({ type: 'conversation.item.create', item });
  client.say('Tuesday is fine');
  await client.until('response.done', 2);
  const { item_id } = await client.until('response.output_audio.delta');
  const cut = { type: 'conversation.item.truncate', item_id, content_index: 0 };
  client.send({ ...cut, audio_end_ms: 100 });
  client.send({ ...cut, audio_end_ms: 99_000 });
  client.send({ type: 'conversation.item.retrieve', item_id });
  client.send({ type: 'conversation.item.delete', item_id });
  const response = { conversation: 'none', output_modalities: ['text'], input: [], metadata: { a: 'b' } };
  client.send({ type: 'response.create', response });
  await client.until('response.done', 3);
  client.send({ type: 'response.cancel' });
  client.send({ type: 'input_audio_buffer.commit' });
  client.send({ type: 'input_audio_buffer.clear' });
  client.send({ type: 'nonsense' });
  await client.until('input_audio_buffer.cleared');
}

async function talkInPcmAndExpire(url: string): Promise<void> {
  using client = new RawClient(`${url}?model=gpt-realtime-1.5`);
  await client.until('conversation.created');
  const turn_detection = { type: 'semantic_vad', eagerness: 'high' };
  const audio = { input: { format: PCM, turn_detection }, output: { format: PCM } };
  client.send({ type: 'session.update', session: { type: 'realtime', audio } });
  client.send({ type: 'response.create' });
  await client.closed;
}

const replies = () =>
  scriptedMind([
    [{ say: 'One moment.' }, { call: { name: 'get_slots', arguments: { zip: '43201' } } }],
    [{ say: 'You are booked.' }],
    [{ say: 'Summary.' }],
  ]);

async function eventsOf(options: OpenAiRealtimeSimulatorOptions, run: (url: string) => Promise<void>) {
  const events: ServerEvent[] = [];
  await using simulator = await startOpenAiRealtimeSimulator({
    mind: replies,
    audioSpeed: Number.POSITIVE_INFINITY,
    onServerEvent: (event) => events.push(structuredClone(event)),
    ...options,
  });
  await run(simulator.url);
  return events;
}

test.skipIf(!existsSync(schemaPath))('every server event it sends fits the vendor’s schema', async () => {
  const isServerEvent = compileServerEvent();
  const events = [
    ...(await eventsOf({}, talk)),
    ...(await eventsOf({ faults: { transcription: 'fail', trailingDeltas: 1 } }, talk)),
    ...(await eventsOf(
      { faults: { response: { failedAfterMs: 0, code: 'server_error' } }, expiresAfterMs: 150 },
      talkInPcmAndExpire,
    )),
  ];
  const problems = events.filter((event) => !isServerEvent(event)).map((event) => JSON.stringify(event));
  expect(problems).toEqual([]);
  expect(new Set(events.map((event) => event.type)).size).toBeGreaterThanOrEqual(29);
});

test.skipIf(!existsSync(schemaPath))('the check itself refuses an event with a field missing', () => {
  expect(compileServerEvent()({ type: 'response.output_audio.delta', event_id: 'x' })).toBe(false);
});
