import { expect, test } from 'vitest';
import { scriptedMind } from '../simulators/openai-realtime/index.ts';
import { repeatExactly, SHORT_GREETING } from '../world/obedient-replies.ts';
import { startWorld } from '../world/world.ts';

const mind = () => scriptedMind([[{ say: SHORT_GREETING }], [{ say: 'I am still here.' }]]);

test('an engine that sends garbage and a flood harms neither its call nor another one', async () => {
  await using world = await startWorld({ openai: { mind } });
  const caller = await world.placeCall();
  await caller.untilHeard(/Hello/);
  const other = await world.placeCall({ from: '+16145550116' });
  await other.untilHeard(/Hello/);
  const session = await world.openai.session(1);
  session.sendGarbage();
  session.flood({ count: 2_000, bytesEach: 2_000 });
  for (const one of [caller, other]) {
    await one.say('my kitchen tap is dripping');
    await one.untilHeard(/still here/);
    one.call.hangUp();
    await one.call.untilEnded();
  }
});

test.each([
  ['with 1000, as if all were well', { code: 1000, reason: '' }],
  ['with 1001', { code: 1001, reason: 'going away' }],
  ['without a word', 'terminate'],
] as const)('an engine that closes %s while it speaks is replaced', async (_how, how) => {
  await using world = await startWorld({
    openai: {
      msPerCharacter: 30,
      mind: ({ index }) =>
        index === 0
          ? scriptedMind([
              [{ say: SHORT_GREETING }],
              [{ say: 'This sentence is going to be cut in its middle by a lost connection.' }],
            ])
          : scriptedMind([[{ say: 'As I was saying.' }], [{ say: 'As I was saying.' }]]),
    },
  });
  const caller = await world.placeCall();
  await caller.untilHeard(/Hello/);
  (await world.openai.session(1)).setFaults({
    drop: { afterEvent: 'response.output_audio.delta', nth: 25, how },
  });
  await caller.say('my kitchen tap is dripping');
  await caller.untilHeard(/As I was saying/);
  caller.call.hangUp();
  await caller.call.untilEnded();
  expect(caller.call.streams).toHaveLength(1);
});

test('a session that expires is left behind without losing the caller', async () => {
  await using world = await startWorld({
    openai: {
      expiresAfterMs: 4_000,
      mind: ({ index }) =>
        index === 0
          ? scriptedMind([[{ say: SHORT_GREETING }]])
          : scriptedMind([[{ say: 'I am still here.' }]]),
    },
  });
  const caller = await world.placeCall();
  await caller.untilHeard(/Hello/);
  await world.openai.session(2);
  await caller.say('my kitchen tap is dripping');
  await caller.untilHeard(/still here/);
  caller.call.hangUp();
  await caller.call.untilEnded();
});

test('an engine that answers late does not lose the first words of the caller', async () => {
  await using world = await startWorld({
    openai: {
      faults: { sessionUpdate: { lateMs: 2_500 } },
      // The greeting comes so late that the caller talks over it: its notices are said after it.
      mind: () => scriptedMind([[{ say: SHORT_GREETING }], repeatExactly, [{ say: 'You said it all.' }]]),
    },
  });
  const caller = await world.placeCall();
  await caller.call.untilStreaming();
  await caller.say('my kitchen tap is dripping');
  await caller.untilHeard(/You said it all/);
  caller.call.hangUp();
  await caller.call.untilEnded();
  expect(await world.rows("select text from transcript_turns where speaker = 'caller'")).toEqual([
    { text: 'my kitchen tap is dripping' },
  ]);
});

test('a line that drops frames and jitters still carries a conversation', async () => {
  await using world = await startWorld({ openai: { mind } });
  const caller = await world.placeCall({ faults: { dropRatio: 0.02, jitterMs: 60, seed: 7 } });
  await caller.untilHeard(/Hello/);
  await caller.say('my kitchen tap is dripping');
  await caller.untilHeard(/still here/);
  caller.call.hangUp();
  await caller.call.untilEnded();
  expect(caller.call.streams[0]?.framesDropped).toBeGreaterThan(0);
});

test('a caller whose line falls silent in the middle of a sentence gets an answer all the same', async () => {
  await using world = await startWorld({ openai: { mind } });
  const caller = await world.placeCall();
  await caller.untilHeard(/Hello/);
  const speaking = caller.say('my kitchen tap is dripping');
  await caller.call.untilQuiet(0);
  caller.call.gap(4_000);
  await speaking;
  await caller.untilHeard(/still here/);
  caller.call.hangUp();
  await caller.call.untilEnded();
});
