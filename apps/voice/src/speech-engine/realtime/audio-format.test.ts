import { mulawToPcm16, pcm16ToMulaw } from '@afterhourfix/audio';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createTranscoder } from './audio-format.ts';

const TONE_SAMPLES = 8_000;

function toneMulaw(): Uint8Array {
  const samples = Int16Array.from({ length: TONE_SAMPLES }, (_, index) =>
    Math.round(8_000 * Math.sin((2 * Math.PI * 440 * index) / 8_000)),
  );
  return pcm16ToMulaw(samples);
}

function toBase64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64');
}

describe('µ-law', () => {
  test('passes as the very same text', () => {
    const transcoder = createTranscoder('pcmu');
    const audio = toBase64(toneMulaw());
    expect(transcoder.toEngine(audio)).toBe(audio);
    expect(transcoder.toCarrier(audio)).toBe(audio);
    expect(transcoder.byteLength(audio)).toBe(TONE_SAMPLES);
  });
});

describe('PCM', () => {
  /** The tone at 24 kHz, as the engine would say it. */
  const engineAudio = Buffer.from(createTranscoder('pcm16').toEngine(toBase64(toneMulaw())), 'base64');

  function carry(pieces: readonly Buffer[]): Buffer {
    const transcoder = createTranscoder('pcm16');
    const carried = pieces.map((piece) => Buffer.from(transcoder.toCarrier(toBase64(piece)), 'base64'));
    return Buffer.concat([...carried, Buffer.from(transcoder.endUtterance(), 'base64')]);
  }

  const whole = carry([engineAudio]);

  test('goes up in frames of 480 samples', () => {
    const frame = toBase64(new Uint8Array(160).fill(0xff));
    expect(Buffer.from(createTranscoder('pcm16').toEngine(frame), 'base64').length).toBe(960);
  });

  test('there and back is the same tone', () => {
    const sent = mulawToPcm16(toneMulaw());
    const heard = mulawToPcm16(whole);
    expect(heard.length).toBe(TONE_SAMPLES);
    // The filter up delays by 4.25 ms, the one down takes its own delay back; the best fit is looked for around it.
    const errors = Array.from({ length: 20 }, (_, index) => rmsError(sent, heard, 24 + index));
    expect(Math.min(...errors)).toBeLessThan(600);
  });

  test('is the same however the engine cuts its bytes, half samples included', () => {
    const cuts = fc.array(fc.integer({ min: 1, max: engineAudio.length - 1 }), { maxLength: 30 });
    fc.assert(
      fc.property(cuts, (places) => {
        const edges = [0, ...places.toSorted((a, b) => a - b), engineAudio.length];
        const pieces = edges.slice(1).map((edge, index) => engineAudio.subarray(edges[index], edge));
        expect(carry(pieces).equals(whole)).toBe(true);
      }),
      { numRuns: 30 },
    );
  });

  test('an utterance is as long as the engine’s audio, and none of it is left for the next', () => {
    const transcoder = createTranscoder('pcm16');
    transcoder.toCarrier(toBase64(engineAudio.subarray(0, 961)));
    transcoder.startUtterance();
    const heard = transcoder.toCarrier(toBase64(engineAudio));
    const rest = transcoder.endUtterance();
    const both = Buffer.concat([Buffer.from(heard, 'base64'), Buffer.from(rest, 'base64')]);
    expect(both.equals(whole)).toBe(true);
    expect(both.length).toBe(TONE_SAMPLES);
  });

  test('a piece without a whole sample gives none', () => {
    const transcoder = createTranscoder('pcm16');
    expect(transcoder.byteLength(transcoder.toCarrier('/w=='))).toBe(0);
  });
});

function rmsError(sent: Int16Array, heard: Int16Array, delay: number): number {
  let sum = 0;
  let count = 0;
  for (let index = 500; index + delay < heard.length; index++) {
    sum += ((heard[index + delay] ?? 0) - (sent[index] ?? 0)) ** 2;
    count++;
  }
  return Math.sqrt(sum / count);
}
