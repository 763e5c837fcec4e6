import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readServerEvent } from './server-events.ts';
import { RECORDINGS, readRecording } from './testing/recordings.ts';
import { readTranscriptDelta, type TranscriptDelta } from './transcript-delta.ts';

function readSlow(frame: Buffer | string): TranscriptDelta | null {
  const read = readServerEvent(Buffer.from(frame));
  if (read.kind !== 'event' || read.event.type !== 'agent-transcript-grew') return null;
  const { type: _type, ...delta } = read.event;
  return delta;
}

const TRUE_SHAPE = {
  type: 'response.output_audio_transcript.delta',
  event_id: 'event_1',
  response_id: 'resp_1',
  item_id: 'item_1',
  output_index: 0,
  content_index: 0,
};
const withFields = (fields: object) => JSON.stringify({ ...TRUE_SHAPE, ...fields });

test('recorded words are read the same by both readers', () => {
  const worded = RECORDINGS.flatMap(readRecording).filter((frame) => readSlow(frame));
  expect(worded.length).toBeGreaterThan(2);
  for (const frame of worded) {
    const fast = readTranscriptDelta(Buffer.from(frame));
    if (fast) expect(fast).toEqual(readSlow(frame));
  }
});

test('plain words are read without JSON.parse, and the same as with it', () => {
  const words = fc.stringMatching(/^[a-zA-Z0-9 ,.'?!$-]{0,60}$/);
  fc.assert(
    fc.property(words, (delta) => {
      const frame = withFields({ delta });
      expect(readTranscriptDelta(Buffer.from(frame))).toEqual(readSlow(frame));
      expect(readTranscriptDelta(Buffer.from(frame))).not.toBeNull();
    }),
  );
});

test('whatever the words are, the fast reader says the same or leaves them to the slow one', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.string(), (delta, id) => {
      const frame = Buffer.from(withFields({ delta, item_id: id }));
      const fast = readTranscriptDelta(frame);
      if (fast) expect(fast).toEqual(readSlow(frame.toString()));
    }),
  );
});

test.each([
  ['another type', withFields({ type: 'response.output_audio.delta', delta: 'AAAA' })],
  ['an object inside', withFields({ delta: 'a', obfuscation: { type: 'x' } })],
  ['no words', JSON.stringify(TRUE_SHAPE)],
  ['an escape', withFields({ delta: 'say \\"hello\\"' })],
  ['an accent', withFields({ delta: 'señora' })],
  ['half a frame', withFields({ delta: 'a' }).slice(0, -1)],
  ['nothing', ''],
])('leaves %s to the slow reader', (_what, frame) => {
  expect(readTranscriptDelta(Buffer.from(frame))).toBeNull();
});
