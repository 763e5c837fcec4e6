import { expect, test } from 'vitest';
import { scriptedMind } from '../simulators/openai-realtime/index.ts';
import { repeatExactly, SHORT_GREETING } from '../world/obedient-replies.ts';
import { OAK, startWorld } from '../world/world.ts';

test('one node answers the webhook, another gets the media: the caller does not notice', async () => {
  await using world = await startWorld({
    hasSecondNode: true,
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
  await caller.say('no thank you goodbye');
  await caller.untilHeard(/Goodbye/);
  await caller.call.untilEnded();
  expect(caller.call.twimlHistory.map(({ verb }) => verb)).toEqual(['Connect', 'Hangup']);
  await expect
    .poll(() => world.rows('select outcome, carrier_status from calls'))
    .toEqual([{ outcome: 'information_given', carrier_status: 'completed' }]);
});

test('a caller whose engine dies on one node is known to the node that takes over, to the last word', async () => {
  await using world = await startWorld({
    hasSecondNode: true,
    openai: {
      mind: ({ index }) =>
        index < 2
          ? scriptedMind([[{ say: SHORT_GREETING }], [{ say: 'One moment.' }]])
          : scriptedMind([
              repeatExactly,
              ({ conversation }) => {
                const known = conversation.map((item) => ('text' in item ? item.text : '')).join(' | ');
                return [{ say: /tap is dripping/.test(known) ? 'About your tap.' : 'Who is it?' }];
              },
            ]),
    },
  });
  world.log.expectError(/engine failed/);
  const caller = await world.placeCall();
  await caller.untilHeard(/Hello/);
  // The node with the media has the second session: the first was opened where the webhook came in.
  const session = await world.openai.session(2);
  world.openai.faults = { ...world.openai.faults, handshakeStatus: 401 };
  session.setFaults({
    drop: {
      afterEvent: 'conversation.item.input_audio_transcription.completed',
      nth: 1,
      how: 'terminate',
    },
  });
  await caller.say('my kitchen tap is dripping');
  await caller.call.untilStreamEnded();
  world.openai.faults = { ...world.openai.faults, handshakeStatus: null };
  await caller.untilHeard(/About your tap/);
  caller.call.hangUp();
  await caller.call.untilEnded();
});

test('a caller whom nobody could take is told so by the other node too, and not that the line broke', async () => {
  await using world = await startWorld({
    hasSecondNode: true,
    callees: { [OAK.onCall]: { kind: 'busy' } },
    openai: {
      mind: ({ index }) =>
        index < 2
          ? scriptedMind([
              [{ say: SHORT_GREETING }],
              [{ call: { name: 'transfer_call', arguments: { reason: 'wants a person' } } }],
              repeatExactly,
            ])
          : scriptedMind([repeatExactly, [{ say: 'I can take a message.' }], [{ say: 'Goodbye.' }]]),
    },
  });
  const caller = await world.placeCall();
  await caller.untilHeard(/Hello/);
  await caller.say('can I talk to a person please');
  await caller.untilHeard(/nobody could take your call/);
  await caller.untilHeard(/take a message/);
  caller.call.hangUp();
  await caller.call.untilEnded();
  await expect
    .poll(() => world.rows('select outcome, outcome_reason from calls'), { timeout: 5_000 })
    .toEqual([{ outcome: 'escalation_exhausted', outcome_reason: 'nobody_took_transfer' }]);
});
