import { ManualClock } from '@afterhourfix/foundation';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { PlaybackLedger } from '../call-session/playback-ledger.ts';
import { PacedPlayback } from './paced-playback.ts';
import { RecordingLeg } from './testing/recording-leg.ts';

const BYTES_PER_MS = 8;
const TWO_MINUTES_MS = 120_000;

interface LineOptions {
  maxLeadMs?: number;
  returnsMarks?: boolean;
}

function createLine({ maxLeadMs = 600, returnsMarks = true }: LineOptions = {}) {
  const clock = new ManualClock();
  const ledger = new PlaybackLedger();
  const leg = new RecordingLeg({ clock, returnsMarks });
  let heardOut = 0;
  const playback = new PacedPlayback({ ledger, clock, maxLeadMs, onHeardOut: () => heardOut++ });
  leg.attach({
    callerAudio: () => undefined,
    digitPressed: () => undefined,
    markReturned: (name) => playback.markReturned(name),
    ended: () => undefined,
  });
  const say = (bytes: Uint8Array, utteranceId = 'item-1') =>
    playback.play({
      utteranceId,
      contentIndex: 0,
      audio: Buffer.from(bytes).toString('base64'),
      byteLength: bytes.length,
    });
  return { clock, ledger, leg, playback, say, heardOutCount: () => heardOut };
}

/** Bytes that tell their own place, so that a swapped or lost one shows. */
function speech(lengthMs: number, from = 0): Uint8Array {
  return Uint8Array.from({ length: lengthMs * BYTES_PER_MS }, (_, index) => ((from + index) * 31) % 251);
}

describe('audio on its way to the caller', () => {
  const deltas = fc.array(fc.uint8Array({ maxLength: 9_000 }), { minLength: 1, maxLength: 12 });

  test('keeps its order and every byte, and is never further ahead than the lead, for pieces of any size', () => {
    fc.assert(
      fc.property(deltas, fc.integer({ min: 1, max: 900 }), (pieces, maxLeadMs) => {
        const line = createLine({ maxLeadMs });
        line.playback.attach(line.leg);
        for (const piece of pieces) {
          line.say(piece);
          line.clock.advance(piece.length % 90);
        }
        line.playback.endTurn();
        line.clock.advance(60_000);
        expect(line.leg.bytes.equals(Buffer.concat(pieces))).toBe(true);
        expect(line.leg.highestLeadMs).toBeLessThanOrEqual(maxLeadMs);
        expect(line.heardOutCount()).toBe(1);
      }),
      { numRuns: 60 },
    );
  });

  test('is cut only where base64 allows it: every piece decodes and encodes to itself', () => {
    fc.assert(
      fc.property(deltas, (pieces) => {
        const line = createLine();
        line.playback.attach(line.leg);
        for (const piece of pieces) line.say(piece);
        line.clock.advance(60_000);
        for (const audio of line.leg.audio)
          expect(Buffer.from(audio, 'base64').toString('base64')).toBe(audio);
      }),
      { numRuns: 60 },
    );
  });

  test('flows without a gap as long as the engine is ahead', () => {
    const line = createLine();
    line.playback.attach(line.leg);
    line.say(speech(5_000));
    for (let elapsedMs = 0; elapsedMs < 4_800; elapsedMs += 10) {
      expect(line.leg.leadMs).toBeGreaterThan(0);
      line.clock.advance(10);
    }
  });

  test('waits for the carrier when it was made while the phone still rang, and is then heard whole', () => {
    const line = createLine();
    line.say(speech(2_000));
    line.playback.endTurn();
    line.clock.advance(3_000);
    expect(line.playback.isSounding).toBe(true);
    line.playback.attach(line.leg);
    line.clock.advance(1_900);
    expect(line.heardOutCount()).toBe(0);
    line.clock.advance(200);
    expect(line.leg.bytes.equals(Buffer.from(speech(2_000)))).toBe(true);
    expect(line.heardOutCount()).toBe(1);
  });

  test('is held while the carrier reads too slowly and tried again until it takes it', () => {
    const line = createLine();
    line.leg.isBlocked = true;
    line.playback.attach(line.leg);
    line.say(speech(300));
    line.playback.endTurn();
    line.clock.advance(5_000);
    expect(line.leg.audio).toEqual([]);
    line.leg.isBlocked = false;
    line.clock.advance(500);
    expect(line.leg.bytes.equals(Buffer.from(speech(300)))).toBe(true);
    expect(line.heardOutCount()).toBe(1);
  });

  test('loses its oldest when more than two minutes wait, counts that, and keeps the rest in order', () => {
    const line = createLine();
    line.leg.isBlocked = true;
    line.playback.attach(line.leg);
    const pieces = Array.from({ length: 130 }, (_, second) => speech(1_000, second * 8_000));
    for (const piece of pieces) line.say(piece);
    const kept = Buffer.concat(pieces).subarray(line.playback.droppedBytes);
    expect(kept.length).toBeLessThanOrEqual(TWO_MINUTES_MS * BYTES_PER_MS);
    expect(kept.length).toBeGreaterThan((TWO_MINUTES_MS - 1_000) * BYTES_PER_MS);
    line.leg.isBlocked = false;
    line.playback.endTurn();
    line.clock.advance(TWO_MINUTES_MS + 2_000);
    expect(line.leg.bytes.equals(kept)).toBe(true);
    expect(line.heardOutCount()).toBe(1);
  });

  test('of no length is no audio', () => {
    const line = createLine();
    line.playback.attach(line.leg);
    for (let count = 0; count < 1_000; count++) line.say(new Uint8Array());
    expect(line.playback.isSounding).toBe(false);
    expect(line.leg.audio).toEqual([]);
  });
});

