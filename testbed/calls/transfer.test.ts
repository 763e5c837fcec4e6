import { expect, test } from 'vitest';
import { type Mind, scriptedMind } from '../simulators/openai-realtime/index.ts';
import { repeatExactly, SHORT_GREETING } from '../world/obedient-replies.ts';
import { OAK, startWorld } from '../world/world.ts';

const transferring = (): Mind =>
  scriptedMind([
    [{ say: SHORT_GREETING }],
    [{ call: { name: 'transfer_call', arguments: { reason: 'wants a person' } } }],
    repeatExactly,
  ]);
const back = (): Mind =>
  scriptedMind([
    repeatExactly,
    (context) => {
      const isTold = context.conversation.some(
        (item) => item.kind === 'system' && /nobody took it/.test(item.text),
      );
      return [{ say: isTold ? 'I can take care of it myself.' : 'Connecting you.' }];
    },
    [{ say: 'Goodbye.' }, { call: { name: 'end_call', arguments: {} } }],
  ]);
const said = (caller: { call: { twimlHistory: readonly { text: string }[] } }) =>
  caller.call.twimlHistory.map(({ text }) => text).join(' ');
const mind = ({ index }: { index: number }) => (index === 0 ? transferring() : back());

test('a person who presses 1 gets the caller, and the call ends as transferred', async () => {
  await using world = await startWorld({
    openai: { mind },
    callees: { [OAK.onCall]: { kind: 'answers', presses: '1' } },
  });
  const caller = await world.placeCall();
  await caller.untilHeard(/Hello/);
  await caller.say('can I talk to a person please');
  await caller.untilHeard(/trying to reach a person/);
  await caller.call.untilEnded();
  const dial = caller.call.twimlHistory.find(({ verb }) => verb === 'Dial');
  expect(dial?.attributes).toMatchObject({ callerId: '+16145550115', answerOnBridge: 'true' });
  expect(await world.rows('select outcome, outcome_reason from calls')).toEqual([
    { outcome: 'transferred', outcome_reason: 'handed_to_human' },
  ]);
});

test.each([
  ['nobody answers', { kind: 'no-answer' }],
  ['the line is busy', { kind: 'busy' }],
  ['a voicemail answers and presses nothing', { kind: 'answers' }],
  ['the person declines with another key', { kind: 'answers', presses: '2' }],
] as const)('when %s the agent comes back and says so', async (_what, behaviour) => {
  await using world = await startWorld({ openai: { mind }, callees: { [OAK.onCall]: behaviour } });
  const caller = await world.placeCall();
  await caller.untilHeard(/Hello/);
  await caller.say('can I talk to a person please');
  await caller.untilHeard(/nobody could take your call/);
  await caller.untilHeard(/take care of it myself/);
  await caller.say('no thank you goodbye');
  await caller.call.untilEnded();
  expect(await world.rows('select outcome, outcome_reason from calls')).toEqual([
    { outcome: 'escalation_exhausted', outcome_reason: 'nobody_took_transfer' },
  ]);
});

test.each(['+266696687', '+86282452253', 'anonymous'])(
  'a caller whose number is withheld, told as %s, is shown to the person rung as the number dialled',
  async (from) => {
    await using world = await startWorld({
      openai: { mind },
      callees: { [OAK.onCall]: { kind: 'no-answer' } },
    });
    const caller = await world.placeCall({ from });
    await caller.untilHeard(/Hello/);
    await caller.say('can I talk to a person please');
    await caller.call.untilVerb('Dial');
    const dial = caller.call.twimlHistory.find(({ verb }) => verb === 'Dial');
    expect(dial?.attributes).toMatchObject({ callerId: OAK.number });
    caller.call.hangUp();
    await caller.call.untilEnded();
  },
);

