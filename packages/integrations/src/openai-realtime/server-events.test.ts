import type { RealtimeServerEvent } from 'openai/resources/realtime/realtime';
import { describe, expect, test } from 'vitest';
import { type RealtimeEvent, readServerEvent } from './server-events.ts';
import { RECORDINGS, readRecording } from './testing/recordings.ts';

const read = (event: object | string) =>
  readServerEvent(Buffer.from(typeof event === 'string' ? event : JSON.stringify(event)));

function replay(name: string): RealtimeEvent[] {
  return readRecording(name).flatMap((frame) => {
    const answer = readServerEvent(frame);
    if (answer.kind !== 'event') return [];
    return ['agent-audio', 'item-added'].includes(answer.event.type) ? [] : [answer.event];
  });
}

/** What the transcription in the recording has cost. */
const COST = {
  usage: {
    inputTextTokens: 0,
    inputAudioTokens: 14,
    cachedTextTokens: 0,
    cachedAudioTokens: 0,
    outputTextTokens: 8,
    outputAudioTokens: 0,
  },
  billedMs: null,
};

describe('the recordings', () => {
  const frames = RECORDINGS.flatMap(readRecording);

  test('hold each of the 46 events, and none is unknown or malformed', () => {
    const names = new Set(frames.map((frame) => JSON.parse(frame.toString()).type));
    expect(names.size).toBe(46);
    const kinds = new Set(frames.map((frame) => readServerEvent(frame).kind));
    expect([...kinds].sort()).toEqual(['event', 'unused']);
  });

  test('of a spoken reply tell the whole turn', () => {
    const said = { responseId: 'resp_Ch1r1', itemId: 'item_Ch1a1' };
    expect(replay('spoken-reply')).toEqual([
      { type: 'session-created', sessionId: 'sess_Ch1aXo2pQ7rTzB4wLk9vm', expiresAtMs: 1_795_003_600_000 },
      { type: 'session-updated', isAnswering: true },
      { type: 'speech-started', itemId: 'item_Ch1u1', audioStartMs: 812 },
      { type: 'speech-stopped', itemId: 'item_Ch1u1', audioEndMs: 2740 },
      { type: 'caller-turn-committed', itemId: 'item_Ch1u1' },
      { type: 'response-created', responseId: 'resp_Ch1r1', metadata: {} },
      { type: 'caller-transcript-grew', itemId: 'item_Ch1u1', delta: 'my ' },
      { type: 'caller-transcript-grew', itemId: 'item_Ch1u1', delta: 'basement ' },
      { type: 'agent-transcript-grew', ...said, delta: expect.any(String) },
      { type: 'agent-transcript-grew', ...said, delta: expect.any(String) },
      { type: 'agent-transcript-grew', ...said, delta: expect.any(String) },
      { type: 'agent-audio-ended', ...said },
      {
        type: 'agent-transcript-completed',
        ...said,
        text: 'I am sorry to hear that. What is your zip code?',
      },
      { type: 'caller-transcript-grew', itemId: 'item_Ch1u1', delta: 'is ' },
      { type: 'caller-transcript-grew', itemId: 'item_Ch1u1', delta: 'flooding ' },
      {
        type: 'caller-transcript-completed',
        itemId: 'item_Ch1u1',
        text: 'my basement is flooding',
        cost: COST,
      },
      {
        type: 'response-done',
        responseId: 'resp_Ch1r1',
        status: 'completed',
        reason: null,
        errorMessage: null,
        usage: {
          inputTextTokens: 612,
          inputAudioTokens: 34,
          cachedTextTokens: 576,
          cachedAudioTokens: 0,
          outputTextTokens: 24,
          outputAudioTokens: 71,
        },
      },
    ]);
  });

  test('of a tool call tell it once, when its item is done', () => {
    const events = replay('tool-call');
    expect(events.filter(({ type }) => type === 'tool-call-completed')).toEqual([
      {
        type: 'tool-call-completed',
        responseId: 'resp_Ch2r1',
        toolCallId: 'call_Ch2c1',
        name: 'get_slots',
        argumentsJson: '{"zip":"43215"}',
      },
    ]);
    expect(events[0]).toEqual({
      type: 'response-created',
      responseId: 'resp_Ch2r1',
      metadata: { request: 'response_4' },
    });
  });

  test('of an interruption tell no tool call: what was cut off must not act', () => {
    const events = replay('interrupted');
    expect(events.some(({ type }) => type === 'tool-call-completed')).toBe(false);
    expect(events.find(({ type }) => type === 'response-done')).toMatchObject({
      status: 'cancelled',
      reason: 'turn_detected',
      usage: { cachedTextTokens: 704, cachedAudioTokens: 64 },
    });
  });

  test('of errors tell code, message and the event of ours that they answer', () => {
    const errors = replay('errors').filter((event) => event.type === 'error');
    expect(errors.map(({ code, eventId, errorType }) => [code, eventId, errorType])).toEqual([
      ['conversation_already_has_active_response', 'response_3', 'invalid_request_error'],
      ['response_cancel_not_active', 'event_12', 'invalid_request_error'],
      ['invalid_value', null, 'invalid_request_error'],
      [null, null, 'invalid_request_error'],
      ['unknown_parameter', 'session_1', 'invalid_request_error'],
      [null, null, 'server_error'],
      ['session_expired', null, 'invalid_request_error'],
    ]);
  });

  test('of failed and incomplete responses tell why', () => {
    const ends = replay('errors').filter((event) => event.type === 'response-done');
    expect(ends.map(({ status, reason }) => [status, reason])).toEqual([
      ['failed', 'server_error'],
      ['incomplete', 'content_filter'],
    ]);
  });
});

