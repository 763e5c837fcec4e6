import { expect, test } from 'vitest';
import { PlaybackLedger } from './playback-ledger.ts';

const FRAME_MS = 20;
const BYTES_PER_MS = 8;

/** What a carrier that plays whole frames on its own 20 ms beat has begun to play by `atMs`. */
function playedMs(atMs: number, beat: { sentAtMs: number; phaseMs: number; lengthMs: number }): number {
  const firstFrameAtMs = Math.ceil((beat.sentAtMs - beat.phaseMs) / FRAME_MS) * FRAME_MS + beat.phaseMs;
  const frames = Math.floor((atMs - firstFrameAtMs) / FRAME_MS) + 1;
  return Math.min(beat.lengthMs, Math.max(0, frames * FRAME_MS));
}

/** Errors of every cut between 100 and 900 ms, at each phase of the carrier's beat against our clock. */
function listErrors(markReturns: boolean): number[] {
  const errors: number[] = [];
  for (let phaseMs = 0; phaseMs < FRAME_MS; phaseMs++) {
    for (let cutAtMs = 700; cutAtMs < 900; cutAtMs++) {
      const ledger = new PlaybackLedger();
      ledger.queued('a', 0, 1_000 * BYTES_PER_MS);
      ledger.sent(500 * BYTES_PER_MS, 0);
      const mark = ledger.markName();
      ledger.sent(500 * BYTES_PER_MS, 0);
      if (markReturns) ledger.markReturned(mark, 500 + phaseMs);
      const played = playedMs(cutAtMs, { sentAtMs: 0, phaseMs, lengthMs: 1_000 });
      errors.push((ledger.cut(cutAtMs)[0]?.heardMs ?? 1_000) - played);
    }
  }
  return errors;
}

test('is right to half a frame once a mark has told where the frames begin', () => {
  const errors = listErrors(true);
  expect(Math.max(...errors)).toBeLessThanOrEqual(10);
  expect(Math.min(...errors)).toBeGreaterThanOrEqual(-10);
});

test('is right to a frame, and on average, before any mark has come', () => {
  const errors = listErrors(false);
  expect(Math.max(...errors)).toBeLessThanOrEqual(20);
  expect(Math.min(...errors)).toBeGreaterThanOrEqual(-20);
  expect(Math.abs(errors.reduce((sum, error) => sum + error, 0) / errors.length)).toBeLessThanOrEqual(1);
});