test('a caller who hangs up while a person is being rung costs no further engine session', async () => {
  await using world = await startWorld({
    openai: { mind },
    callees: { [OAK.onCall]: { kind: 'no-answer' } },
  });
  const caller = await world.placeCall();
  await caller.untilHeard(/Hello/);
  await caller.say('can I talk to a person please');
  await caller.call.untilVerb('Dial');
  caller.call.hangUp();
  await caller.call.untilEnded();
  expect(world.openai.sessions).toHaveLength(1);
  expect(await world.rows('select outcome from calls')).toEqual([{ outcome: 'abandoned' }]);
});

test('a caller who hangs up on the person who took the call was handed over, whatever the carrier reports', async () => {
  await using world = await startWorld({
    openai: { mind },
    callees: { [OAK.onCall]: { kind: 'answers', presses: '1', talksForMs: 600_000 } },
  });
  const caller = await world.placeCall();
  await caller.untilHeard(/Hello/);
  await caller.say('can I talk to a person please');
  const isTaken = () => world.rows("select 1 from calls where handover->>'isAccepted' = 'true'");
  await expect.poll(isTaken, { timeout: 15_000 }).toHaveLength(1);
  caller.call.hangUp();
  await caller.call.untilEnded();
  expect(world.openai.sessions).toHaveLength(1);
  expect(await world.rows('select outcome from calls')).toEqual([{ outcome: 'transferred' }]);
});

test('while PostgreSQL hangs, a person can be asked for and can take the call', async () => {
  await using world = await startWorld({
    openai: { mind },
    callees: { [OAK.onCall]: { kind: 'answers', presses: '1', talksForMs: 60_000 } },
  });
  const caller = await world.placeCall();
  await caller.untilHeard(/Hello/);
  await caller.say('can I talk to a person please');
  await caller.untilCaught(/trying to reach a person/);
  world.databaseLine.stall();
  await expect.poll(() => said(caller), { timeout: 15_000 }).toMatch(/Connecting you now/);
  world.databaseLine.heal();
  await caller.call.untilEnded();
  expect(said(caller)).not.toMatch(/hung up|technical trouble/);
  expect(await world.rows('select outcome, transfer_count from calls')).toEqual([
    { outcome: 'transferred', transfer_count: 1 },
  ]);
});

test('a third transfer in one call is refused, and the agent is told why', async () => {
  await using world = await startWorld({
    openai: {
      mind: () =>
        scriptedMind([
          [{ say: SHORT_GREETING }],
          [{ call: { name: 'transfer_call', arguments: { reason: 'wants a person' } } }],
          (context) => {
            const result = context.conversation.find((item) => item.kind === 'result');
            const isTold = result && 'output' in result && /already-tried/.test(result.output);
            return [{ say: isTold ? 'We have tried that twice.' : 'Hm.' }];
          },
        ]),
    },
  });
  const caller = await world.placeCall();
  await caller.untilHeard(/Hello/);
  await world.rows('update calls set transfer_count = 2');
  await caller.say('can I talk to a person please');
  await caller.untilHeard(/tried that twice/);
  caller.call.hangUp();
  await caller.call.untilEnded();
});

test('with nobody on call the agent is told at once and the caller stays with it', async () => {
  await using world = await startWorld({
    openai: {
      mind: () =>
        scriptedMind([
          [{ say: SHORT_GREETING }],
          [{ call: { name: 'transfer_call', arguments: { reason: 'wants a person' } } }],
          (context) => {
            const result = context.conversation.find((item) => item.kind === 'result');
            return [
              {
                say:
                  result && 'output' in result && /nobody-on-call/.test(result.output)
                    ? 'Nobody is on call.'
                    : 'Hm.',
              },
            ];
          },
        ]),
    },
  });
  await world.rows("update businesses set on_call_number = null, owner_number = null where slug = 't_oak'");
  await world.rows("update technicians set phone = null, on_call = 'none'");
  const caller = await world.placeCall();
  await caller.untilHeard(/Hello/);
  await caller.say('can I talk to a person please');
  await caller.untilHeard(/Nobody is on call/);
  caller.call.hangUp();
  await caller.call.untilEnded();
  expect(caller.call.streams).toHaveLength(1);
});
