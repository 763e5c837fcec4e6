import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  toAudioAppend,
  toConversationText,
  toFunctionCallOutput,
  toItemTruncate,
  toResponseCancel,
  toResponseCreate,
  toSessionUpdate,
} from './client-events.ts';

const TABLE: [name: string, text: string, event: object][] = [
  [
    'audio',
    toAudioAppend('a1', '/w=='),
    { type: 'input_audio_buffer.append', event_id: 'a1', audio: '/w==' },
  ],
  [
    'a session',
    toSessionUpdate('e1', { type: 'realtime', output_modalities: ['audio'] }),
    { type: 'session.update', event_id: 'e1', session: { type: 'realtime', output_modalities: ['audio'] } },
  ],
  [
    'a request',
    toResponseCreate('e2', { metadata: { request: 'response_1' } }),
    { type: 'response.create', event_id: 'e2', response: { metadata: { request: 'response_1' } } },
  ],
  [
    'a cancellation',
    toResponseCancel('e3', 'resp_1'),
    { type: 'response.cancel', event_id: 'e3', response_id: 'resp_1' },
  ],
  [
    'a truncation',
    toItemTruncate('e4', { itemId: 'item_1', contentIndex: 0, audioEndMs: 940 }),
    {
      type: 'conversation.item.truncate',
      event_id: 'e4',
      item_id: 'item_1',
      content_index: 0,
      audio_end_ms: 940,
    },
  ],
  [
    'a tool’s result',
    toFunctionCallOutput('e5', 'call_1', '{"slots":[]}'),
    {
      type: 'conversation.item.create',
      event_id: 'e5',
      item: { type: 'function_call_output', call_id: 'call_1', output: '{"slots":[]}' },
    },
  ],
  [
    'the caller’s words',
    toConversationText('e6', { speaker: 'caller', text: 'hello' }),
    {
      type: 'conversation.item.create',
      event_id: 'e6',
      item: { type: 'message', role: 'user', content: [{ type: 'input_text', text: 'hello' }] },
    },
  ],
  [
    'the agent’s words',
    toConversationText('e7', { speaker: 'agent', text: 'hello' }),
    {
      type: 'conversation.item.create',
      event_id: 'e7',
      item: { type: 'message', role: 'assistant', content: [{ type: 'output_text', text: 'hello' }] },
    },
  ],
  [
    'a fact',
    toConversationText('e8', { speaker: 'system', text: 'a slot is held' }),
    {
      type: 'conversation.item.create',
      event_id: 'e8',
      item: { type: 'message', role: 'system', content: [{ type: 'input_text', text: 'a slot is held' }] },
    },
  ],
];

test.each(TABLE)('%s is written with exactly these fields', (_name, text, event) => {
  expect(JSON.parse(text)).toEqual(event);
});

test('what a caller or a tool says cannot break out of the frame', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (words) => {
      expect(JSON.parse(toFunctionCallOutput('e', 'call_1', words)).item.output).toBe(words);
      expect(
        JSON.parse(toConversationText('e', { speaker: 'caller', text: words })).item.content[0].text,
      ).toBe(words);
    }),
  );
});
