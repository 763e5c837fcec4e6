import { expect, test } from 'vitest';
import { type Mind, scriptedMind } from '../simulators/openai-realtime/index.ts';
import { repeatExactly, SHORT_GREETING } from '../world/obedient-replies.ts';
import { OAK, startWorld } from '../world/world.ts';

const TAKE = {
  name: 'take_message',
  arguments: { name: 'Marla Quint', problem: 'When does the part come?' },
};

/** Says of the message only what its tool answered. */
const takingMessage = (): Mind =>
  scriptedMind([
    [{ say: SHORT_GREETING }],
    [{ call: TAKE }],
    (context) => {
      const result = context.conversation.findLast((item) => item.kind === 'result');
      const isPaged = result && 'output' in result && JSON.parse(result.output).message?.isPaged;
      return [{ say: isPaged ? 'They are being texted now.' : 'It is kept for the office.' }];
    },
    [{ say: 'Goodbye.' }, { call: { name: 'end_call', arguments: {} } }],
  ]);

test('a message that the agent takes pages the person on call, and is the outcome of the call', async () => {
  await using world = await startWorld({ openai: { mind: takingMessage } });
  const caller = await world.placeCall();
  await caller.untilHeard(/Hello/);
  await caller.say('can I leave a message please');
  await caller.untilHeard(/being texted now/);
  await caller.say('no thank you goodbye');
  await caller.call.untilEnded();
  expect(await world.rows('select outcome, outcome_reason from calls')).toEqual([
    { outcome: 'message_taken', outcome_reason: 'agent_message' },
  ]);
  expect(await world.rows('select source, caller_name, caller_phone, problem from messages')).toEqual([
    {
      source: 'agent',
      caller_name: 'Marla Quint',
      caller_phone: '+16145550115',
      problem: 'When does the part come?',
    },
  ]);
  const jobs = await world.database.listJobs();
  expect(jobs.map(({ name }) => name)).toContain('dispatch.page-on-call');
});

test('a caller whom no person took is known to the person on call when the call is over', async () => {
  await using world = await startWorld({
    openai: {
      mind: ({ index }) =>
        index === 0
          ? scriptedMind([
              [{ say: SHORT_GREETING }],
              [{ call: { name: 'transfer_call', arguments: { reason: 'wants a person' } } }],
              repeatExactly,
            ])
          : scriptedMind([repeatExactly, [{ say: 'Can I take a message?' }]]),
    },
    callees: { [OAK.onCall]: { kind: 'no-answer' } },
  });
  const caller = await world.placeCall();
  await caller.untilHeard(/Hello/);
  await caller.say('can I talk to a person please');
  await caller.untilHeard(/nobody could take your call/);
  await caller.untilHeard(/take a message/);
  caller.call.hangUp();
  await caller.call.untilEnded();
  const [call] = await world.rows<{ id: string }>('select id from calls');
  const jobs = await world.database.listJobs();
  expect(jobs.filter(({ name }) => name === 'dispatch.page-missed-transfer')).toMatchObject([
    { payload: { callId: call?.id } },
  ]);
});
