import fc from 'fast-check';
import type { RealtimeClientEvent } from 'openai/resources/realtime/realtime';
import { expect, test } from 'vitest';
import {
  toAudioAppend,
  toAudioClear,
  toAudioCommit,
  toConversationText,
  toFunctionCallOutput,
  toItemDelete,
  toItemId,
  toItemRetrieve,
  toItemTruncate,
  toOutputAudioClear,
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
      item: { id: 'told_e5', type: 'function_call_output', call_id: 'call_1', output: '{"slots":[]}' },
    },
  ],
  [
    'the caller’s words',
    toConversationText('e6', { speaker: 'caller', text: 'hello' }),
    {
      type: 'conversation.item.create',
      event_id: 'e6',
      item: {
        id: 'told_e6',
        type: 'message',
        role: 'user',
        content: [{ type: 'input_text', text: 'hello' }],
      },
    },
  ],
  [
    'the agent’s words',
    toConversationText('e7', { speaker: 'agent', text: 'hello' }),
    {
      type: 'conversation.item.create',
      event_id: 'e7',
      item: {
        id: 'told_e7',
        type: 'message',
        role: 'assistant',
        content: [{ type: 'output_text', text: 'hello' }],
      },
    },
  ],
  [
    'a fact',
    toConversationText('e8', { speaker: 'system', text: 'a slot is held' }),
    {
      type: 'conversation.item.create',
      event_id: 'e8',
      item: {
        id: 'told_e8',
        type: 'message',
        role: 'system',
        content: [{ type: 'input_text', text: 'a slot is held' }],
      },
    },
  ],
  ['a commit', toAudioCommit('e9'), { type: 'input_audio_buffer.commit', event_id: 'e9' }],
  ['a clearing', toAudioClear('e10'), { type: 'input_audio_buffer.clear', event_id: 'e10' }],
  [
    'a question for an item',
    toItemRetrieve('e11', 'item_1'),
    { type: 'conversation.item.retrieve', event_id: 'e11', item_id: 'item_1' },
  ],
  [
    'a deletion',
    toItemDelete('e12', 'item_1'),
    { type: 'conversation.item.delete', event_id: 'e12', item_id: 'item_1' },
  ],
  [
    'a clearing of what waits to be played',
    toOutputAudioClear('e13'),
    { type: 'output_audio_buffer.clear', event_id: 'e13' },
  ],
];

/** All that the interface takes, by the vendor's own types: a name too many or too few is an error in `tsc`. */
const ALL: Record<RealtimeClientEvent['type'], true> = {
  'session.update': true,
  'input_audio_buffer.append': true,
  'input_audio_buffer.commit': true,
  'input_audio_buffer.clear': true,
  'conversation.item.create': true,
  'conversation.item.retrieve': true,
  'conversation.item.truncate': true,
  'conversation.item.delete': true,
  'response.create': true,
  'response.cancel': true,
  'output_audio_buffer.clear': true,
};

test('each of the 11 client events has its writer', () => {
  const written = new Set(TABLE.map(([, text]) => JSON.parse(text).type));
  expect([...written].sort()).toEqual(Object.keys(ALL).sort());
  expect(written.size).toBe(11);
});

test('an item is found again by the event that created it', () => {
  expect(JSON.parse(toFunctionCallOutput('event_7', 'call_1', '')).item.id).toBe(toItemId('event_7'));
  expect(toItemId(`event_${Number.MAX_SAFE_INTEGER}`).length).toBeLessThanOrEqual(32);
});

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
