import { describe, expect, test } from 'vitest';
import { VoiceActivity, type VoiceEvent } from './voice-activity.ts';
import type { ServerVad } from './wire-types.ts';

const VAD: ServerVad = {
  type: 'server_vad',
  threshold: 0.5,
  prefix_padding_ms: 300,
  silence_duration_ms: 500,
  idle_timeout_ms: null,
  create_response: true,
  interrupt_response: true,
};

/** Stretches of [milliseconds, level in dBFS], in frames of `frameMs`. */
function listen(
  stretches: [number, number][],
  settings: Partial<ServerVad> = {},
  frameMs = 20,
): VoiceEvent[] {
  const samples = stretches.flatMap(([durationMs, levelDb]) => {
    const amplitude = 32_768 * 10 ** (levelDb / 20);
    return Array.from({ length: durationMs * 8 }, (_, index) => (index % 2 === 0 ? amplitude : -amplitude));
  });
  const voice = new VoiceActivity();
  voice.configure({ ...VAD, ...settings });
  const events: VoiceEvent[] = [];
  const frame = frameMs * 8;
  for (let from = 0; from < samples.length; from += frame)
    voice.push(Int16Array.from(samples.slice(from, from + frame)), (event) => events.push(event));
  return events;
}

describe('voice activity', () => {
  test('begins padded before the voice and ends with the silence behind it', () => {
    expect(
      listen([
        [1_000, -90],
        [600, -20],
        [1_000, -90],
      ]),
    ).toEqual([
      { type: 'started', audioStartMs: 700 },
      { type: 'stopped', audioStartMs: 700, audioEndMs: 2_100 },
    ]);
  });

  test('never begins before the audio did, nor inside the turn before', () => {
    const events = listen([
      [300, -20],
      [600, -90],
      [300, -20],
      [600, -90],
    ]);
    expect(events.map((event) => event.audioStartMs)).toEqual([0, 0, 800, 800]);
  });

  test.each([[40], [20], [10]])('takes a click of %i ms for no voice', (durationMs) => {
    expect(
      listen([
        [500, -90],
        [durationMs, -10],
        [800, -90],
      ]),
    ).toEqual([]);
  });

  test('bridges a pause shorter than silence_duration_ms', () => {
    expect(
      listen([
        [400, -20],
        [400, -90],
        [400, -20],
        [600, -90],
      ]),
    ).toHaveLength(2);
    expect(
      listen(
        [
          [400, -20],
          [400, -90],
          [400, -20],
          [600, -90],
        ],
        { silence_duration_ms: 300 },
      ),
    ).toHaveLength(4);
  });

  test.each([
    [0.5, -45, 0],
    [0.5, -35, 1],
    [0.2, -45, 1],
    [0.8, -35, 0],
    [0.8, -25, 1],
  ])('at threshold %f a voice at %i dBFS gives %i turns', (threshold, levelDb, turns) => {
    expect(
      listen(
        [
          [500, levelDb],
          [800, -90],
        ],
        { threshold },
      ),
    ).toHaveLength(turns * 2);
  });

  test('finds the same turns whatever the size of the frames', () => {
    const stretches: [number, number][] = [
      [500, -90],
      [700, -20],
      [900, -90],
    ];
    expect(listen(stretches, {}, 3)).toEqual(listen(stretches, {}, 200));
  });
});
