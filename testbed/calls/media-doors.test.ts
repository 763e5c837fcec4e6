import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CallFaults } from '../simulators/carrier/index.ts';
import { scriptedMind } from '../simulators/openai-realtime/index.ts';
import type { Caller } from '../world/caller.ts';
import { repeatExactly, SHORT_GREETING } from '../world/obedient-replies.ts';
import { startWorld, type World } from '../world/world.ts';

describe('the media socket', () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld({ openai: { mind: () => scriptedMind([[{ say: SHORT_GREETING }]]) } });
    world.expectProblem(/31920|31921|refused/i);
  });
  afterAll(() => world[Symbol.asyncDispose]());

  const refusedStory = async (faults: CallFaults) => {
    const caller = await world.placeCall({ faults });
    await caller.call.untilStreamEnded();
    const stream = caller.call.streams[0];
    caller.call.hangUp();
    await caller.call.untilEnded();
    return { closeCode: stream?.closeCode, bytesReceived: stream?.bytesReceived };
  };

  test('is refused without a signature, and nothing is said over it', async () => {
    expect(await refusedStory({ streamSignature: 'missing' })).toMatchObject({ bytesReceived: 0 });
  });

  test('is refused with a wrong signature', async () => {
    expect(await refusedStory({ streamSignature: 'wrong' })).toMatchObject({ bytesReceived: 0 });
  });

  test('is closed when it brings no token', async () => {
    expect(await refusedStory({ streamParameters: {} })).toEqual({ closeCode: 1008, bytesReceived: 0 });
  });

  test('is closed when it brings a token that we never gave', async () => {
    const streamParameters = { token: 'A'.repeat(43) };
    expect(await refusedStory({ streamParameters })).toEqual({ closeCode: 1008, bytesReceived: 0 });
  });

  test("is closed when its token belongs to another call, and the other call's token stays good", async () => {
    const other = await world.placeCall();
    await other.untilHeard(/Hello/);
    const token = other.call.streams[0]?.customParameters.token ?? '';
    expect(token).not.toBe('');
    expect(await refusedStory({ streamParameters: { token } })).toEqual({
      closeCode: 1008,
      bytesReceived: 0,
    });
    expect(other.call.streams[0]?.closedAtMs).toBeNull();
    other.call.hangUp();
    await other.call.untilEnded();
  });

  test('is closed when start names a call that is not its own', async () => {
    const other = await world.placeCall();
    await other.untilHeard(/Hello/);
    expect(await refusedStory({ startCallSid: other.call.callSid })).toEqual({
      closeCode: 1008,
      bytesReceived: 0,
    });
    other.call.hangUp();
    await other.call.untilEnded();
  });

  test('that is refused never reaches an engine session with audio', () => {
    for (const session of world.openai.sessions) expect(session.errors).toEqual([]);
  });
});

describe('a live media socket', () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld({
      openai: { mind: () => scriptedMind([[{ say: SHORT_GREETING }], [{ say: 'I am still here.' }]]) },
    });
  });
  afterAll(() => world[Symbol.asyncDispose]());

  const hostile: [string, string | Uint8Array][] = [
    ['broken JSON', '{"event":"media","media":{"payload":'],
    ['a binary frame', new Uint8Array([0, 255, 1, 254])],
    [
      'bad base64',
      '{"event":"media","sequenceNumber":"9","streamSid":"MZ","media":{"track":"inbound","chunk":"9","timestamp":"9","payload":"%%%%"}}',
    ],
    [
      'a payload that would break out of JSON',
      '{"event":"media","media":{"timestamp":"9","payload":"AA\\"}AA"}}',
    ],
    ['an unknown event', '{"event":"telepathy","streamSid":"MZ"}'],
    ['a mark that we never sent', '{"event":"mark","streamSid":"MZ","mark":{"name":"g1.999999999"}}'],
    ['a mark without a name', '{"event":"mark","streamSid":"MZ","mark":{}}'],
    ['a second start', '{"event":"start","streamSid":"MZ","start":{"streamSid":"MZ2","callSid":"CA2"}}'],
    ['JSON that is no object', '[]'],
  ];

  test.each(hostile)('survives %s and the call goes on', async (_what, frame) => {
    const caller = await world.placeCall();
    await caller.untilHeard(/Hello/);
    caller.call.sendRaw(frame);
    await caller.say('my kitchen tap is dripping');
    await caller.untilHeard(/still here/);
    caller.call.hangUp();
    await caller.call.untilEnded();
  });

  test('that sends a frame of 1 MiB is cut off, the caller comes back, and another call does not notice', async () => {
    const other = await world.placeCall();
    await other.untilHeard(/Hello/);
    const caller = await world.placeCall();
    await caller.untilHeard(/Hello/);
    world.expectProblem(/1009|network|stream/i);
    caller.call.sendRaw(`{"event":"media","padding":"${'x'.repeat(1_048_576)}"}`);
    await caller.call.untilStreaming(2);
    await other.say('my kitchen tap is dripping');
    await other.untilHeard(/still here/);
    for (const { call } of [caller, other]) {
      call.hangUp();
      await call.untilEnded();
    }
  });

  test('returns marks in the wrong order without harm', async () => {
    const caller = await world.placeCall({ faults: { swapsMarks: true } });
    await caller.untilHeard(/Hello/);
    await caller.say('my kitchen tap is dripping');
    await caller.untilHeard(/still here/);
    caller.call.hangUp();
    await caller.call.untilEnded();
  });

  test('never returns marks, and the goodbye is heard all the same', async () => {
    await using mute = await startWorld({
      openai: {
        mind: () =>
          scriptedMind([
            [{ say: SHORT_GREETING }],
            [{ say: 'Goodbye then.' }, { call: { name: 'end_call', arguments: {} } }],
          ]),
      },
    });
    const caller = await mute.placeCall({ faults: { neverReturnsMarks: true } });
    await caller.untilHeard(/Hello/);
    await caller.say('no thank you goodbye');
    await caller.untilHeard(/Goodbye then/);
    await caller.call.untilEnded();
    expect(caller.call.twimlHistory.at(-1)?.verb).toBe('Hangup');
  });
});

