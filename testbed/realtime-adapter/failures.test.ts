import { describe, expect, test } from 'vitest';
import { scriptedMind } from '../simulators/openai-realtime/index.ts';
import { openLine } from './engine-line.ts';
import { hurriedClock } from './hurried-clock.ts';

/** Six seconds of waiting for an answer pass in 0.6 s, a heartbeat of 15 s in 1.5 s. */
const clock = hurriedClock(10);
const scripts = (...replies: Parameters<typeof scriptedMind>[0][]) => ({
  mind: ({ index }: { index: number }) => scriptedMind(replies[index] ?? []),
});
const HELLO = [{ say: 'Hello.' }];

describe('an engine that can never serve', () => {
  test.each([401, 403, 404] as const)(
    'refuses the handshake with %i: the end, at once',
    async (handshakeStatus) => {
      await using line = await openLine({ simulator: { faults: { handshakeStatus } }, clock });
      const end = await line.until('engine-ended');
      expect(end).toMatchObject({ cause: 'misconfigured' });
      expect(end.message).toContain(`${handshakeStatus}`);
      expect(line.events.length).toBe(1);
    },
  );

  test('does not know our key: the end, at once', async () => {
    await using line = await openLine({ simulator: { acceptedKey: 'another' }, clock });
    expect(await line.until('engine-ended')).toMatchObject({ cause: 'misconfigured' });
  });

  test('does not know the model: the end, at once', async () => {
    await using line = await openLine({ simulator: { models: ['gpt-realtime-9'] }, clock });
    expect(await line.until('engine-ended')).toMatchObject({ cause: 'misconfigured' });
    expect(line.simulator.sessions.length).toBe(0);
  });

  test('rejects the session: the end, once, and no other session is tried', async () => {
    await using line = await openLine({ simulator: { faults: { sessionUpdate: 'reject' } }, clock });
    line.engine.sayExactly('Hello.');
    const end = await line.until('engine-ended');
    expect(end).toMatchObject({ cause: 'misconfigured' });
    expect(end.message).toContain('invalid_value');
    await (await line.session(1)).closed;
    expect(line.simulator.sessions.length).toBe(1);
    expect(line.all('engine-ended').length).toBe(1);
  });
});

test.each([429, 500] as const)(
  'a handshake refused with %i is tried again, then the engine has ended',
  async (handshakeStatus) => {
    await using line = await openLine({ simulator: { faults: { handshakeStatus } }, clock });
    expect(await line.until('engine-ended')).toMatchObject({ cause: 'connection-lost' });
    expect(line.all('engine-fault').length).toBe(3);
  },
);

test('a handshake that succeeds at the second attempt serves the call', async () => {
  await using line = await openLine({
    simulator: { ...scripts([HELLO]), faults: { handshakeStatus: 429 } },
    clock,
    onEvent: (event, { simulator }) => {
      if (event.type === 'engine-fault') simulator.faults = { ...simulator.faults, handshakeStatus: null };
    },
  });
  line.engine.sayExactly('Hello.');
  await line.untilHeard(/Hello/);
});

test('a session that is never configured is tried once more, then the engine has ended', async () => {
  await using line = await openLine({ simulator: { faults: { sessionUpdate: 'ignore' } }, clock });
  line.engine.sayExactly('Hello.');
  expect(await line.until('engine-ended')).toMatchObject({ cause: 'no-answer' });
  expect(line.simulator.sessions.length).toBe(2);
  for (const session of line.simulator.sessions)
    expect(session.received.map(({ type }) => type)).toEqual(['session.update']);
});

test('a session that is configured late serves the call', async () => {
  await using line = await openLine({
    simulator: { ...scripts([HELLO]), faults: { sessionUpdate: { lateMs: 150 } } },
    clock,
  });
  line.engine.sayExactly('Hello.');
  await line.untilHeard(/Hello/);
  expect(line.simulator.sessions.length).toBe(1);
});

test('an answer that comes late is an answer', async () => {
  await using line = await openLine({ simulator: { ...scripts([HELLO]), thinkingMs: 250 }, clock });
  line.engine.sayExactly('Hello.');
  await line.untilHeard(/Hello/);
  expect(line.all('engine-fault')).toEqual([]);
});

describe.each(['silent', 'stalled'] as const)('an engine that is %s', (response) => {
  test('in one session is given up for another, where the sentence is said', async () => {
    await using line = await openLine({
      simulator: { ...scripts([HELLO], [HELLO]), faults: { response } },
      clock,
      onEvent: (event, { simulator }) => {
        if (event.type === 'engine-fault') simulator.faults = { ...simulator.faults, response: 'answer' };
      },
    });
    line.engine.sayExactly('Hello.');
    await line.untilHeard(/Hello/);
    expect(line.simulator.sessions.length).toBe(2);
  });

  test('in the next one too has ended', async () => {
    await using line = await openLine({
      simulator: { ...scripts([HELLO], [HELLO]), faults: { response } },
      clock,
    });
    line.engine.sayExactly('Hello.');
    expect(await line.until('engine-ended')).toMatchObject({ cause: 'no-answer' });
    expect(line.simulator.sessions.length).toBe(2);
  });
});

test('a caller whom the engine ignores is answered because we ask', async () => {
  await using line = await openLine({ simulator: scripts([HELLO]), clock });
  await line.until('session-ready');
  const session = await line.session(1);
  await session.untilReceived('session.update');
  session.setFaults({ response: 'silent' });
  line.say('is anybody there');
  await line.until('caller-stopped-speaking');
  session.setFaults({ response: 'answer' });
  await line.untilHeard(/Hello/);
  expect(session.received.filter(({ type }) => type === 'response.create').length).toBe(1);
});

