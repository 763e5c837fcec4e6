import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { PlaybackLedger } from './playback-ledger.ts';
import { NaiveCarrier, type NaiveCarrierFaults } from './testing/naive-carrier.ts';

const BYTES_PER_MS = 8;

type Action =
  | { do: 'queue'; utterance: number; byteLength: number }
  | { do: 'send'; byteLength: number; isMarked: boolean }
  | { do: 'wait'; forMs: number }
  | { do: 'skip'; byteLength: number };

const queue = fc.record({
  do: fc.constant('queue' as const),
  utterance: fc.nat({ max: 3 }),
  byteLength: fc.integer({ min: 1, max: 8_000 }),
});
const send = fc.record({
  do: fc.constant('send' as const),
  byteLength: fc.integer({ min: 1, max: 1_600 }),
  isMarked: fc.boolean(),
});
const wait = fc.record({ do: fc.constant('wait' as const), forMs: fc.integer({ min: 1, max: 400 }) });
const skip = fc.record({
  do: fc.constant('skip' as const),
  byteLength: fc.integer({ min: 1, max: 1_600 }),
});
const story = fc.array(
  fc.oneof({ arbitrary: queue, weight: 2 }, { arbitrary: send, weight: 5 }, { arbitrary: wait, weight: 4 }),
  { minLength: 1, maxLength: 40 },
);
const storyWithHoles = fc.array(fc.oneof(queue, send, send, send, wait, skip), {
  minLength: 1,
  maxLength: 40,
});

/** Queue, ledger and carrier as the playback wires them, without its pacing. */
class Line {
  readonly ledger = new PlaybackLedger();
  readonly carrier: NaiveCarrier;
  readonly queuedBytes = new Map<string, number>();
  /** How far into each utterance audio was sent or let go of. */
  readonly passedUpTo = new Map<string, number>();
  #waiting: { utteranceId: string; endsAtByte: number; bytesLeft: number }[] = [];

  constructor(faults: NaiveCarrierFaults) {
    this.carrier = new NaiveCarrier(faults);
  }

  run(actions: readonly Action[]): void {
    for (const action of actions) this.#act(action);
  }

  #act(action: Action): void {
    switch (action.do) {
      case 'queue':
        return this.#queue(`item-${action.utterance}`, action.byteLength);
      case 'wait':
        return this.carrier.play(action.forMs, (name, nowMs) => this.ledger.markReturned(name, nowMs));
      case 'skip': {
        const piece = this.#take(action.byteLength);
        if (!piece) return;
        this.passedUpTo.set(piece.utteranceId, piece.endsAtByte);
        return this.ledger.skipped(piece.byteLength);
      }
      case 'send': {
        const piece = this.#take(action.byteLength);
        if (!piece) return;
        this.carrier.send(piece);
        this.passedUpTo.set(piece.utteranceId, piece.endsAtByte);
        this.ledger.sent(piece.byteLength, this.carrier.nowMs);
        if (action.isMarked) this.carrier.mark(this.ledger.markName());
      }
    }
  }

  #queue(utteranceId: string, byteLength: number): void {
    const endsAtByte = (this.queuedBytes.get(utteranceId) ?? 0) + byteLength;
    this.queuedBytes.set(utteranceId, endsAtByte);
    this.#waiting.push({ utteranceId, endsAtByte, bytesLeft: byteLength });
    this.ledger.queued(utteranceId, 0, byteLength);
  }

  #take(byteLength: number): { utteranceId: string; endsAtByte: number; byteLength: number } | null {
    const first = this.#waiting[0];
    if (!first) return null;
    const taken = Math.min(byteLength, first.bytesLeft);
    first.bytesLeft -= taken;
    if (first.bytesLeft === 0) this.#waiting = this.#waiting.slice(1);
    return {
      utteranceId: first.utteranceId,
      endsAtByte: first.endsAtByte - first.bytesLeft,
      byteLength: taken,
    };
  }
}

