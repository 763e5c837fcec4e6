import { describe, expect, test } from 'vitest';
import { throughMulaw } from './impairments.ts';
import { WordsDecoder } from './modem.ts';
import { readWav, utteranceFromWav, writeMulawWav, writeStereoWav } from './wav.ts';

const PCM = 1;
const MULAW = 7;

type Sound = { rateHz: number; channels?: number; encoding?: number; bits?: number; data: Uint8Array };

/** Written apart from the module's own writer, with a chunk that readers must skip. */
function wavOf(sound: Sound): Uint8Array {
  const { rateHz, data, channels = 1, encoding = PCM, bits = 16 } = sound;
  const head = Buffer.alloc(58);
  head.write('RIFF', 0);
  head.writeUInt32LE(50 + data.length, 4);
  head.write('WAVELIST', 8);
  head.writeUInt32LE(5, 16);
  head.write('notes', 20);
  head.write('fmt ', 26);
  head.writeUInt32LE(16, 30);
  head.writeUInt16LE(encoding, 34);
  head.writeUInt16LE(channels, 36);
  head.writeUInt32LE(rateHz, 38);
  head.writeUInt16LE((channels * bits) / 8, 46);
  head.writeUInt16LE(bits, 48);
  head.write('data', 50);
  head.writeUInt32LE(data.length, 54);
  return Buffer.concat([head, data]);
}

function tone(options: { hz: number; rateHz: number; seconds?: number; amplitude?: number }): Uint8Array {
  const { hz, rateHz, seconds = 0.5, amplitude = 10_000 } = options;
  const data = Buffer.alloc(Math.round(rateHz * seconds) * 2);
  for (let index = 0; index < data.length / 2; index += 1) {
    data.writeInt16LE(Math.round(amplitude * Math.sin((2 * Math.PI * hz * index) / rateHz)), index * 2);
  }
  return data;
}

/** Amplitude of one frequency in the middle of 8 kHz samples. */
function amplitudeAt(samples: Int16Array, hz: number): number {
  const middle = samples.subarray(800, samples.length - 800);
  let real = 0;
  let imaginary = 0;
  for (const [index, sample] of middle.entries()) {
    real += sample * Math.cos((2 * Math.PI * hz * index) / 8000);
    imaginary += sample * Math.sin((2 * Math.PI * hz * index) / 8000);
  }
  return (2 * Math.hypot(real, imaginary)) / middle.length;
}

describe('reading', () => {
  test.each([8000, 16_000, 22_050, 24_000, 44_100, 48_000])(
    'keeps a 1 kHz tone of a %i Hz file',
    (rateHz) => {
      const samples = readWav(wavOf({ rateHz, data: tone({ hz: 1000, rateHz }) }));
      expect(samples.length).toBe(4000);
      expect(amplitudeAt(samples, 1000)).toBeGreaterThan(9950);
      expect(amplitudeAt(samples, 1000)).toBeLessThan(10_050);
    },
  );

  test.each([16_000, 24_000, 44_100, 48_000])(
    'lets no 5 kHz tone of a %i Hz file fold to 3 kHz',
    (rateHz) => {
      const samples = readWav(wavOf({ rateHz, data: tone({ hz: 5000, rateHz }) }));
      expect(amplitudeAt(samples, 3000)).toBeLessThan(5);
    },
  );

  test('averages the channels', () => {
    const data = Buffer.alloc(8);
    for (const [index, sample] of [1000, 3000, -500, 100].entries()) data.writeInt16LE(sample, index * 2);
    expect([...readWav(wavOf({ rateHz: 8000, channels: 2, data }))]).toEqual([2000, -200]);
  });

  test('understands µ-law', () => {
    const samples = readWav(
      wavOf({ rateHz: 8000, encoding: MULAW, bits: 8, data: Uint8Array.of(0xff, 0x80) }),
    );
    expect([...samples]).toEqual([0, 32_124]);
  });

  test('reads a file that claims to be longer than it is', () => {
    const wav = Buffer.from(wavOf({ rateHz: 8000, data: tone({ hz: 1000, rateHz: 8000 }) }));
    wav.writeUInt32LE(0x7ffff000, 54);
    expect(readWav(wav).length).toBe(4000);
  });

  test.each([
    ['no RIFF', new TextEncoder().encode('this is not a recording at all')],
    ['no data', wavOf({ rateHz: 8000, data: new Uint8Array(0) }).subarray(0, 50)],
    ['24 bits', wavOf({ rateHz: 8000, bits: 24, data: new Uint8Array(6) })],
    ['another encoding', wavOf({ rateHz: 8000, encoding: 85, data: new Uint8Array(6) })],
    ['too low a rate', wavOf({ rateHz: 4000, data: new Uint8Array(6) })],
    ['no channel', wavOf({ rateHz: 8000, channels: 0, data: new Uint8Array(6) })],
    ['nothing', new Uint8Array(0)],
  ])('refuses a file with %s', (_, bytes) => {
    expect(() => readWav(bytes)).toThrow(/WAV/);
  });
});

describe('writing', () => {
  test('puts caller left and agent right, and fills the shorter side with silence', () => {
    const wav = Buffer.from(writeStereoWav({ left: Int16Array.of(1, -2, 3), right: Int16Array.of(7) }));
    expect(wav.readUInt16LE(22)).toBe(2);
    expect(wav.readUInt32LE(24)).toBe(8000);
    expect(wav.readUInt32LE(40)).toBe(12);
    expect([44, 46, 48, 50, 52, 54].map((at) => wav.readInt16LE(at))).toEqual([1, 7, -2, 0, 3, 0]);
  });

  test('writes µ-law that reads back as µ-law sounds', () => {
    const samples = Int16Array.of(0, 100, -2000, 30_000, -5);
    expect([...readWav(writeMulawWav(samples))]).toEqual([...throughMulaw(samples)]);
  });
});

test('a recording becomes an utterance whose words survive µ-law', () => {
  const wav = wavOf({ rateHz: 48_000, data: tone({ hz: 300, rateHz: 48_000 }) });
  const utterance = utteranceFromWav(wav, 'Press one to leave a message');
  expect(utterance.speechMs).toBeGreaterThan(490);
  expect(new WordsDecoder().push(throughMulaw(utterance.samples))).toEqual([
    expect.objectContaining({ words: 'Press one to leave a message', isIntact: true }),
  ]);
});

test('the pauses around a recording are cut, so that its words follow within 60 ms', () => {
  const data = Buffer.concat([Buffer.alloc(4000), tone({ hz: 300, rateHz: 8000 }), Buffer.alloc(16_000)]);
  const { speechMs } = utteranceFromWav(wavOf({ rateHz: 8000, data }), 'hello');
  expect(Math.abs(speechMs - 500)).toBeLessThan(2);
});
