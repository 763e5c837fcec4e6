import { expect, test } from 'vitest';
import { startWorld } from '../world/world.ts';

test('books a technician for a flooding basement, from spoken words to a row', async () => {
  await using world = await startWorld();
  const caller = await world.placeCall();
  await caller.untilHeard(/AI assistant/);
  await caller.say('my basement is flooding');
  await caller.untilHeard(/zip/i);
  await caller.say('four three two one five');
  await caller.untilHeard(/\$|dollars/i);
  caller.call.hangUp();
  await caller.call.untilEnded();
  console.log(caller.heard);
  expect(await world.rows('select speaker, text from transcript_turns order by started_at')).toEqual([]);
});