const LOST = 1e9;
const anyFaults = fc.record({
  startDelayMs: fc.integer({ min: 0, max: 500 }),
  markDelays: fc.array(fc.oneof(fc.integer({ min: 0, max: 3_000 }), fc.constant(LOST)), { minLength: 1 }),
});

describe('what the ledger says was heard', () => {
  test('is never more than was queued and has left the queue, whatever the carrier does with marks', () => {
    fc.assert(
      fc.property(storyWithHoles, anyFaults, (actions, { startDelayMs, markDelays }) => {
        let marks = 0;
        const markDelayMs = () => markDelays[marks++ % markDelays.length] ?? 0;
        const line = new Line({ startDelayMs, markDelayMs });
        line.run(actions);
        for (const { utteranceId, heardMs } of line.ledger.cut(line.carrier.nowMs)) {
          expect(heardMs).toBeGreaterThanOrEqual(0);
          expect(heardMs * BYTES_PER_MS).toBeLessThanOrEqual(line.queuedBytes.get(utteranceId) ?? 0);
          expect(heardMs * BYTES_PER_MS).toBeLessThanOrEqual(line.passedUpTo.get(utteranceId) ?? 0);
        }
      }),
      { numRuns: 300 },
    );
  });

  test('is right to 20 ms, utterances interleaved or not, when marks come back in time', () => {
    fc.assert(
      fc.property(story, fc.integer({ min: 0, max: 15 }), (actions, markDelay) => {
        const line = new Line({ startDelayMs: 0, markDelayMs: () => markDelay });
        line.run(actions);
        expectRightTo20Ms(line);
      }),
      { numRuns: 300 },
    );
  });

  test('is right to 20 ms when no mark comes back from a carrier that plays at once', () => {
    fc.assert(
      fc.property(story, (actions) => {
        const line = new Line({ startDelayMs: 0, markDelayMs: () => LOST });
        line.run(actions);
        expectRightTo20Ms(line);
      }),
      { numRuns: 200 },
    );
  });

  test('is right to 20 ms after a mark of a carrier that began to play late', () => {
    fc.assert(
      fc.property(fc.integer({ min: 20, max: 900 }), fc.integer({ min: 0, max: 1_200 }), (delay, later) => {
        const line = new Line({ startDelayMs: delay, markDelayMs: () => 0 });
        line.run([
          { do: 'queue', utterance: 0, byteLength: 16_000 },
          { do: 'send', byteLength: 1_600, isMarked: true },
          { do: 'send', byteLength: 12_000, isMarked: false },
          { do: 'wait', forMs: delay + 200 + later },
        ]);
        expectRightTo20Ms(line);
      }),
    );
  });

  function expectRightTo20Ms(line: Line): void {
    const heard = new Map(
      line.ledger.cut(line.carrier.nowMs).map((told) => [told.utteranceId, told.heardMs]),
    );
    for (const [utteranceId, queuedBytes] of line.queuedBytes) {
      const trueMs = (line.carrier.heardBytes.get(utteranceId) ?? 0) / BYTES_PER_MS;
      const toldMs = heard.get(utteranceId) ?? queuedBytes / BYTES_PER_MS;
      expect(Math.abs(toldMs - trueMs)).toBeLessThanOrEqual(20);
    }
  }
});

test('an utterance that goes on after another one counts from its own beginning', () => {
  const ledger = new PlaybackLedger();
  ledger.queued('a', 0, 800);
  ledger.queued('b', 0, 800);
  ledger.queued('a', 0, 800);
  ledger.sent(2_400, 0);
  expect(ledger.cut(250)).toEqual([{ utteranceId: 'a', contentIndex: 0, heardMs: 150 }]);
});

test('an utterance split by another is told once, from its first unheard part', () => {
  const ledger = new PlaybackLedger();
  ledger.queued('a', 0, 800);
  ledger.queued('b', 0, 800);
  ledger.queued('a', 0, 800);
  ledger.sent(2_400, 0);
  expect(ledger.cut(50)).toEqual([
    { utteranceId: 'a', contentIndex: 0, heardMs: 50 },
    { utteranceId: 'b', contentIndex: 0, heardMs: 0 },
  ]);
});

