import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { alawToPcm16, mulawToPcm16 } from './g711.ts';
import { readWav, writeWav } from './wav.ts';
import { WavError } from './wav-chunks.ts';

const samples = Int16Array.from([0, 1, -1, 32767, -32768, 1234]);

describe('writing and reading back', () => {
  test('keeps every sample of one channel', () => {
    fc.assert(
      fc.property(fc.int16Array(), fc.integer({ min: 1, max: 48_000 }), (channel, sampleRateHz) => {
        const wav = readWav(writeWav({ sampleRateHz, channels: [channel] }));
        expect(wav).toEqual({ encoding: 'pcm16', sampleRateHz, channels: [channel] });
      }),
    );
  });

  test('keeps left and right apart, and fills the shorter one with silence', () => {
    const right = Int16Array.from([7, 8]);
    const wav = readWav(writeWav({ sampleRateHz: 8000, channels: [samples, right] }));
    expect(wav.channels).toEqual([samples, Int16Array.from([7, 8, 0, 0, 0, 0])]);
  });

  test('writes the header that other programs expect', () => {
    const bytes = writeWav({ sampleRateHz: 8000, channels: [samples, samples] });
    expect(Buffer.from(bytes.subarray(0, 44)).toString('hex')).toBe(
      '524946463c00000057415645666d74201000000001000200401f0000007d0000040010006461746118000000',
    );
  });

  test.each([0, 3])('refuses to write %d channels', (count) => {
    const channels = new Array<Int16Array>(count).fill(samples);
    expect(() => writeWav({ sampleRateHz: 8000, channels })).toThrow(RangeError);
  });
});

describe('reading what others wrote', () => {
  const codes = Uint8Array.from([0xff, 0x00, 0x80, 0x7f, 0x12, 0xd5]);

  test('reads µ-law and A-law', () => {
    const mulaw = readWav(riff([formatChunk({ tag: 7, bitsPerSample: 8 }), chunk('data', codes)]));
    expect(mulaw).toEqual({ encoding: 'mulaw', sampleRateHz: 8000, channels: [mulawToPcm16(codes)] });
    const alaw = readWav(riff([formatChunk({ tag: 6, bitsPerSample: 8 }), chunk('data', codes)]));
    expect(alaw).toEqual({ encoding: 'alaw', sampleRateHz: 8000, channels: [alawToPcm16(codes)] });
  });

  test('finds the audio among chunks of odd lengths and behind a longer format', () => {
    const bytes = riff([
      chunk('JUNK', new Uint8Array(5)),
      formatChunk({ tag: 7, bitsPerSample: 8, extra: new Uint8Array(2) }),
      chunk('fact', new Uint8Array(4)),
      chunk('LIST', new TextEncoder().encode('INFOdata')),
      chunk('data', codes),
      chunk('LIST', new Uint8Array(3)),
    ]);
    expect(readWav(bytes).channels).toEqual([mulawToPcm16(codes)]);
  });

  test('reads the extensible header', () => {
    const extra = Uint8Array.from([22, 0, 16, 0, 4, 0, 0, 0, 1, 0, ...new Uint8Array(14)]);
    const bytes = riff([formatChunk({ tag: 0xfffe, bitsPerSample: 16, extra }), chunk('data', [1, 0, 2, 0])]);
    expect(readWav(bytes).channels).toEqual([Int16Array.from([1, 2])]);
  });

  test.each([0, 0xffffffff])('reads to the end when the writer never filled in its sizes (%d)', (size) => {
    const bytes = writeWav({ sampleRateHz: 8000, channels: [samples] });
    const view = new DataView(bytes.buffer);
    view.setUint32(4, size, true);
    view.setUint32(40, size, true);
    expect(readWav(bytes).channels).toEqual([samples]);
  });

  test('ends with the last whole frame when the file breaks off', () => {
    const bytes = writeWav({ sampleRateHz: 8000, channels: [samples, samples] });
    expect(readWav(bytes.subarray(0, bytes.length - 5)).channels[1]).toEqual(samples.subarray(0, 4));
  });

  test('reads an empty recording as empty', () => {
    expect(readWav(writeWav({ sampleRateHz: 8000, channels: [new Int16Array(0)] })).channels[0]).toHaveLength(
      0,
    );
  });

  test('reads a file that lies in the middle of a buffer', () => {
    const padded = new Uint8Array([9, ...writeWav({ sampleRateHz: 8000, channels: [samples] })]);
    expect(readWav(padded.subarray(1)).channels).toEqual([samples]);
  });
});

