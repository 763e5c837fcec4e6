import { describe, expect, test } from 'vitest';
import { mulawFromPcm16, speakSync } from '../speech/index.ts';
import { AgentEar, type HeardSentence } from './agent-ear.ts';

const FRAME_BYTES = 160;
const FRAME_MS = 20;
const LOUD = mulawFromPcm16(new Int16Array(FRAME_BYTES).fill(6_000));
const NOISE = mulawFromPcm16(new Int16Array(FRAME_BYTES).fill(120));
const WAIT = { sinceMs: 0, quietMs: 100, patienceMs: 500 };

/** A receiver that gives frames one after the other. */
class Receiver {
  readonly sounds: number[] = [];
  readonly sentences: HeardSentence[] = [];
  readonly ear = new AgentEar({
    sound: (atMs) => this.sounds.push(atMs),
    sentence: (sentence) => this.sentences.push(sentence),
  });
  #atMs = 0;

  give(frame: Uint8Array, durationMs = FRAME_MS): void {
    for (let passedMs = 0; passedMs < durationMs; passedMs += FRAME_MS) {
      this.ear.hear(frame, this.#atMs);
      this.#atMs += FRAME_MS;
    }
  }

  play(mulaw: Uint8Array): void {
    for (let at = 0; at < mulaw.length; at += FRAME_BYTES) this.give(mulaw.subarray(at, at + FRAME_BYTES));
  }
}

describe('an ear at the receiver', () => {
  test('holds an answer for complete when the agent is quiet for long enough', async () => {
    const receiver = new Receiver();
    const answer = receiver.ear.answer(WAIT);
    receiver.give(LOUD, 200);
    receiver.give(NOISE, 80);
    receiver.give(LOUD, 20);
    receiver.give(NOISE, 80);
    const isOpen = await Promise.race([answer, Promise.resolve('open')]);
    receiver.give(NOISE, 20);
    expect([isOpen, await answer]).toEqual(['open', 'answered']);
    expect(receiver.sounds[0]).toBe(0);
    expect(receiver.ear.lastLoudAtMs).toBe(300);
  });

  test('gives up on an agent that only lets the line hum', async () => {
    const receiver = new Receiver();
    const answer = receiver.ear.answer(WAIT);
    receiver.give(NOISE, 500);
    expect(await answer).toBe('silent');
    expect(receiver.sounds).toEqual([]);
  });

  test('does not take what was said before for an answer', async () => {
    const receiver = new Receiver();
    receiver.give(LOUD, 200);
    const answer = receiver.ear.answer({ ...WAIT, sinceMs: 200 });
    receiver.give(NOISE, 500);
    expect(await answer).toBe('silent');
  });

  test('waits no longer when the call is over', async () => {
    const receiver = new Receiver();
    const answer = receiver.ear.answer(WAIT);
    receiver.ear.end();
    expect([await answer, await receiver.ear.answer(WAIT)]).toEqual(['ended', 'ended']);
  });

  test('understands each sentence of a simulated agent, with the time it began', () => {
    const receiver = new Receiver();
    const sentences = ['Good evening.', 'What is going on there?'];
    const spoken = sentences.map((words) => mulawFromPcm16(speakSync(words).samples));
    for (const mulaw of spoken) {
      receiver.give(NOISE, 60);
      receiver.play(mulaw);
    }
    expect(receiver.sentences.map(({ words }) => words)).toEqual(sentences);
    const [first, second] = receiver.sentences;
    expect(first?.startsAtMs).toBe(60);
    // The second begins behind the first, which lasts a whole number of frames, and the pause.
    expect(second?.startsAtMs).toBe(60 + Math.ceil((spoken[0]?.length ?? 0) / FRAME_BYTES) * FRAME_MS + 60);
    expect(receiver.ear.isSimulatedAgent).toBe(true);
  });

  test('knows an agent whose speech carries no words in tones', () => {
    const receiver = new Receiver();
    const silentSoFar = receiver.ear.isSimulatedAgent;
    const { samples, speechMs } = speakSync('Good evening.');
    receiver.play(mulawFromPcm16(samples.subarray(0, speechMs * 8)));
    receiver.give(NOISE, 200);
    expect([silentSoFar, receiver.ear.isSimulatedAgent]).toEqual([true, false]);
  });
});
