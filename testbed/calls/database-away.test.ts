import { expect, test } from 'vitest';
import { scriptedMind } from '../simulators/openai-realtime/index.ts';
import { startWorld } from '../world/world.ts';

test('PostgreSQL goes away in the middle of a call: the call goes on, and its rows are written when it is back', async () => {
  await using world = await startWorld({
    openai: {
      mind: () =>
        scriptedMind([
          [{ say: 'Hello.' }],
          [{ say: 'I heard that without a database.' }],
          [{ call: { name: 'check_service_area', arguments: { zip: '43215' } } }],
          (context) => {
            const result = context.conversation.findLast((item) => item.kind === 'result');
            return [
              {
                say:
                  result && 'output' in result && /unavailable/.test(result.output)
                    ? 'I cannot look that up now.'
                    : 'You are in our area.',
              },
            ];
          },
          [{ say: 'Goodbye.' }, { call: { name: 'end_call', arguments: {} } }],
        ]),
    },
  });
  const caller = await world.placeCall();
  await caller.untilHeard(/Hello/);
  world.databaseLine.cut();
  await caller.say('my basement is flooding');
  await caller.untilHeard(/without a database/);
  expect((await fetch(`${world.publicUrl}/health/ready`)).status).toBe(503);
  await caller.say('four three two one five');
  await caller.untilHeard(/cannot look that up/);
  await caller.say('no thank you goodbye');
  await caller.untilHeard(/Goodbye/);
  await caller.call.untilStreamEnded();
  expect(world.voice.journal.waitingCount).toBeGreaterThan(0);
  world.databaseLine.heal();
  await caller.call.untilEnded();
  expect(caller.call.twimlHistory.at(-1)?.verb).toBe('Hangup');
  await expect
    .poll(() => world.rows('select outcome, outcome_reason from calls'), { timeout: 15_000 })
    .toEqual([{ outcome: 'information_given', outcome_reason: 'info_only' }]);
  const turns = await world.rows<{ text: string }>('select text from transcript_turns order by started_at');
  expect(turns.map(({ text }) => text)).toContain('my basement is flooding');
  expect(world.voice.journal.dropped).toBe(0);
});

test('a call that rings while PostgreSQL is away hears a sentence, and its message is kept until it is back', async () => {
  await using world = await startWorld();
  world.log.expectError(/webhook failed/);
  world.databaseLine.cut();
  const caller = await world.placeCall();
  await caller.call.replyToGather({ digits: '' });
  await caller.call.untilVerb('Hangup');
  const said = caller.call.twimlHistory.map(({ text }) => text).join(' ');
  expect(said).toMatch(/technical trouble/);
  expect(said).not.toMatch(/alerting/);
  world.databaseLine.heal();
  await caller.call.untilEnded();
  await expect
    .poll(() => world.rows('select to_raw, caller_phone from unrouted_messages'), { timeout: 15_000 })
    .toEqual([{ to_raw: '+16145550142', caller_phone: '+16145550115' }]);
});
