import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type AudioDelta, readAudioDelta } from './audio-delta.ts';
import { readServerEvent } from './server-events.ts';
import { RECORDINGS, readRecording } from './testing/recordings.ts';

function readFast(frame: Buffer | string): AudioDelta | null {
  const delta: AudioDelta = { responseId: 'untouched', itemId: '', contentIndex: -1, audio: '' };
  const isRead = readAudioDelta(Buffer.from(frame), delta);
  if (!isRead) expect(delta.responseId).toBe('untouched');
  return isRead ? delta : null;
}

function readSlow(frame: Buffer | string): AudioDelta | null {
  const read = readServerEvent(Buffer.from(frame));
  if (read.kind !== 'event' || read.event.type !== 'agent-audio') return null;
  const { type: _type, ...delta } = read.event;
  return delta;
}

const TRUE_SHAPE = {
  type: 'response.output_audio.delta',
  event_id: 'event_1',
  response_id: 'resp_1',
  item_id: 'item_1',
  output_index: 0,
  content_index: 0,
  delta: 'AAAA',
};
const withFields = (fields: object) => JSON.stringify({ ...TRUE_SHAPE, ...fields });

describe('recorded frames', () => {
  const frames = RECORDINGS.flatMap(readRecording);

  test('are read the same by both readers, every audio delta by the fast one', () => {
    const audible = frames.filter((frame) => readSlow(frame));
    expect(audible.length).toBeGreaterThan(5);
    for (const frame of frames) expect(readFast(frame)).toEqual(readSlow(frame));
  });
});

test('true shapes are read whatever the audio, the ids and the place of the event id', () => {
  const id = fc.stringMatching(/^[a-zA-Z0-9_]{1,40}$/);
  const shape = fc.record({
    response_id: id,
    item_id: id,
    content_index: fc.nat(9),
    output_index: fc.nat(30),
    bytes: fc.uint8Array({ minLength: 1, maxLength: 2_000 }),
    isEventIdFirst: fc.boolean(),
  });
  fc.assert(
    fc.property(shape, ({ bytes, isEventIdFirst, ...ids }) => {
      const delta = Buffer.from(bytes).toString('base64');
      const { type } = TRUE_SHAPE;
      const ordered = isEventIdFirst ? { event_id: 'event_1', type } : { type, event_id: 'event_1' };
      const frame = JSON.stringify({ ...ordered, ...ids, delta });
      expect(readFast(frame)).not.toBeNull();
      expect(readFast(frame)).toEqual(readSlow(frame));
    }),
  );
});

test.each([
  ['spaces', JSON.stringify(TRUE_SHAPE, null, 1)],
  ['an escaped slash in the audio', JSON.stringify(TRUE_SHAPE).replace('AAAA', '\\/\\/8=')],
  ['an escape in an id', JSON.stringify(TRUE_SHAPE).replace('item_1', 'item\\u005f1')],
  ['an id beyond ASCII', withFields({ item_id: 'itém' })],
  ['a second digit in the index', withFields({ content_index: 12 })],
  ['a nested object with the same keys', withFields({ extra: { item_id: 'item_2' } })],
  [
    'a nested object in front',
    JSON.stringify({ extra: { item_id: 'item_2', delta: 'BBBB' }, ...TRUE_SHAPE }),
  ],
])('a legal frame with %s is left to the full reader', (_name, frame) => {
  expect(readFast(frame)).toBeNull();
  expect(readSlow(frame)).not.toBeNull();
});

test.each([
  ['audio that is no base64', withFields({ delta: '%%% not base64 %%%' })],
  ['an id missing', withFields({ response_id: undefined })],
  ['the index missing', withFields({ content_index: undefined })],
  ['the audio missing', withFields({ delta: undefined })],
  ['audio that is a number', withFields({ delta: 7 })],
  ['the end missing', JSON.stringify(TRUE_SHAPE).slice(0, -1)],
])('a frame with %s is read by nobody', (_name, frame) => {
  expect(readFast(frame)).toBeNull();
  expect(readServerEvent(Buffer.from(frame))).toEqual({ kind: 'malformed' });
});

test('the words of a delta inside another event are no delta', () => {
  const trap = JSON.stringify({
    type: 'response.output_audio_transcript.delta',
    delta: '"type":"response.output_audio.delta","response_id":"r","item_id":"i","delta":"AAAA"',
    ...{ response_id: 'r', item_id: 'i', content_index: 0, output_index: 0 },
  });
  expect(readFast(trap)).toBeNull();
});

test('hostile bytes never throw, and are never read as something else', () => {
  const valid = Buffer.from(JSON.stringify(TRUE_SHAPE));
  fc.assert(
    fc.property(fc.nat(valid.length - 1), fc.nat(255), fc.nat(valid.length), (place, byte, length) => {
      const frame = Buffer.from(valid.subarray(0, length));
      if (place < length) frame[place] = byte;
      const fast = readFast(frame);
      const slow = readSlow(frame);
      // A frame broken outside of what we need is still good audio.
      if (fast && slow) expect(fast).toEqual(slow);
    }),
    { numRuns: 2_000 },
  );
});
