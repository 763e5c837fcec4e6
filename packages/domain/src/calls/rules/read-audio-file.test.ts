import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readAudioFile } from './read-audio-file.ts';

function wav({ seconds = 6, format = 1, extra = '' } = {}): Buffer {
  const bytesPerSecond = 16_000;
  const note = extra === '' ? Buffer.alloc(0) : Buffer.from(`LIST\x03\0\0\0${extra}\0`, 'latin1');
  const head = Buffer.alloc(36);
  head.write('RIFF', 0);
  head.write('WAVEfmt ', 8);
  head.writeUInt32LE(16, 16);
  head.writeUInt16LE(format, 20);
  head.writeUInt32LE(bytesPerSecond, 28);
  const data = Buffer.alloc(8 + seconds * bytesPerSecond);
  data.write('data', 0);
  data.writeUInt32LE(seconds * bytesPerSecond, 4);
  return Buffer.concat([head, note, data]);
}
const mp3 = (head: string | number[]) => Buffer.concat([Buffer.from(head as string), Buffer.alloc(20_000)]);

test.each<[string, Buffer, object]>([
  ['a WAV of six seconds', wav(), { ok: true, contentType: 'audio/wav' }],
  ['one in µ-law', wav({ format: 7 }), { ok: true, contentType: 'audio/wav' }],
  ['one with a note before its sound', wav({ extra: 'abc' }), { ok: true, contentType: 'audio/wav' }],
  ['an MP3 with a tag', mp3('ID3'), { ok: true, contentType: 'audio/mpeg' }],
  [
    'an MP3 without one',
    Buffer.concat([Buffer.from([0xff, 0xfb, 0x90, 0]), Buffer.alloc(9_000)]),
    { ok: true },
  ],
  ['a WAV of a second', wav({ seconds: 1 }), { refusal: 'too-short' }],
  ['a tag and nothing else', Buffer.from('ID3'), { refusal: 'too-short' }],
  ['a WAV in a format that nobody plays', wav({ format: 85 }), { refusal: 'not-audio' }],
  ['a WAV that breaks off', wav().subarray(0, 30), { refusal: 'not-audio' }],
  ['a page', Buffer.from('<!doctype html>'), { refusal: 'not-audio' }],
  ['nothing', Buffer.alloc(0), { refusal: 'not-audio' }],
  ['five megabytes', wav({ seconds: 320 }), { refusal: 'too-large' }],
])('reads %s', (_what, file, read) => {
  expect(readAudioFile(file)).toMatchObject(read);
});

test('bytes of any kind are read without failing', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), fc.boolean(), (noise, isWav) => {
      const file = isWav ? Buffer.concat([wav().subarray(0, 12), noise]) : noise;
      expect(typeof readAudioFile(file).ok).toBe('boolean');
    }),
  );
});
