import { expect, test } from 'vitest';
import { pcm16FromMulaw } from '../speech/index.ts';
import { repeatExactly } from '../world/obedient-replies.ts';
import { startWorld, type World } from '../world/world.ts';
import { type Spread, toSpread } from './sample-statistics.ts';

/** Calls of each kind, `SAFETY_CALLS=20` for figures that are written down. A figure needs quiet cores: not in CI. */
const CALLS = Number(process.env.SAFETY_CALLS ?? 0);
const CALLS_AT_ONCE = 2;
const THINKING_MS = 300;
const LIMIT_MS = 150;
const LOUD = 500;
const SENTENCES = {
  ordinary: 'My sink has a slow drain since the weekend.',
  danger: 'I smell gas in the kitchen.',
} as const;

/** From the last sample of the caller's words to the first sound out of the receiver. */
async function measureCall(world: World, sentence: string): Promise<number> {
  const caller = await world.placeCall();
  await caller.untilHeard(/what.*\?$/i);
  await caller.say(sentence);
  const endedAtMs = performance.now();
  const soundedAtMs = await new Promise<number>((resolve) => {
    caller.call.onHeard((mulaw) => {
      if (pcm16FromMulaw(mulaw).some((sample) => Math.abs(sample) > LOUD)) resolve(performance.now());
    });
  });
  caller.call.hangUp();
  await caller.call.untilEnded();
  return soundedAtMs - endedAtMs;
}

/** Both kinds in turn, so that the machine's moods fall on both. */
async function measureCalls(world: World): Promise<{ ordinary: Spread; danger: Spread }> {
  const samples = { ordinary: [] as number[], danger: [] as number[] };
  for (let count = 0; count < CALLS; count += CALLS_AT_ONCE)
    for (const kind of ['ordinary', 'danger'] as const) {
      const wave = Array.from({ length: CALLS_AT_ONCE }, () => measureCall(world, SENTENCES[kind]));
      samples[kind].push(...(await Promise.all(wave)));
    }
  return { ordinary: toSpread(samples.ordinary), danger: toSpread(samples.danger) };
}

test.runIf(CALLS > 0).each([0, 200])(
  'with words that are known after %d ms, the safety line follows them as fast as an answer would',
  async (transcriptionDelayMs) => {
    await using world = await startWorld({
      openai: {
        thinkingMs: THINKING_MS,
        transcriptionDelayMs,
        mind: () => ({
          respond: (context) =>
            context.responseInstructions === null
              ? [{ say: 'I see. Where are you?' }]
              : repeatExactly(context),
        }),
      },
    });
    const { ordinary, danger } = await measureCalls(world);
    const toText = ({ p50, p95 }: Spread) => `p50 ${p50.toFixed(0)} p95 ${p95.toFixed(0)} ms`;
    const beyondMs = danger.p50 - ordinary.p50 - transcriptionDelayMs;
    console.log(
      `words after ${transcriptionDelayMs} ms: answer ${toText(ordinary)}, line ${toText(danger)}, ours p50 ${beyondMs.toFixed(0)} ms; ${CALLS} calls each`,
    );
    expect(beyondMs).toBeLessThanOrEqual(LIMIT_MS);
  },
  30_000 * CALLS,
);
