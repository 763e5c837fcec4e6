import { ManualClock } from '@afterhourfix/foundation';
import { expect, test } from 'vitest';
import { AgentVoice } from './agent-voice.ts';
import { createTranscoder } from './audio-format.ts';

const DELTA = {
  responseId: 'r',
  itemId: 'item_1',
  contentIndex: 0,
  audio: Buffer.alloc(800).toString('base64'),
};

function setUp(format: 'pcmu' | 'pcm16' = 'pcmu') {
  const clock = new ManualClock();
  return { clock, voice: new AgentVoice({ transcoder: createTranscoder(format), clock }) };
}

test('gives µ-law as it came, with its length', () => {
  const { voice } = setUp();
  expect(voice.hear(DELTA)).toEqual({
    utteranceId: 'item_1',
    contentIndex: 0,
    audio: DELTA.audio,
    byteLength: 800,
  });
});

test('sounds for as long as its audio lasts, however fast that came', () => {
  const { clock, voice } = setUp();
  voice.hear(DELTA);
  voice.hear(DELTA);
  clock.advance(199);
  expect(voice.isSounding).toBe(true);
  clock.advance(1);
  expect(voice.isSounding).toBe(false);
  voice.hear(DELTA);
  clock.advance(99);
  expect(voice.isSounding).toBe(true);
});

test('sounds no longer once it was cut', () => {
  const { voice } = setUp();
  voice.hear(DELTA);
  voice.cut();
  expect(voice.isSounding).toBe(false);
});

test('knows what was spoken in this session only', () => {
  const { voice } = setUp();
  expect(voice.hasSpoken('item_1')).toBe(false);
  voice.hear(DELTA);
  expect(voice.hasSpoken('item_1')).toBe(true);
  voice.sessionReplaced();
  expect(voice.hasSpoken('item_1')).toBe(false);
});

test('gives the rest of an utterance when it ends, and of no other', () => {
  const { voice } = setUp('pcm16');
  const delta = { ...DELTA, audio: Buffer.alloc(4_800).toString('base64') };
  const begun = voice.hear(delta)?.byteLength ?? 0;
  expect(voice.end('item_2')).toBeNull();
  const rest = voice.end('item_1')?.byteLength ?? 0;
  expect(begun + rest).toBe(800);
  expect(rest).toBeGreaterThan(0);
});

test('has nothing left of µ-law', () => {
  const { voice } = setUp();
  voice.hear(DELTA);
  expect(voice.end('item_1')).toBeNull();
});