test('a socket that never says start is closed after five seconds', async () => {
  await using world = await startWorld({ openai: { mind: () => scriptedMind([[{ say: SHORT_GREETING }]]) } });
  world.expectProblem(/.*/);
  const caller = await world.placeCall({ faults: { withholdsStart: true } });
  await caller.call.untilStreamEnded();
  expect(caller.call.streams[0]).toMatchObject({ closeCode: 1008, bytesReceived: 0 });
  caller.call.hangUp();
  await caller.call.untilEnded();
});

test('a voice webhook that is replayed during the call lets no second stream in and opens no engine', async () => {
  await using world = await startWorld({
    openai: { mind: () => scriptedMind([[{ say: SHORT_GREETING }], [{ say: 'I am still here.' }]]) },
  });
  const caller = await world.placeCall();
  await caller.untilHeard(/Hello/);
  const { callSid, from, to } = caller.call;
  const replayed = await world.post('/twilio/voice', { CallSid: callSid, From: from, To: to });
  expect(await replayed.text()).not.toContain('<Stream');
  const unspent = 'select 1 from calls where media_token_used_at is null';
  expect(await world.rows(unspent)).toEqual([]);
  await caller.say('my kitchen tap is dripping');
  await caller.untilHeard(/still here/);
  expect(world.openai.sessions).toHaveLength(1);
  caller.call.hangUp();
  await caller.call.untilEnded();
});

test('while PostgreSQL hangs no socket waits for its admission, and a late one gets no dead leg', async () => {
  await using world = await startWorld({
    openai: { mind: () => scriptedMind([repeatExactly, [{ say: 'I am still here.' }]]) },
  });
  world.log.expectError(/media stream could not be admitted/);
  const caller = await world.placeCall({ faults: { withholdsStart: true } });
  await caller.call.untilStreaming();
  world.databaseLine.stall();
  caller.call.sendRaw(startFrameOf(caller.call));
  await caller.call.untilStreamEnded();
  expect(caller.call.streams[0]).toMatchObject({ closeCode: 1011, bytesReceived: 0 });
  world.databaseLine.heal();
  await caller.call.untilStreaming(2);
  caller.call.sendRaw(startFrameOf(caller.call));
  await caller.untilHeard(/cut off for a moment/);
  caller.call.hangUp();
  await caller.call.untilEnded();
});

/** What the carrier would have sent for its latest stream. */
function startFrameOf({ callSid, streams }: Caller['call']): string {
  const { streamSid = '', customParameters = {} } = streams.at(-1) ?? {};
  const mediaFormat = { encoding: 'audio/x-mulaw', sampleRate: 8000, channels: 1 };
  const start = { streamSid, accountSid: 'AC1', callSid, tracks: ['inbound'], customParameters, mediaFormat };
  return JSON.stringify({ event: 'start', sequenceNumber: '1', streamSid, start });
}