describe('being heard out', () => {
  test('is told once, however often and late the last mark comes back', () => {
    const line = createLine();
    line.playback.attach(line.leg);
    line.say(speech(700));
    line.playback.endTurn();
    line.clock.advance(700);
    for (let count = 0; count < 3; count++) line.playback.markReturned(line.leg.marks.at(-1) ?? '');
    line.clock.advance(5_000);
    expect(line.heardOutCount()).toBe(1);
  });

  test.each([490, 500, 700, 1_000])('is told once of %i ms when marks never come back', (lengthMs) => {
    const line = createLine({ returnsMarks: false });
    line.playback.attach(line.leg);
    line.say(speech(lengthMs));
    line.playback.endTurn();
    line.clock.advance(lengthMs);
    expect(line.heardOutCount()).toBe(0);
    line.clock.advance(1_600);
    expect(line.heardOutCount()).toBe(1);
    for (const mark of line.leg.marks) line.playback.markReturned(mark);
    line.clock.advance(5_000);
    expect(line.heardOutCount()).toBe(1);
  });

  test('comes at once for a turn without any audio', () => {
    const line = createLine();
    line.playback.attach(line.leg);
    line.playback.endTurn();
    expect(line.heardOutCount()).toBe(1);
  });

  test('waits for the turn to end, not only for its audio', () => {
    const line = createLine();
    line.playback.attach(line.leg);
    line.say(speech(300));
    line.clock.advance(2_000);
    expect(line.heardOutCount()).toBe(0);
    line.playback.endTurn();
    line.clock.advance(0);
    expect(line.heardOutCount()).toBe(1);
  });

  test('of two turns that follow without a pause is told once, behind the second', () => {
    const line = createLine();
    line.playback.attach(line.leg);
    line.say(speech(1_000), 'item-1');
    line.playback.endTurn();
    line.say(speech(1_000), 'item-2');
    line.playback.endTurn();
    line.clock.advance(1_900);
    expect(line.heardOutCount()).toBe(0);
    line.clock.advance(200);
    expect(line.heardOutCount()).toBe(1);
  });

  test('is not told of a turn that was cut after its end, and once of one that ends after the cut', () => {
    const line = createLine();
    line.playback.attach(line.leg);
    line.say(speech(2_000));
    line.playback.endTurn();
    line.playback.cut();
    line.clock.advance(5_000);
    expect(line.heardOutCount()).toBe(0);
    line.say(speech(2_000), 'item-2');
    line.playback.cut();
    line.playback.endTurn();
    line.clock.advance(5_000);
    expect(line.heardOutCount()).toBe(1);
  });
});

describe('a cut', () => {
  test('always clears the carrier, for its queue outlives ours', () => {
    const line = createLine();
    line.playback.attach(line.leg);
    line.playback.cut();
    expect(line.leg.clears).toBe(1);
  });

  test('tells what was heard and sends nothing more of it', () => {
    const line = createLine();
    line.playback.attach(line.leg);
    line.say(speech(3_000));
    line.playback.endTurn();
    line.clock.advance(1_000);
    const sentBefore = line.leg.audio.length;
    // Half of the frame that began with the last mark is counted as heard.
    expect(line.playback.cut()).toEqual([{ utteranceId: 'item-1', contentIndex: 0, heardMs: 1_010 }]);
    line.clock.advance(10_000);
    expect(line.leg.audio).toHaveLength(sentBefore);
    expect(line.playback.isSounding).toBe(false);
  });

  test('makes marks of a new generation; those of the old one are not taken for its own', () => {
    const line = createLine();
    line.playback.attach(line.leg);
    line.say(speech(1_000));
    line.clock.advance(100);
    line.playback.cut();
    line.say(speech(1_000), 'item-2');
    line.playback.endTurn();
    const first = line.leg.marks.filter((mark) => mark.startsWith('g1.'));
    line.clock.advance(400);
    for (const mark of first) line.playback.markReturned(mark);
    expect(line.heardOutCount()).toBe(0);
    line.clock.advance(700);
    expect(
      line.leg.marks.filter((mark) => !mark.startsWith('g1.')).every((mark) => mark.startsWith('g2.')),
    ).toBe(true);
    expect(line.heardOutCount()).toBe(1);
  });
});

test('after its end nothing is sent and no timer fires', () => {
  const line = createLine();
  line.playback.attach(line.leg);
  line.say(speech(3_000));
  line.playback.endTurn();
  const sentBefore = line.leg.audio.length;
  line.playback[Symbol.dispose]();
  line.clock.advance(10_000);
  expect(line.leg.audio).toHaveLength(sentBefore);
  expect(line.heardOutCount()).toBe(0);
});
