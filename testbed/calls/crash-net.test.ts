import { expect, test } from 'vitest';
import { scriptedMind } from '../simulators/openai-realtime/index.ts';
import { repeatExactly, SHORT_GREETING } from '../world/obedient-replies.ts';
import { startWorld } from '../world/world.ts';

const said = (caller: { call: { twimlHistory: readonly { text: string }[] } }) =>
  caller.call.twimlHistory.map(({ text }) => text).join(' ');

test('an engine that is lost mid-call is replaced, and the new session knows what was said', async () => {
  await using world = await startWorld({
    openai: {
      mind: ({ index }) =>
        index === 0
          ? scriptedMind([[{ say: SHORT_GREETING }], [{ say: 'A dripping tap, I see.' }]])
          : scriptedMind([
              (context) => {
                const remembered = context.conversation
                  .map((item) => ('text' in item ? item.text : ''))
                  .join(' | ');
                return [{ say: /tap is dripping/.test(remembered) ? 'I remember you.' : 'Who are you?' }];
              },
            ]),
    },
  });
  const caller = await world.placeCall();
  await caller.untilHeard(/Hello/);
  await caller.say('my kitchen tap is dripping');
  await caller.untilHeard(/I see/);
  (await world.openai.session(1)).terminate();
  await world.openai.session(2);
  await caller.say('four three two one five');
  await caller.untilHeard(/I remember you/);
  caller.call.hangUp();
  await caller.call.untilEnded();
  expect(caller.call.streams).toHaveLength(1);
  const [call] = await world.rows<{ sessions: number }>(
    'select cardinality(engine_session_ids) as sessions from calls',
  );
  expect(call?.sessions).toBe(2);
});

test('a caller whose media socket dies is brought back to the agent with the conversation', async () => {
  await using world = await startWorld({
    openai: {
      mind: ({ index }) =>
        index === 0
          ? scriptedMind([[{ say: SHORT_GREETING }], [{ say: 'Noted.' }]])
          : scriptedMind([
              repeatExactly,
              (context) => {
                const known = context.conversation.some(
                  (item) => 'text' in item && /tap is dripping/.test(item.text),
                );
                return [{ say: known ? 'About your tap.' : 'How can I help?' }];
              },
            ]),
    },
  });
  const caller = await world.placeCall();
  await caller.untilHeard(/Hello/);
  await caller.say('my kitchen tap is dripping');
  await caller.untilHeard(/Noted/);
  caller.call.mediaSocketKill('terminate');
  await caller.untilHeard(/we were cut off for a moment/);
  await caller.untilHeard(/About your tap/);
  expect(said(caller)).toContain('One moment, please.');
  caller.call.hangUp();
  await caller.call.untilEnded();
  expect(await world.rows('select resume_count, outcome from calls')).toEqual([
    { resume_count: 1, outcome: 'abandoned' },
  ]);
});

test('an engine that refuses every session leads to the keypad script, and the on-call person is paged', async () => {
  await using world = await startWorld({ openai: { faults: { sessionUpdate: 'reject' } } });
  world.log.expectError(/engine failed/);
  const caller = await world.placeCall();
  await caller.call.replyToGather({ digits: '' });
  await caller.call.untilEnded();
  expect(said(caller)).toMatch(/technical trouble/);
  expect(said(caller)).toMatch(/alerting the person on call/);
  expect(await world.rows('select outcome, outcome_reason, resume_count from calls')).toEqual([
    { outcome: 'message_taken', outcome_reason: 'tech_failure', resume_count: 2 },
  ]);
  expect(await world.database.listJobs()).toContainEqual(
    expect.objectContaining({ name: 'dispatch.page-on-call' }),
  );
});

test('an engine that never answers leaves the caller in silence for seconds, not for ever', async () => {
  await using world = await startWorld({
    openai: { faults: { response: 'silent' } },
    environment: { FIRST_AUDIO_LIMIT_MS: '1000' },
  });
  world.log.expectError(/engine failed/);
  const caller = await world.placeCall();
  await caller.call.untilVerb('Record');
  expect(caller.call.streams).toHaveLength(3);
  caller.call.hangUp();
  await caller.call.untilEnded();
});

test('a key that the engine refuses does not keep the caller waiting', async () => {
  await using world = await startWorld({ openai: { faults: { handshakeStatus: 401 } } });
  world.log.expectError(/engine failed/);
  const caller = await world.placeCall();
  await caller.call.untilVerb('Record');
  expect(caller.call.nowMs()).toBeLessThan(3_000);
  caller.call.hangUp();
  await caller.call.untilEnded();
});

test('a call that rings while PostgreSQL hangs is answered by the keypad script before the carrier gives up', async () => {
  await using world = await startWorld();
  world.log.expectError(/webhook failed|no answer in time/);
  world.databaseLine.stall();
  const caller = await world.placeCall();
  await caller.call.untilVerb('Record');
  expect(said(caller)).toMatch(/technical trouble/);
  expect(caller.call.problems).toEqual([]);
  caller.call.hangUp();
  world.databaseLine.heal();
  await caller.call.untilEnded();
});

test('a node that stops stays for the caller who leaves a message, and no longer', async () => {
  await using world = await startWorld({ environment: { DRAIN_LIMIT_MS: '600000' } });
  await world.rows("update businesses set status = 'paused' where slug = 't_oak'");
  const caller = await world.placeCall();
  await caller.call.untilVerb('Record');
  let isDrained = false;
  const drained = world.voice.drain().then(() => {
    isDrained = true;
  });
  await caller.call.replyToGather({ digits: '6145550177' });
  expect(isDrained).toBe(false);
  await caller.call.untilEnded();
  await drained;
  expect(said(caller)).toMatch(/Your message is recorded/);
  expect(caller.call.problems).toEqual([]);
});

test('a node that stops stays until the carrier was told that the call is over', async () => {
  await using world = await startWorld({
    environment: { DRAIN_LIMIT_MS: '600000' },
    openai: {
      mind: () =>
        scriptedMind([
          [{ say: SHORT_GREETING }],
          [{ say: 'Goodbye.' }, { call: { name: 'end_call', arguments: {} } }],
        ]),
    },
  });
  const caller = await world.placeCall();
  await caller.untilHeard(/Hello/);
  const drained = world.voice.drain();
  await caller.say('no thank you goodbye');
  await drained;
  await world.voice[Symbol.asyncDispose]();
  await caller.call.untilEnded();
  expect(caller.call.twimlHistory.map(({ verb }) => verb)).toEqual(['Connect', 'Hangup']);
});