describe('a generation that fails', () => {
  const failing = { response: { failedAfterMs: 0, code: 'server_error' } } as const;

  test('is tried again, word for word', async () => {
    const asked: (string | null)[] = [];
    const answer = ({ responseInstructions }: { responseInstructions: string | null }) => {
      asked.push(responseInstructions);
      return HELLO;
    };
    await using line = await openLine({
      simulator: { ...scripts([answer, answer]), faults: failing },
      onEvent: (event, { simulator }) => {
        if (event.type === 'agent-turn-ended') simulator.sessions[0]?.setFaults({ response: 'answer' });
      },
    });
    line.engine.sayExactly('Hello.');
    await line.untilHeard(/Hello/);
    expect(asked.length).toBe(2);
    expect(asked[1]).toBe(asked[0]);
    expect(line.all('engine-fault')).toMatchObject([{ kind: 'generation', code: 'server_error' }]);
  });

  test('three times ends the engine', async () => {
    const simulator = { ...scripts([HELLO, HELLO, HELLO, HELLO]), faults: failing };
    await using line = await openLine({ simulator });
    line.engine.sayExactly('Hello.');
    expect(await line.until('engine-ended')).toMatchObject({ cause: 'no-answer' });
    expect(line.all('agent-turn-ended').map(({ status }) => status)).toEqual(['failed', 'failed', 'failed']);
  });
});

test('a response cut short by its limit is told as incomplete, and the call goes on', async () => {
  const faults = { response: { incompleteAfterMs: 0, reason: 'max_output_tokens' as const } };
  await using line = await openLine({ simulator: { ...scripts([HELLO, HELLO]), faults } });
  line.engine.sayExactly('Hello.');
  expect(await line.until('agent-turn-ended')).toMatchObject({ status: 'incomplete' });
  (await line.session(1)).setFaults({ response: 'answer' });
  line.engine.respond();
  await line.untilHeard(/Hello/);
});

test('a transcript that fails costs nothing but the transcript', async () => {
  await using line = await openLine({
    simulator: { ...scripts([HELLO]), faults: { transcription: 'fail' } },
  });
  line.say('my sink is leaking');
  await line.untilHeard(/Hello/);
  expect(line.all('caller-transcript')).toEqual([]);
});

test('a half-open connection is noticed and replaced', async () => {
  await using line = await openLine({ simulator: scripts([HELLO], [HELLO]), clock });
  await line.until('session-ready');
  (await line.session(1)).setFaults({ isHalfOpen: true });
  line.simulator.faults = { ...line.simulator.faults, isHalfOpen: false };
  await line.until('session-ready', 2);
  line.engine.sayExactly('Hello.');
  await line.untilHeard(/Hello/);
});

describe('an engine that sends nonsense', () => {
  test('is told of, and heard no rubbish from', async () => {
    await using line = await openLine({ simulator: scripts([HELLO]) });
    await line.until('session-ready');
    const session = await line.session(1);
    await session.untilReceived('session.update');
    session.sendGarbage();
    line.engine.sayExactly('Hello.');
    await line.untilHeard(/Hello/);
    const kinds = new Set(line.all('engine-fault').map(({ kind }) => kind));
    expect([...kinds]).toEqual(['garbage']);
    expect(line.all('engine-fault').length).toBeLessThanOrEqual(6);
    expect(line.audio.size).toBe(1);
    expect(line.all('tool-call-asked')).toEqual([]);
  });

  test('without end is given up for another session', async () => {
    await using line = await openLine({ simulator: scripts([HELLO], [HELLO]) });
    await line.until('session-ready');
    const session = await line.session(1);
    for (let count = 0; count < 200; count++) session.sendRaw('{"type":');
    await line.until('session-ready', 2);
    line.engine.sayExactly('Hello.');
    await line.untilHeard(/Hello/);
  });

  test('that is only new to us is told of once and kept', async () => {
    await using line = await openLine({ simulator: scripts([HELLO]) });
    await line.until('session-ready');
    const session = await line.session(1);
    for (let count = 0; count < 500; count++) session.send({ type: 'session.mood.updated', mood: 'fine' });
    line.engine.sayExactly('Hello.');
    await line.untilHeard(/Hello/);
    expect(line.all('engine-fault')).toMatchObject([{ message: 'unknown event session.mood.updated' }]);
    expect(line.simulator.sessions.length).toBe(1);
  });

  test('in a flood delays the answer and loses nothing', async () => {
    await using line = await openLine({ simulator: scripts([HELLO]) });
    await line.until('session-ready');
    const session = await line.session(1);
    session.flood({ count: 5_000, bytesEach: 2_000 });
    line.say('my sink is leaking');
    await line.untilHeard(/Hello/);
    expect(line.all('caller-transcript').at(-1)?.text).toBe('my sink is leaking');
    expect(line.all('engine-fault')).toEqual([]);
  });
});

test('a session lost again and again without ever being of use ends the engine', async () => {
  const drop = { afterEvent: 'session.updated', nth: 1, how: 'terminate' as const };
  await using line = await openLine({ simulator: { faults: { drop } }, clock });
  expect(await line.until('engine-ended')).toMatchObject({ cause: 'connection-lost' });
  expect(line.simulator.sessions.length).toBe(4);
});