describe('a session that was updated', () => {
  const updated = (turnDetection: unknown) =>
    read({ type: 'session.updated', session: { audio: { input: { turn_detection: turnDetection } } } });

  test.each([
    [{ type: 'server_vad', create_response: true }, true],
    [{ type: 'semantic_vad', create_response: false }, false],
    [null, null],
    [undefined, null],
  ])('with %o answers by itself: %s', (turnDetection, isAnswering) => {
    expect(updated(turnDetection)).toEqual({
      kind: 'event',
      event: { type: 'session-updated', isAnswering },
    });
  });

  test('by an endpoint that does not echo the session is updated all the same', () => {
    expect(read({ type: 'session.updated' })).toEqual({
      kind: 'event',
      event: { type: 'session-updated', isAnswering: null },
    });
  });
});

/** Each event we act on, reduced to the fields we need. */
const NEEDED: Partial<Record<RealtimeServerEvent['type'], object>> = {
  error: { error: { type: 't', message: 'm' } },
  'session.created': { session: {} },
  'conversation.item.input_audio_transcription.delta': { item_id: 'i', delta: 'd' },
  'conversation.item.input_audio_transcription.completed': { item_id: 'i', transcript: 't' },
  'conversation.item.input_audio_transcription.failed': { item_id: 'i' },
  'input_audio_buffer.committed': { item_id: 'i' },
  'input_audio_buffer.speech_started': { item_id: 'i', audio_start_ms: 1 },
  'input_audio_buffer.speech_stopped': { item_id: 'i', audio_end_ms: 1 },
  'response.created': { response: { id: 'r' } },
  'response.done': { response: { id: 'r' } },
  'response.output_audio.delta': { response_id: 'r', item_id: 'i', content_index: 0, delta: 'AAAA' },
  'response.output_audio.done': { response_id: 'r', item_id: 'i' },
  'response.output_audio_transcript.delta': { response_id: 'r', item_id: 'i', delta: 'd' },
  'response.output_audio_transcript.done': { response_id: 'r', item_id: 'i', transcript: 't' },
};

test.each(Object.entries(NEEDED))(
  '%s is read from the fields we need, and malformed without any one of them',
  (type, fields) => {
    expect(read({ type, ...fields }).kind).toBe('event');
    for (const name of Object.keys(fields)) {
      expect(read({ type, ...fields, [name]: undefined })).toEqual({ kind: 'malformed' });
      expect(read({ type, ...fields, [name]: ['wrong'] })).toEqual({ kind: 'malformed' });
    }
  },
);