describe('an utterance of several parts of content', () => {
  const twoParts = () => {
    const ledger = new PlaybackLedger();
    ledger.queued('a', 0, 800);
    ledger.queued('a', 1, 800);
    ledger.sent(1_600, 0);
    return ledger;
  };

  test('is cut in the part that sounds, counted from the beginning of that part', () => {
    expect(twoParts().cut(150)).toEqual([{ utteranceId: 'a', contentIndex: 1, heardMs: 50, earlierMs: 100 }]);
  });

  test('is told part by part when the first one was not heard to its end', () => {
    expect(twoParts().cut(50)).toEqual([
      { utteranceId: 'a', contentIndex: 0, heardMs: 50 },
      { utteranceId: 'a', contentIndex: 1, heardMs: 0, earlierMs: 100 },
    ]);
  });

  test('counts on in a part that another utterance has interrupted', () => {
    const ledger = twoParts();
    ledger.queued('b', 0, 800);
    ledger.queued('a', 1, 800);
    ledger.sent(1_600, 0);
    expect(ledger.cut(350)).toEqual([{ utteranceId: 'a', contentIndex: 1, heardMs: 150, earlierMs: 100 }]);
  });
});

test('skipped audio was not heard when it was skipped, and is jumped over when the audio behind it plays', () => {
  const skipping = () => {
    const ledger = new PlaybackLedger();
    ledger.queued('a', 0, 4_000);
    ledger.sent(800, 0);
    ledger.skipped(1_600);
    ledger.sent(800, 0);
    return ledger;
  };
  expect(skipping().cut(50)).toMatchObject([{ heardMs: 50 }]);
  expect(skipping().cut(100)).toMatchObject([{ heardMs: 100 }]);
  expect(skipping().cut(150)).toMatchObject([{ heardMs: 350 }]);
});

test('a mark counts only the audio that is truly behind it, not what was skipped', () => {
  const ledger = new PlaybackLedger();
  ledger.queued('a', 0, 4_000);
  ledger.sent(800, 0);
  const mark = ledger.markName();
  ledger.skipped(1_600);
  ledger.sent(800, 0);
  ledger.markReturned(mark, 100);
  expect(ledger.leadMs(100)).toBe(100);
});

test('a mark of an earlier generation says nothing about the present one', () => {
  const ledger = new PlaybackLedger();
  ledger.queued('a', 0, 800);
  ledger.sent(800, 0);
  const old = ledger.markName();
  ledger.cut(10);
  ledger.queued('b', 0, 800);
  ledger.sent(800, 10);
  expect(ledger.markReturned(old, 20)).toBe(false);
  expect(ledger.isHeardOut).toBe(false);
  expect(ledger.cut(60)).toEqual([{ utteranceId: 'b', contentIndex: 0, heardMs: 50 }]);
});

test.each(['g1.', 'g1.x', 'g1.1e1', 'g1.-8', 'g1.801', 'g2.800', 'g11.800', 'resp_12:final', ''])(
  'the name %j is no mark of ours',
  (name) => {
    const ledger = new PlaybackLedger();
    ledger.queued('a', 0, 800);
    ledger.sent(800, 0);
    expect(ledger.markReturned(name, 10)).toBe(false);
    expect(ledger.leadMs(10)).toBe(90);
  },
);

test('a mark that comes back out of order does not turn the playhead back', () => {
  const ledger = new PlaybackLedger();
  ledger.queued('a', 0, 1_600);
  ledger.sent(800, 0);
  const first = ledger.markName();
  ledger.sent(800, 0);
  const second = ledger.markName();
  expect(ledger.markReturned(second, 200)).toBe(true);
  expect(ledger.markReturned(first, 210)).toBe(false);
  expect(ledger.isHeardOut).toBe(true);
  expect(ledger.cut(210)).toEqual([]);
});

test('a cut tells nothing when nothing is left to hear', () => {
  const ledger = new PlaybackLedger();
  expect(ledger.isHeardOut).toBe(true);
  expect(ledger.cut(0)).toEqual([]);
  expect(ledger.generation).toBe(2);
});
