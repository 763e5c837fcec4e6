import type { RealtimeEvent, ResponseDone } from '@afterhourfix/integrations/openai-realtime';
import { expect, test } from 'vitest';
import { toEngineEvents } from './to-engine-events.ts';

const MODELS = { response: 'the-model', transcription: 'the-recogniser' };
const USAGE = {
  inputTextTokens: 1,
  inputAudioTokens: 2,
  cachedTextTokens: 3,
  cachedAudioTokens: 4,
  outputTextTokens: 5,
  outputAudioTokens: 6,
};
const DONE: ResponseDone = {
  type: 'response-done',
  responseId: 'r',
  status: 'completed',
  reason: null,
  errorMessage: null,
  usage: USAGE,
};

test('a turn’s end reports its usage first', () => {
  expect(toEngineEvents(DONE, MODELS)).toEqual([
    {
      type: 'usage-reported',
      purpose: 'response',
      turnId: 'r',
      model: 'the-model',
      status: 'completed',
      usage: USAGE,
      billedMs: null,
    },
    { type: 'agent-turn-ended', turnId: 'r', status: 'completed' },
  ]);
});

test('a failed turn says why', () => {
  const failed: ResponseDone = { ...DONE, status: 'failed', reason: 'server_error', usage: null };
  expect(toEngineEvents(failed, MODELS)).toEqual([
    { type: 'engine-fault', kind: 'generation', code: 'server_error', message: 'server_error' },
    { type: 'agent-turn-ended', turnId: 'r', status: 'failed' },
  ]);
});

test('an error is a fault of its kind', () => {
  const error: RealtimeEvent = {
    type: 'error',
    errorType: 'invalid_request_error',
    code: 'session_expired',
    message: 'over',
    eventId: null,
  };
  expect(toEngineEvents(error, MODELS)).toEqual([
    { type: 'engine-fault', kind: 'session-ending', code: 'session_expired', message: 'over' },
  ]);
});

const SAID = { responseId: 'r', itemId: 'i' };
const TABLE: [event: RealtimeEvent, told: object[]][] = [
  [
    { type: 'speech-started', itemId: 'i', audioStartMs: 1 },
    [{ type: 'caller-started-speaking', utteranceId: 'i' }],
  ],
  [{ type: 'speech-stopped', itemId: 'i', audioEndMs: 1 }, [{ type: 'caller-stopped-speaking' }]],
  [
    { type: 'caller-transcript-grew', itemId: 'i', delta: 'my ' },
    [{ type: 'caller-transcript', utteranceId: 'i', text: 'my ', isFinal: false }],
  ],
  [
    { type: 'caller-transcript-completed', itemId: 'i', text: 'my sink', cost: null },
    [{ type: 'caller-transcript', utteranceId: 'i', text: 'my sink', isFinal: true }],
  ],
  [
    {
      type: 'caller-transcript-completed',
      itemId: 'i',
      text: 'my sink',
      cost: { usage: USAGE, billedMs: 2_340 },
    },
    [
      { type: 'caller-transcript', utteranceId: 'i', text: 'my sink', isFinal: true },
      {
        type: 'usage-reported',
        purpose: 'transcription',
        turnId: 'i',
        model: 'the-recogniser',
        status: 'completed',
        usage: USAGE,
        billedMs: 2_340,
      },
    ],
  ],
  [
    { type: 'agent-transcript-grew', ...SAID, delta: 'I ' },
    [{ type: 'agent-transcript', utteranceId: 'i', text: 'I ', isFinal: false }],
  ],
  [
    { type: 'agent-transcript-completed', ...SAID, text: 'I can' },
    [{ type: 'agent-transcript', utteranceId: 'i', text: 'I can', isFinal: true }],
  ],
  // The queue knows what it says, so the engine tells of it.
  [{ type: 'response-created', responseId: 'r', metadata: {} }, []],
  [{ type: 'item-added', itemId: 'i' }, []],
  [
    { type: 'tool-call-completed', responseId: 'r', toolCallId: 'c', name: 'get_slots', argumentsJson: '{}' },
    [{ type: 'tool-call-asked', toolCallId: 'c', turnId: 'r', name: 'get_slots', argumentsJson: '{}' }],
  ],
  [{ type: 'session-updated', isAnswering: true }, []],
  [{ type: 'agent-audio-ended', ...SAID }, []],
  [{ type: 'session-created', sessionId: 's', expiresAtMs: null }, []],
  [{ type: 'caller-turn-committed', itemId: 'i' }, []],
  [{ type: 'caller-transcript-failed', itemId: 'i' }, []],
];

test.each(TABLE)('%o becomes %o', (event, told) => {
  expect(toEngineEvents(event, MODELS)).toEqual(told);
});
