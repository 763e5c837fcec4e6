import { mulawSilenceBase64 } from '@afterhourfix/audio';
import { ManualClock } from '@afterhourfix/foundation';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CallerAudio } from './caller-audio.ts';

const BYTES_PER_MS = 8;
const FRAME_MS = 20;
const FRAME_BYTES = FRAME_MS * BYTES_PER_MS;

function listen() {
  const clock = new ManualClock();
  const heard: string[] = [];
  let bytes = 0;
  const audio = new CallerAudio(clock, (piece, byteLength) => {
    expect(Buffer.from(piece, 'base64')).toHaveLength(byteLength);
    heard.push(piece);
    bytes += byteLength;
  });
  return { clock, audio, heard, heardMs: () => bytes / BYTES_PER_MS };
}

/** A frame of 20 ms whose base64 tells it from all others. */
function frameText(count: number): string {
  return Buffer.alloc(FRAME_BYTES, count % 200).toString('base64');
}

function hear(line: ReturnType<typeof listen>, timestampMs: number, count = timestampMs / FRAME_MS): void {
  line.audio.accept(frameText(count), FRAME_BYTES, timestampMs);
}

describe('holes in the caller’s audio', () => {
  test('become exactly as much silence as the timestamps say is missing', () => {
    const lost = fc.uniqueArray(fc.integer({ min: 1, max: 149 }), { maxLength: 100 });
    fc.assert(
      fc.property(lost, (lostFrames) => {
        const line = listen();
        for (let count = 0; count < 150; count++)
          if (!lostFrames.includes(count)) hear(line, count * FRAME_MS);
        hear(line, 150 * FRAME_MS);
        expect(line.heardMs()).toBe(151 * FRAME_MS);
        expect(line.audio.filledMs).toBe(lostFrames.length * FRAME_MS);
        line.audio[Symbol.dispose]();
      }),
      { numRuns: 50 },
    );
  });

  test('are filled before the frame that told of them', () => {
    const line = listen();
    hear(line, 0);
    hear(line, 60);
    expect(line.heard).toEqual([frameText(0), mulawSilenceBase64(2 * FRAME_BYTES), frameText(3)]);
  });

  test('of less than a frame are the clock of the line, not a hole', () => {
    const line = listen();
    hear(line, 0);
    hear(line, 39);
    expect(line.audio.filledMs).toBe(0);
  });

  test('before the first frame are no holes: the line begins where it begins', () => {
    const line = listen();
    hear(line, 4_000);
    hear(line, 4_020);
    expect(line.heardMs()).toBe(2 * FRAME_MS);
  });

  test('are filled for ten seconds at most', () => {
    const line = listen();
    hear(line, 0);
    hear(line, 3_600_000);
    expect(line.audio.filledMs).toBe(10_000);
    hear(line, 3_600_020);
    expect(line.audio.filledMs).toBe(10_000);
  });
});

describe('a line that falls silent', () => {
  test('is heard as silence soon, so that a turn can end, and the next timestamp does not fill it again', () => {
    const line = listen();
    hear(line, 0);
    line.clock.advance(1_480);
    expect(line.audio.filledMs).toBeGreaterThanOrEqual(750);
    expect(line.audio.filledMs).toBeLessThan(1_480);
    hear(line, 1_500);
    expect(line.heardMs()).toBe(1_500 + FRAME_MS);
  });

  test('is filled for ten seconds at most, however long it stays so and whatever the next timestamp says', () => {
    const line = listen();
    hear(line, 0);
    line.clock.advance(60_000);
    expect(line.audio.filledMs).toBe(10_000);
    hear(line, 60_000);
    expect(line.audio.filledMs).toBe(10_000);
    hear(line, 60_100);
    expect(line.audio.filledMs).toBe(10_080);
  });

  test('is not filled before its first frame or after its end', () => {
    const line = listen();
    line.clock.advance(5_000);
    expect(line.audio.filledMs).toBe(0);
    hear(line, 0);
    line.audio[Symbol.dispose]();
    line.clock.advance(5_000);
    expect(line.audio.filledMs).toBe(0);
  });
});

describe('frames out of time', () => {
  test('pass in the order they came: what the caller said is never thrown away', () => {
    const line = listen();
    for (const timestampMs of [0, 20, 60, 40, 40, 80]) hear(line, timestampMs);
    expect(line.heard.filter((piece) => piece !== mulawSilenceBase64(FRAME_BYTES))).toEqual(
      [0, 1, 3, 2, 2, 4].map(frameText),
    );
    expect(line.audio.frames).toBe(6);
  });

  test('that a stall held back all pass when they come in a burst', () => {
    const line = listen();
    hear(line, 0);
    line.clock.advance(1_250);
    for (let timestampMs = 20; timestampMs <= 1_260; timestampMs += FRAME_MS) hear(line, timestampMs);
    expect(line.audio.frames).toBe(64);
    const filledMs = line.audio.filledMs;
    hear(line, 1_300);
    hear(line, 1_400);
    expect(line.audio.filledMs - filledMs).toBeLessThanOrEqual(100);
  });

  test('that begin anew from zero are the new time line, whose holes are filled again', () => {
    const line = listen();
    hear(line, 500_000);
    hear(line, 0);
    hear(line, 100);
    expect(line.audio.filledMs).toBe(80);
  });
});
