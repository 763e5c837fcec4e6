import { forBusiness, removeHoldMusic, type SystemContext, setHoldMusic } from '@afterhourfix/domain';
import { systemClock } from '@afterhourfix/foundation';
import { BusinessId } from '@afterhourfix/vocabulary';
import { expect, test } from 'vitest';
import { type Mind, scriptedMind } from '../simulators/openai-realtime/index.ts';
import { repeatExactly, SHORT_GREETING } from '../world/obedient-replies.ts';
import { OAK, startWorld, type World } from '../world/world.ts';

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

/** All that the person who was rung, or their machine, has heard. */
const heardByPerson = (world: World) =>
  world.carrier.outgoing.flatMap(({ twimlHistory }) => twimlHistory.map(({ text }) => text)).join(' ');
async function askForPerson(world: World, request: { from?: string } = {}) {
  const caller = await world.placeCall(request);
  await caller.untilHeard(/Hello/);
  await caller.say('can I talk to a person please');
  return caller;
}

test('a person is told who calls, presses 1, and gets the caller, who has heard music meanwhile', async () => {
  await using world = await startWorld({
    openai: { mind },
    callees: { [OAK.onCall]: { kind: 'answers', presses: '1' } },
  });
  const caller = await askForPerson(world);
  await caller.untilHeard(/trying to reach a person/);
  await caller.call.untilEnded();
  const [person] = world.carrier.outgoing;
  await person?.untilEnded();
  expect(person).toMatchObject({ from: OAK.number, to: OAK.onCall, answeredBy: 'human' });
  expect(heardByPerson(world)).toMatch(/Oak .* A caller, from 6 1 4, 5 5 5, 0 1 1 5, asks for a person/);
  expect(heardByPerson(world)).toMatch(/The talk is recorded\. Press 1 .* Connecting you now/);
  const verbs = caller.call.twimlHistory.map(({ verb }) => verb);
  expect(verbs.indexOf('Play')).toBeGreaterThan(verbs.indexOf('Connect'));
  expect(verbs.at(-2)).toBe('Dial');
  expect(await world.rows('select outcome, outcome_reason from calls')).toEqual([
    { outcome: 'transferred', outcome_reason: 'handed_to_human' },
  ]);
});

test.each([
  ['ours', null],
  ['the owner’s', 'https://oak.example/music.mp3'],
])('the music is %s', async (_whose, url) => {
  await using world = await startWorld({ openai: { mind } });
  await world.rows('update businesses set hold_music_url = $1', [url]);
  const caller = await askForPerson(world);
  await caller.call.untilVerb('Play');
  const ours = `${world.publicUrl}/twilio/hold-music.wav`;
  expect(caller.call.twimlHistory.find(({ verb }) => verb === 'Play')?.text).toBe(url ?? ours);
  const music = await fetch(ours);
  expect(music.headers.get('content-type')).toBe('audio/wav');
  expect(
    Buffer.from(await music.arrayBuffer())
      .subarray(8, 12)
      .toString(),
  ).toBe('WAVE');
  caller.call.hangUp();
  await caller.call.untilEnded();
});

test('a file that the owner has given is played, and ours to a business that is not there', async () => {
  await using world = await startWorld({ openai: { mind } });
  const system: SystemContext = { db: world.database.system, clock: systemClock, log: world.log.log };
  const [oak] = await world.rows<{ id: string }>(`select id from businesses where slug = '${OAK.slug}'`);
  const ctx = await forBusiness(system, BusinessId.parse(oak?.id), { kind: 'operator' });
  const file = Buffer.concat([Buffer.from('ID3'), Buffer.alloc(20_000, 7)]);
  expect(await setHoldMusic(ctx, { file: Buffer.from('<html>') })).toEqual({
    ok: false,
    refusal: 'not-audio',
  });
  expect(await setHoldMusic(ctx, { file })).toEqual({ ok: true });
  const caller = await askForPerson(world);
  await caller.call.untilVerb('Play');
  const url = caller.call.twimlHistory.find(({ verb }) => verb === 'Play')?.text ?? '';
  const music = await fetch(url);
  expect(music.headers.get('content-type')).toBe('audio/mpeg');
  expect(Buffer.from(await music.arrayBuffer()).equals(file)).toBe(true);
  const other = new URL(url);
  other.searchParams.set('business', '0197a000-0000-7000-8000-000000000999');
  expect((await fetch(other)).headers.get('content-type')).toBe('audio/wav');
  await removeHoldMusic(ctx);
  expect((await fetch(url)).headers.get('content-type')).toBe('audio/wav');
  caller.call.hangUp();
  await caller.call.untilEnded();
});

test.each([
  [false, ['completed']],
  [true, []],
])('the talk with the person is recorded unless the caller refused: %s', async (isRefused, statuses) => {
  await using world = await startWorld({
    openai: { mind },
    callees: { [OAK.onCall]: { kind: 'answers', presses: '1', afterRingMs: 9_000 } },
  });
  const caller = await askForPerson(world);
  await caller.call.untilVerb('Play');
  if (isRefused) await world.rows('update calls set recording_refused_at = now()');
  await caller.call.untilEnded();
  expect(caller.call.recordings.map(({ status }) => status)).toEqual(statuses);
  expect(await world.rows('select status from recordings')).toEqual(statuses.map((status) => ({ status })));
});

