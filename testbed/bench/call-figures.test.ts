import { expect, test } from 'vitest';
import { type CallRecords, listBargeIns, listRoundTrips, listUpLatencies, toRingMs } from './call-figures.ts';

const WINDOW = { fromMs: 100, toMs: 200 };

interface Times {
  spoken?: [sentAtMs: number, arrivedAtMs: number][];
  heard?: [sentAtMs: number, arrivedAtMs: number][];
}

function callOf({ spoken = [], heard = [] }: Times): CallRecords {
  const column = (rows: [number, number][], index: 0 | 1) => Float64Array.from(rows, (row) => row[index]);
  return {
    engine: {
      callIndex: 0,
      missing: 0,
      disordered: 0,
      missingAtStart: 0,
      sentAtMs: column(spoken, 0),
      arrivedAtMs: column(spoken, 1),
      interruptions: [],
      firstAskedAtMs: null,
      isLeftOpen: false,
      errors: [],
    },
    caller: {
      callIndex: 0,
      webhookAtMs: 0,
      firstAudioAtMs: null,
      sentAtMs: column(heard, 0),
      arrivedAtMs: column(heard, 1),
      missing: 0,
      disordered: 0,
      spokenFrames: spoken.length,
      silentFrames: 0,
      clears: [],
      problems: [],
    },
  };
}

test('counts a frame by when it was sent', () => {
  const spoken: [number, number][] = [
    [99, 101],
    [100, 101],
    [199, 205],
    [200, 201],
  ];
  expect(listUpLatencies(callOf({ spoken }), WINDOW)).toEqual([1, 6]);
});

test('a round trip is the latest way up and the way down that follows it', () => {
  const spoken: [number, number][] = [
    [100, 101],
    [120, 123],
    [140, 141],
  ];
  const heard: [number, number][] = [
    [130, 134],
    [141, 142],
  ];
  expect(listRoundTrips(callOf({ spoken, heard }), WINDOW)).toEqual([3 + 4, 1 + 1]);
});

test('there is no round trip before the first frame has arrived', () => {
  expect(listRoundTrips(callOf({ spoken: [[100, 150]], heard: [[120, 121]] }), WINDOW)).toEqual([]);
});

test('lays what the model was told on what was played', () => {
  const call = callOf({});
  const interruption = { atMs: 150, utteranceStartMs: 1_000, utteranceMs: 600, toldHeardMs: 410 };
  call.engine.interruptions = [interruption, { ...interruption, atMs: 190, toldHeardMs: 601 }];
  call.caller.clears = [{ atMs: 150.5, heardMs: 1_400 }];
  expect(listBargeIns(call, WINDOW)).toEqual([
    { clearAfterMs: 0.5, heardErrorMs: 10, isLongerThanAudio: false },
    { clearAfterMs: null, heardErrorMs: null, isLongerThanAudio: true },
  ]);
});

test('takes the time that the engine needed off the ring', () => {
  const call = callOf({ heard: [[30, 34]] });
  expect(toRingMs(call)).toBeNull();
  call.caller.firstAudioAtMs = 34;
  call.engine.firstAskedAtMs = 26;
  expect(toRingMs(call)).toBe(30);
});
