import { expect, test } from 'vitest';
import { scriptedMind } from '../simulators/openai-realtime/index.ts';
import { SHORT_GREETING } from '../world/obedient-replies.ts';
import { startWorld } from '../world/world.ts';

const LEFT_MESSAGES = `select slug, outcome, outcome_reason, from_number, caller_phone,
    completed_at is not null as is_complete
  from calls join messages on messages.call_id = calls.id join businesses on businesses.id = calls.business_id
  where ended_at is not null`;

test('PostgreSQL goes away in the middle of a call: the call goes on, and its rows are written when it is back', async () => {
  await using world = await startWorld({
    openai: {
      mind: () =>
        scriptedMind([
          [{ say: SHORT_GREETING }],
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
  await caller.say('my kitchen tap is dripping');
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
  expect(turns.map(({ text }) => text)).toContain('my kitchen tap is dripping');
  expect(world.voice.journal.dropped).toBe(0);
});

test('half a minute without PostgreSQL costs a call nothing: every word of it is written when it is back', async () => {
  const answers = Array.from({ length: 40 }, (_, index) => [{ say: `That was number ${index + 1}.` }]);
  await using world = await startWorld({
    openai: { mind: () => scriptedMind([[{ say: SHORT_GREETING }], ...answers]) },
  });
  const caller = await world.placeCall();
  await caller.untilHeard(/Hello/);
  const cutAtMs = performance.now();
  world.databaseLine.cut();
  let count = 0;
  while (performance.now() - cutAtMs < 30_000) {
    await caller.say('my kitchen tap is dripping');
    await caller.untilHeard(new RegExp(`number ${++count}\\.`));
  }
  world.databaseLine.heal();
  await caller.say('no thank you goodbye');
  await caller.untilHeard(new RegExp(`number ${++count}\\.`));
  caller.call.hangUp();
  await caller.call.untilEnded();
  await expect
    .poll(() => world.rows('select outcome from calls'), { timeout: 15_000 })
    .toEqual([{ outcome: 'abandoned' }]);
  const turns = await world.rows<{ speaker: string }>('select speaker from transcript_turns');
  expect(turns.filter(({ speaker }) => speaker === 'caller')).toHaveLength(count);
  expect(turns.filter(({ speaker }) => speaker === 'agent')).toHaveLength(count + 1);
  expect(world.voice.journal.dropped).toBe(0);
}, 90_000);

test('a call that rings while PostgreSQL is away leaves a message, which pages the business when it is back', async () => {
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
    .poll(() => world.rows(LEFT_MESSAGES), { timeout: 15_000 })
    .toEqual([
      {
        slug: 't_oak',
        outcome: 'message_taken',
        outcome_reason: 'tech_failure',
        from_number: '+16145550115',
        caller_phone: '+16145550115',
        is_complete: true,
      },
    ]);
  const jobs = await world.database.listJobs();
  expect(jobs.map(({ name }) => name)).toContain('dispatch.page-on-call');
  expect(await world.rows('select 1 from unrouted_messages')).toEqual([]);
});