/** All that the interface says, by the vendor's own types: a name too many or too few is an error in `tsc`. */
const USES: Record<RealtimeServerEvent['type'], 'event' | 'unused'> = {
  error: 'event',
  'session.created': 'event',
  'session.updated': 'event',
  'conversation.created': 'unused',
  'conversation.item.added': 'event',
  'conversation.item.done': 'unused',
  'conversation.item.created': 'event',
  'conversation.item.retrieved': 'unused',
  'conversation.item.deleted': 'unused',
  'conversation.item.truncated': 'unused',
  'conversation.item.input_audio_transcription.delta': 'event',
  'conversation.item.input_audio_transcription.completed': 'event',
  'conversation.item.input_audio_transcription.segment': 'unused',
  'conversation.item.input_audio_transcription.failed': 'event',
  'input_audio_buffer.committed': 'event',
  'input_audio_buffer.cleared': 'unused',
  'input_audio_buffer.speech_started': 'event',
  'input_audio_buffer.speech_stopped': 'event',
  'input_audio_buffer.timeout_triggered': 'unused',
  'input_audio_buffer.dtmf_event_received': 'unused',
  'output_audio_buffer.started': 'unused',
  'output_audio_buffer.stopped': 'unused',
  'output_audio_buffer.cleared': 'unused',
  'response.created': 'event',
  'response.done': 'event',
  'response.output_item.added': 'unused',
  'response.output_item.done': 'event',
  'response.content_part.added': 'unused',
  'response.content_part.done': 'unused',
  'response.output_audio.delta': 'event',
  'response.output_audio.done': 'event',
  'response.output_audio_transcript.delta': 'event',
  'response.output_audio_transcript.done': 'event',
  'response.output_text.delta': 'unused',
  'response.output_text.done': 'unused',
  'response.function_call_arguments.delta': 'unused',
  'response.function_call_arguments.done': 'unused',
  'response.mcp_call_arguments.delta': 'unused',
  'response.mcp_call_arguments.done': 'unused',
  'response.mcp_call.in_progress': 'unused',
  'response.mcp_call.completed': 'unused',
  'response.mcp_call.failed': 'unused',
  'mcp_list_tools.in_progress': 'unused',
  'mcp_list_tools.completed': 'unused',
  'mcp_list_tools.failed': 'unused',
  'rate_limits.updated': 'unused',
};

test('each of the 46 server events is known, and of those without use none is taken for news', () => {
  expect(Object.keys(USES).length).toBe(46);
  const frames = RECORDINGS.flatMap(readRecording);
  for (const [type, use] of Object.entries(USES)) {
    const recorded = frames.filter((frame) => JSON.parse(frame.toString()).type === type);
    const kinds = new Set(recorded.map((frame) => readServerEvent(frame).kind));
    expect([type, kinds.has(use), kinds.has('unknown'), kinds.has('malformed')]).toEqual([
      type,
      true,
      false,
      false,
    ]);
  }
});

test('a response of an unheard-of status has failed', () => {
  expect(read({ type: 'response.done', response: { id: 'r', status: 'evaporated' } })).toMatchObject({
    event: { status: 'failed' },
  });
});

test.each(['conversation.item.added', 'conversation.item.created'])('%s tells which item is read', (type) => {
  expect(read({ type, item: { id: 'told_event_7' } })).toEqual({
    kind: 'event',
    event: { type: 'item-added', itemId: 'told_event_7' },
  });
  for (const item of [undefined, null, {}, { id: 7 }])
    expect(read({ type, item })).toEqual({ kind: 'unused', name: type });
});

test('metadata that is not text is left out', () => {
  const response = { id: 'r', metadata: { request: 'response_1', odd: 7 } };
  expect(read({ type: 'response.created', response })).toMatchObject({
    event: { metadata: { request: 'response_1' } },
  });
});

test('a function call item without its call id is malformed', () => {
  const item = { type: 'function_call', status: 'completed', name: 'x', arguments: '{}' };
  expect(read({ type: 'response.output_item.done', response_id: 'r', item })).toEqual({ kind: 'malformed' });
});

test.each([
  '',
  'null',
  '[]',
  '"response.done"',
  '{"type":42}',
  '{}',
  '{"type":"response.done"',
  '\u0000\uffff',
])('%o is malformed', (text) => {
  expect(read(text)).toEqual({ kind: 'malformed' });
});

test.each(['response.telepathy.delta', 'toString', '__proto__', 'constructor'])(
  'an event called %s is unknown, not malformed',
  (type) => {
    expect(read(`{"type":"${type}"}`)).toEqual({ kind: 'unknown', name: type });
  },
);

test('an event of no use is named, as a sign of life', () => {
  expect(read({ type: 'response.content_part.added' })).toEqual({
    kind: 'unused',
    name: 'response.content_part.added',
  });
});