test.each([false, true])(
  'what caller and person say is kept without card numbers, unless the caller refused: %s',
  async (isRefused) => {
    await using world = await startWorld({
      openai: { mind },
      callees: { [OAK.onCall]: { kind: 'answers', presses: '1', talksForMs: 60_000 } },
    });
    const caller = await askForPerson(world);
    await caller.call.untilVerb('Play');
    if (isRefused) await world.rows('update calls set recording_refused_at = now()');
    await caller.call.untilVerb('Dial');
    if (!isRefused) await caller.call.untilTranscribed();
    const [talk] = caller.call.transcriptions;
    talk?.understand({ track: 'outbound_track', text: 'this is Joe' });
    talk?.understand({ track: 'inbound_track', text: 'my water', isFinal: false });
    talk?.understand({ track: 'inbound_track', text: 'my water heater leaks, card is 4242 4242' });
    caller.call.hangUp();
    await caller.call.untilEnded();
    const turns = await world.rows(
      "select speaker, text from transcript_turns where item_id like 'talk:%' order by started_at",
    );
    if (isRefused) expect([talk, turns]).toEqual([undefined, []]);
    else
      expect(turns).toEqual([
        { speaker: 'person', text: 'this is Joe' },
        { speaker: 'caller', text: expect.stringMatching(/^my water heater leaks, card is \[[^\]]*\]$/) },
      ]);
  },
);

test('behind a switchboard the extension is dialled, and the person there takes the call', async () => {
  await using world = await startWorld({
    openai: { mind },
    callees: { [OAK.onCall]: { kind: 'answers', extension: '204', presses: '1' } },
  });
  await world.rows("update businesses set on_call_extension = '204'");
  const caller = await askForPerson(world);
  await caller.call.untilEnded();
  expect(await world.rows('select outcome from calls')).toEqual([{ outcome: 'transferred' }]);
});

test('who may be a machine hears of the caller only on a key', async () => {
  await using world = await startWorld({
    openai: { mind },
    callees: { [OAK.onCall]: { kind: 'answers', answeredBy: 'unknown', presses: ['9', '1'] } },
  });
  const caller = await askForPerson(world);
  await caller.call.untilEnded();
  expect(heardByPerson(world)).toMatch(/Press 9 to hear who is calling\..*asks for a person\./);
  expect(await world.rows('select outcome from calls')).toEqual([{ outcome: 'transferred' }]);
});

test('while Twilio takes no calls from us, the caller’s own leg rings the person', async () => {
  await using world = await startWorld({
    openai: { mind },
    callees: { [OAK.onCall]: { kind: 'answers', presses: '1' } },
  });
  world.rest.failNext('unavailable', { times: 9, path: /Calls/ });
  const caller = await askForPerson(world);
  await caller.call.untilEnded();
  const dial = caller.call.twimlHistory.find(({ verb }) => verb === 'Dial');
  expect(dial?.attributes).toMatchObject({ callerId: '+16145550115', answerOnBridge: 'true' });
  expect(await world.rows('select outcome from calls')).toEqual([{ outcome: 'transferred' }]);
});

test('a caller who cannot be called away from the music is joined, or taken back, when it ends', async () => {
  await using world = await startWorld({
    openai: { mind },
    callees: { [OAK.onCall]: { kind: 'answers', presses: '1', talksForMs: 60_000 } },
  });
  world.rest.failNext('unavailable', { times: 9, path: /Calls\/CA/ });
  const caller = await askForPerson(world);
  await caller.call.untilEnded();
  expect(await world.rows('select outcome from calls')).toEqual([{ outcome: 'transferred' }]);
});

test.each([
  ['nobody answers', { kind: 'no-answer' }],
  ['the line is busy', { kind: 'busy' }],
  ['a person answers and presses nothing', { kind: 'answers' }],
  ['a voicemail answers', { kind: 'answers', answeredBy: 'machine', presses: '1' }],
  ['the person declines with another key', { kind: 'answers', presses: '2' }],
] as const)('when %s the agent comes back and says so', async (what, behaviour) => {
  await using world = await startWorld({ openai: { mind }, callees: { [OAK.onCall]: behaviour } });
  const caller = await askForPerson(world);
  await caller.untilHeard(/nobody could take your call/);
  await caller.untilHeard(/take care of it myself/);
  await caller.say('no thank you goodbye');
  await caller.call.untilEnded();
  if (what === 'a voicemail answers') expect(heardByPerson(world)).not.toMatch(/caller|6 1 4/);
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
    world.rest.failNext('unavailable', { path: /Calls/ });
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
  await caller.call.untilVerb('Play');
  caller.call.hangUp();
  await caller.call.untilEnded();
  expect(await world.carrier.outgoing[0]?.untilEnded()).toBe('canceled');
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
  await expect.poll(() => heardByPerson(world), { timeout: 15_000 }).toMatch(/Connecting you now/);
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
