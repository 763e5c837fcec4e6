import { expect, test } from 'vitest';
import { scriptedMind } from '../simulators/openai-realtime/index.ts';
import { startWorld } from '../world/world.ts';

test('one node answers the webhook, another gets the media: the caller does not notice', async () => {
  await using world = await startWorld({
    hasSecondNode: true,
    openai: {
      mind: () =>
        scriptedMind([
          [{ say: 'Hello.' }],
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
