import { expect, test } from 'vitest';
import { scriptedMind } from '../simulators/openai-realtime/index.ts';
import { openLine } from './engine-line.ts';
import { hurriedClock } from './hurried-clock.ts';

const LONG = 'We have Tuesday at eight. We have Tuesday at ten. We have Wednesday at noon.';
const script = (...replies: Parameters<typeof scriptedMind>[0]) => ({ mind: () => scriptedMind(replies) });
const sayLong = { ...script([{ say: LONG }], [{ say: LONG }]), audioSpeed: 1, msPerCharacter: 60 };

test('a response that runs when the call ends is cancelled, and told what it cost before the socket closes', async () => {
  await using line = await openLine({ simulator: sayLong });
  line.engine.sayExactly(LONG);
  const { turnId } = await line.until('agent-turn-started');
  await line.untilHeard(/Tuesday at eight/);
  const session = await line.session(1);
  const before = line.events.length;
  line.engine.close();
  const reported = await line.until('usage-reported');
  expect(reported).toMatchObject({ purpose: 'response', turnId, status: 'cancelled' });
  expect(reported.usage.outputAudioTokens).toBeGreaterThan(0);
  expect(await session.closed).toMatchObject({ code: 1000 });
  expect(line.events.slice(before)).toEqual([reported]);
  expect(session.received.at(-1)).toMatchObject({ type: 'response.cancel', response_id: turnId });
  expect(session.errors).toEqual([]);
});

test('a response that was just asked for when the call ends is cancelled as soon as it begins', async () => {
  await using line = await openLine({ simulator: sayLong });
  await line.until('session-ready');
  line.engine.sayExactly(LONG);
  line.engine.close();
  expect(await line.until('usage-reported')).toMatchObject({ status: 'cancelled' });
  const session = await line.session(1);
  expect(await session.closed).toMatchObject({ code: 1000 });
  expect(session.received.map(({ type }) => type)).toEqual([
    'session.update',
    'response.create',
    'response.cancel',
  ]);
});

test('an engine that does not tell what its last response cost is left all the same', async () => {
  await using line = await openLine({ simulator: sayLong, clock: hurriedClock(10) });
  line.engine.sayExactly(LONG);
  const { turnId } = await line.until('agent-turn-started');
  const session = await line.session(1);
  session.setFaults({ isHalfOpen: true });
  line.engine.close();
  expect(await line.until('usage-reported')).toMatchObject({ turnId, status: 'lost' });
  expect(line.all('engine-fault')).toEqual([]);
  expect(line.simulator.sessions.length).toBe(1);
});

test('a socket lost while the last cost is awaited is not replaced', async () => {
  await using line = await openLine({ simulator: sayLong, clock: hurriedClock(10) });
  line.engine.sayExactly(LONG);
  await line.until('agent-turn-started');
  const session = await line.session(1);
  session.setFaults({ isHalfOpen: true });
  line.engine.close();
  session.terminate();
  await line.until('usage-reported');
  expect(line.simulator.sessions.length).toBe(1);
  expect(line.events.at(-1)).toMatchObject({ type: 'usage-reported', status: 'lost' });
});

test('a response cut off by a lost session is told as lost: what it cost is unknown', async () => {
  await using line = await openLine({ simulator: { ...sayLong, audioSpeed: 2 } });
  line.engine.sayExactly(LONG);
  const { turnId } = await line.until('agent-turn-started');
  (await line.session(1)).terminate();
  expect(await line.until('usage-reported')).toMatchObject({
    turnId,
    status: 'lost',
    usage: { inputTextTokens: 0, outputAudioTokens: 0 },
  });
});

test('what the recogniser cost is told apart from what the answer cost', async () => {
  await using line = await openLine({ simulator: script([{ say: 'What is your zip code?' }]) });
  line.say('my sink is leaking');
  const transcript = await line.until('caller-transcript');
  await line.until('agent-turn-ended');
  await line.until('usage-reported', 2);
  const [spoken] = line.all('usage-reported').filter(({ purpose }) => purpose === 'transcription');
  expect(spoken).toMatchObject({ turnId: transcript.utteranceId, model: 'gpt-4o-mini-transcribe' });
  expect(spoken?.usage.inputAudioTokens).toBeGreaterThan(0);
  expect(spoken?.usage.outputTextTokens).toBeGreaterThan(0);
  expect(line.all('usage-reported').map(({ purpose }) => purpose)).toContain('response');
});
