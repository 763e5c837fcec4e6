import { expect, test } from 'vitest';
import { scriptedMind } from '../simulators/openai-realtime/index.ts';
import { SHORT_GREETING } from '../world/obedient-replies.ts';
import { startWorld, type World } from '../world/world.ts';

/** Published versions are immutable for the product, not for its test. */
const setEngine = (world: World, settings: Record<string, unknown>) =>
  world.rows('update agent_versions set engine = engine || $1::jsonb', [JSON.stringify(settings)]);

const echo = () => ({
  respond: ({ responseInstructions }: { responseInstructions: string | null }) => [
    { say: /"(.*)"/s.exec(responseInstructions ?? '')?.[1] ?? 'Yes?' },
  ],
});

test('a caller who says nothing is asked once, then told goodbye, then hung up on', async () => {
  await using world = await startWorld({ openai: { mind: echo } });
  await setEngine(world, { silencePromptAfterMs: 700, silenceGoodbyeAfterMs: 700 });
  const caller = await world.placeCall();
  await caller.untilHeard(/going on/);
  await caller.untilHeard(/still there/);
  await caller.untilHeard(/Goodbye/);
  await caller.call.untilEnded();
  expect(caller.heard.filter(({ words }) => /still there/.test(words))).toHaveLength(1);
  expect(caller.call.twimlHistory.at(-1)?.verb).toBe('Hangup');
  expect(await world.rows('select outcome, outcome_reason from calls')).toEqual([
    { outcome: 'abandoned', outcome_reason: 'caller_silent' },
  ]);
});

test('a caller who speaks again after the prompt is not hung up on', async () => {
  await using world = await startWorld({ openai: { mind: echo } });
  await setEngine(world, { silencePromptAfterMs: 700, silenceGoodbyeAfterMs: 1500 });
  const caller = await world.placeCall();
  await caller.untilHeard(/still there/);
  await caller.say('my kitchen tap is dripping');
  await caller.untilHeard(/Yes\?/);
  caller.call.hangUp();
  await caller.call.untilEnded();
  expect(caller.heard.some(({ words }) => /Goodbye/.test(words))).toBe(false);
});

test('a call that is too long ends with a goodbye that is heard to its end', async () => {
  await using world = await startWorld({ openai: { mind: echo } });
  await setEngine(world, { maxCallMs: 5_500 });
  const caller = await world.placeCall();
  await caller.untilHeard(/I have to end this call/);
  await caller.untilHeard(/Goodbye/);
  await caller.call.untilEnded();
  expect(await world.rows('select outcome, outcome_reason from calls')).toEqual([
    { outcome: 'abandoned', outcome_reason: 'max_duration' },
  ]);
});

test('end_call waits until the farewell was heard, word for word', async () => {
  const farewell = 'Thank you for calling Oak and Iron, and do call again whenever anything leaks. Goodbye.';
  await using world = await startWorld({
    openai: {
      mind: () =>
        scriptedMind([
          [{ say: SHORT_GREETING }],
          [{ say: farewell }, { call: { name: 'end_call', arguments: {} } }],
        ]),
    },
  });
  const caller = await world.placeCall();
  await caller.untilHeard(/Hello/);
  await caller.say('no thank you goodbye');
  await caller.call.untilEnded();
  expect(caller.heard.map(({ words }) => words).join(' ')).toContain(farewell);
  expect(await world.rows('select outcome, outcome_reason from calls')).toEqual([
    { outcome: 'information_given', outcome_reason: 'info_only' },
  ]);
});

test('an agent that hangs up without a word still says goodbye', async () => {
  await using world = await startWorld({
    openai: {
      mind: () =>
        scriptedMind([
          [{ say: SHORT_GREETING }],
          [{ call: { name: 'end_call', arguments: { reason: 'wrong_number' } } }],
          [{ say: 'Thank you for calling. Goodbye.' }],
        ]),
    },
  });
  const caller = await world.placeCall();
  await caller.untilHeard(/Hello/);
  await caller.say('no thank you goodbye');
  await caller.untilHeard(/Goodbye/);
  await caller.call.untilEnded();
  expect(await world.rows('select outcome, outcome_reason from calls')).toEqual([
    { outcome: 'wrong_number', outcome_reason: 'wrong_number' },
  ]);
});

test('keys pressed on the telephone reach the agent as one number', async () => {
  await using world = await startWorld({
    openai: {
      mind: () =>
        scriptedMind([
          [{ say: SHORT_GREETING }],
          (context) => {
            const note = context.conversation.find((item) => item.kind === 'system');
            return [
              { say: note && /43215/.test(note.text) ? 'Four three two one five, thank you.' : 'Sorry?' },
            ];
          },
        ]),
    },
  });
  const caller = await world.placeCall();
  await caller.untilHeard(/Hello/);
  for (const key of '43215#') caller.call.pressKey(key);
  await caller.untilHeard(/Four three two one five/);
  caller.call.hangUp();
  await caller.call.untilEnded();
  // In the transcript, so that an agent who comes back to the call knows them too.
  expect(await world.rows("select text from transcript_turns where speaker = 'caller'")).toEqual([
    { text: '(keyed in 43215)' },
  ]);
});

test('an agent in PCM16 at 24 kHz hears and is heard as well as in µ-law', async () => {
  await using world = await startWorld({
    openai: {
      mind: () =>
        scriptedMind([
          [{ say: `Hello from the other format. ${SHORT_GREETING}` }],
          [{ say: 'I understood every word.' }],
        ]),
    },
  });
  await setEngine(world, { audioFormat: 'pcm16' });
  const caller = await world.placeCall();
  await caller.untilHeard(/Hello from the other format/);
  await caller.say('my kitchen tap is dripping');
  await caller.untilHeard(/every word/);
  caller.call.hangUp();
  await caller.call.untilEnded();
  expect(caller.damaged).toBe(0);
  expect(await world.rows("select text from transcript_turns where speaker = 'caller'")).toEqual([
    { text: 'my kitchen tap is dripping' },
  ]);
});