describe('hostile bytes', () => {
  const pcm = formatChunk({ tag: 1, bitsPerSample: 16 });

  test.each([
    ['no bytes at all', new Uint8Array(0), 'not-wav'],
    ['an MP3', new TextEncoder().encode('ID3\u0003 and much more text'), 'not-wav'],
    [
      'a RIFF file of another kind',
      new TextEncoder().encode('RIFF\u0000\u0000\u0000\u0000AVI LIST'),
      'not-wav',
    ],
    ['no fmt chunk', riff([]), 'no-format'],
    ['audio before the format', riff([chunk('data', [1, 0]), pcm]), 'no-format'],
    ['no data chunk', riff([pcm, chunk('LIST', [1])]), 'no-audio'],
    ['a short fmt chunk', riff([chunk('fmt ', [1, 0, 1, 0]), chunk('data', [])]), 'truncated'],
    [
      'MP3 inside WAV',
      riff([formatChunk({ tag: 85, bitsPerSample: 0 }), chunk('data', [])]),
      'unsupported-encoding',
    ],
    [
      '24-bit PCM',
      riff([formatChunk({ tag: 1, bitsPerSample: 24 }), chunk('data', [])]),
      'unsupported-encoding',
    ],
    [
      'no channels',
      riff([formatChunk({ tag: 1, bitsPerSample: 16, channelCount: 0 }), chunk('data', [])]),
      'bad-format',
    ],
    [
      '65535 channels',
      riff([formatChunk({ tag: 1, bitsPerSample: 16, channelCount: 65_535 }), chunk('data', [])]),
      'bad-format',
    ],
    [
      'a rate of 0 Hz',
      riff([formatChunk({ tag: 1, bitsPerSample: 16, sampleRateHz: 0 }), chunk('data', [])]),
      'bad-format',
    ],
    [
      'a rate of 4 GHz',
      riff([formatChunk({ tag: 1, bitsPerSample: 16, sampleRateHz: 4e9 }), chunk('data', [])]),
      'bad-format',
    ],
  ])('names the fault of %s', (_, bytes, fault) => {
    expect(() => readWav(bytes)).toThrow(expect.objectContaining({ name: 'WavError', fault }));
  });

  test('gives audio or a WavError for whatever is done to a file, and never more audio than bytes', () => {
    const original = riff([chunk('LIST', [1, 2, 3]), pcm, chunk('data', new Uint8Array(40))]);
    const edit = fc.tuple(fc.nat({ max: original.length - 1 }), fc.nat({ max: 255 }));
    fc.assert(
      fc.property(fc.array(edit, { maxLength: 6 }), fc.nat({ max: original.length }), (edits, length) => {
        const bytes = original.slice();
        for (const [offset, value] of edits) bytes[offset] = value;
        expect(countSamplesOrFault(bytes.subarray(0, length))).toBeLessThanOrEqual(length);
      }),
      { numRuns: 2000 },
    );
  });
});

function countSamplesOrFault(bytes: Uint8Array): number {
  try {
    return readWav(bytes).channels.reduce((count, channel) => count + channel.length, 0);
  } catch (error) {
    expect(error).toBeInstanceOf(WavError);
    return 0;
  }
}

function riff(chunks: readonly Uint8Array[]): Uint8Array {
  return chunk('RIFF', Buffer.concat([Buffer.from('WAVE'), ...chunks]));
}

function chunk(tag: string, content: ArrayLike<number>): Uint8Array {
  const size = Buffer.alloc(4);
  size.writeUInt32LE(content.length);
  const padding = Buffer.alloc(content.length % 2);
  return new Uint8Array(Buffer.concat([Buffer.from(tag), size, Uint8Array.from(content), padding]));
}

interface FormatFields {
  tag: number;
  bitsPerSample: number;
  channelCount?: number;
  sampleRateHz?: number;
  extra?: Uint8Array;
}

function formatChunk({
  tag,
  bitsPerSample,
  channelCount = 1,
  sampleRateHz = 8000,
  extra,
}: FormatFields): Uint8Array {
  const fields = Buffer.alloc(16);
  fields.writeUInt16LE(tag, 0);
  fields.writeUInt16LE(channelCount, 2);
  fields.writeUInt32LE(sampleRateHz, 4);
  fields.writeUInt16LE(bitsPerSample, 14);
  return chunk('fmt ', Buffer.concat([fields, extra ?? new Uint8Array(0)]));
}
