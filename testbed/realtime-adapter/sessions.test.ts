import { describe, expect, test } from 'vitest';
import { type MindReply, type RealtimeSession, scriptedMind } from '../simulators/openai-realtime/index.ts';
import { type EngineLine, openLine, textsOf } from './engine-line.ts';

const LONG = 'We have Tuesday at eight. We have Tuesday at ten. We have Wednesday at noon.';
const ask: MindReply = [{ call: { name: 'get_slots', arguments: { zip: '43215' } } }];

/** One script for each session. */
const scripts = (...replies: Parameters<typeof scriptedMind>[0][]) => ({
  mind: ({ index }: { index: number }) => scriptedMind(replies[index] ?? []),
});

const RECOLLECTION = {
  turns: [
    { speaker: 'agent' as const, text: 'How can I help?' },
    { speaker: 'caller' as const, text: 'my sink is leaking' },
  ],
  facts: ['Tuesday at eight is held for this caller.'],
};
const RECALLED = [
  'assistant: How can I help?',
  'user: my sink is leaking',
  'system: Tuesday at eight is held for this caller.',
];

const LOSSES: [name: string, lose: (session: RealtimeSession) => void][] = [
  ['is cut', (session) => session.terminate()],
  ['is closed with 1000', (session) => session.close(1000)],
  ['is closed with 1001', (session) => session.close(1001, 'going away')],
];

test.each(LOSSES)('a session that %s is followed by one that knows what was said', async (_name, lose) => {
  await using line = await openLine({
    simulator: scripts([[{ say: 'How can I help?' }]], [[{ say: 'Now, about your sink.' }]]),
  });
  line.engine.sayExactly('How can I help?');
  await line.until('agent-turn-ended');
  line.recollection = RECOLLECTION;
  lose(await line.session(1));
  expect(await line.until('session-ready', 2)).toMatchObject({ isReplacement: true });
  const session = await line.session(2);
  line.say('are you still there');
  await line.untilHeard(/about your sink/);
  expect(textsOf(session).slice(0, 3)).toEqual(RECALLED);
  // Nothing was owed, so nothing was asked for: the caller spoke first.
  expect(session.received.some(({ type }) => type === 'response.create')).toBe(false);
  expect(line.all('engine-fault')).toMatchObject([{ kind: 'session-ending' }]);
  expect(line.simulator.unexpected).toEqual([]);
});

async function untilSpeaking(line: EngineLine): Promise<void> {
  await line.untilHeard(/Tuesday at eight/);
}

test('an answer cut off by a loss goes on in the next session', async () => {
  await using line = await openLine({
    simulator: { ...scripts([[{ say: LONG }]], [[{ say: 'As I was saying.' }]]), audioSpeed: 2 },
  });
  line.say('when can you come');
  await untilSpeaking(line);
  (await line.session(1)).terminate();
  expect(await line.until('agent-turn-ended')).toMatchObject({ status: 'failed' });
  await line.untilHeard(/As I was saying/);
});

test('a sentence cut off by a loss is said again, word for word', async () => {
  const instructions: (string | null)[] = [];
  await using line = await openLine({
    simulator: {
      ...scripts(
        [[{ say: LONG }]],
        [
          ({ responseInstructions }) => {
            instructions.push(responseInstructions);
            return [{ say: LONG }];
          },
        ],
      ),
      audioSpeed: 2,
    },
  });
  line.engine.sayExactly(LONG);
  await untilSpeaking(line);
  (await line.session(1)).terminate();
  await line.until('agent-turn-started', 2);
  expect(instructions[0]).toContain(LONG);
});

test('a session that expires in the midst of a word is replaced', async () => {
  await using line = await openLine({
    simulator: {
      ...scripts([[{ say: LONG }]], [[{ say: 'As I was saying.' }]]),
      audioSpeed: 1,
      expiresAfterMs: 1_500,
    },
  });
  line.engine.respond();
  await line.untilHeard(/As I was saying/);
  const expiry = line.all('engine-fault').find(({ code }) => code === 'session_expired');
  expect(expiry).toMatchObject({ kind: 'session-ending' });
  expect(line.all('session-ready').length).toBe(2);
});

describe('planned rollover', () => {
  test('happens in silence: nothing is lost, nothing is said, and the new session knows all', async () => {
    await using line = await openLine({
      simulator: scripts([[{ say: 'Hi.' }]], [[{ say: 'Now, about your sink.' }]]),
      rolloverAfterMs: 1_200,
    });
    line.engine.sayExactly('Hi.');
    await line.until('agent-turn-ended');
    line.recollection = RECOLLECTION;
    const first = await line.session(1);
    expect(await line.until('session-ready', 2)).toMatchObject({ isReplacement: true });
    expect(await first.closed).toMatchObject({ code: 1000 });
    expect(line.all('engine-fault')).toEqual([]);
    expect(line.all('agent-turn-ended').map(({ status }) => status)).toEqual(['completed']);
    line.say('are you still there');
    await line.untilHeard(/about your sink/);
    expect(textsOf(await line.session(2)).slice(0, 3)).toEqual(RECALLED);
    expect(line.simulator.unexpected).toEqual([]);
  });

  test('waits while the agent speaks', async () => {
    await using line = await openLine({
      simulator: { ...scripts([[{ say: LONG }]], []), audioSpeed: 2 },
      rolloverAfterMs: 100,
    });
    line.engine.sayExactly(LONG);
    await line.until('agent-turn-ended');
    expect(line.simulator.sessions.length).toBe(1);
    expect(line.all('agent-turn-ended')).toMatchObject([{ status: 'completed' }]);
  });
});

test('what the caller says while a lost session is replaced reaches the next one whole', async () => {
  await using line = await openLine({
    simulator: scripts([[{ say: 'Hi.' }]], [[{ say: 'I see.' }]]),
    onEvent: (event, { say }) => {
      if (event.type === 'engine-fault') say.call(line, 'my basement is flooding');
    },
  });
  line.engine.sayExactly('Hi.');
  await line.until('agent-turn-ended');
  (await line.session(1)).terminate();
  await line.untilHeard(/I see/);
  expect(line.all('caller-transcript').at(-1)?.text).toBe('my basement is flooding');
});

describe('a tool that a lost session asked for', () => {
  test('is answered to the next one as a fact, and then spoken about', async () => {
    await using line = await openLine({
      simulator: scripts([ask], [[{ say: 'Tuesday at eight is free.' }]]),
    });
    line.engine.respond();
    const { toolCallId } = await line.until('tool-call-asked');
    await line.until('agent-turn-ended');
    (await line.session(1)).terminate();
    await line.until('session-ready', 2);
    line.engine.giveToolResult({ toolCallId, result: '{"slots":["tue-08"]}', isSilent: false });
    await line.untilHeard(/Tuesday at eight is free/);
    const session = await line.session(2);
    expect(textsOf(session)[0]).toBe(
      'system: You called the tool get_slots with {"zip":"43215"}. Its result: {"slots":["tue-08"]}',
    );
    expect(session.errors).toEqual([]);
    expect(line.simulator.unexpected).toEqual([]);
  });

  test('is not forgotten when its answer comes while there is no session', async () => {
    await using line = await openLine({
      simulator: scripts([ask], [[{ say: 'Tuesday at eight is free.' }]]),
      onEvent: (event, { engine, all }) => {
        if (event.type !== 'engine-fault') return;
        const [asked] = all.call(line, 'tool-call-asked');
        if (asked?.type === 'tool-call-asked')
          engine.giveToolResult({ toolCallId: asked.toolCallId, result: '{"slots":[]}', isSilent: false });
      },
    });
    line.engine.respond();
    await line.until('tool-call-asked');
    await line.until('agent-turn-ended');
    (await line.session(1)).terminate();
    await line.untilHeard(/Tuesday at eight is free/);
    expect(textsOf(await line.session(2))[0]).toContain('Its result: {"slots":[]}');
  });
});

test('what the engine was told besides speech is told to the next session too', async () => {
  await using line = await openLine({ simulator: scripts([ask], []) });
  line.engine.respond();
  const { toolCallId } = await line.until('tool-call-asked');
  await line.until('agent-turn-ended');
  line.engine.giveToolResult({ toolCallId, result: '{"slots":[]}', isSilent: true });
  line.engine.note('The caller keyed in 2.');
  const first = await line.session(1);
  await first.untilReceived('conversation.item.create', 2);
  first.terminate();
  await line.until('session-ready', 2);
  const second = await line.session(2);
  await second.untilReceived('conversation.item.create', 2);
  expect(textsOf(second)).toEqual([
    'system: You called the tool get_slots with {"zip":"43215"}. Its result: {"slots":[]}',
    'system: The caller keyed in 2.',
  ]);
});

test('turns that were let go while a session was being opened are not held in it', async () => {
  await using line = await openLine({
    simulator: scripts([[{ say: 'Hi.' }]], [[{ say: 'I see.' }]]),
    isHeld: true,
  });
  line.engine.sayExactly('Hi.');
  await line.until('agent-turn-ended');
  line.simulator.faults = { ...line.simulator.faults, sessionUpdate: { lateMs: 100 } };
  (await line.session(1)).terminate();
  const second = await line.session(2);
  await second.untilReceived('session.update');
  second.setFaults({ sessionUpdate: 'answer' });
  line.engine.holdTurns(false);
  await line.until('session-ready', 2);
  await second.untilReceived('session.update', 2);
  line.say('my basement is flooding');
  await line.untilHeard(/I see/);
  expect(second.received.some(({ type }) => type === 'response.create')).toBe(false);
  expect(line.simulator.unexpected).toEqual([]);
});

test('a closed engine leaves no session open and says nothing more but what it cost', async () => {
  const line = await openLine({ simulator: scripts([[{ say: LONG }]]) });
  line.engine.sayExactly(LONG);
  await line.until('agent-turn-started');
  const session = await line.session(1);
  line.engine.close();
  const count = line.events.length;
  expect(await session.closed).toMatchObject({ code: 1000 });
  expect(line.events.slice(count).map(({ type }) => type)).toEqual(['usage-reported']);
  line.engine.sayExactly('More.');
  line.engine.interrupt([]);
  line.engine.appendCallerAudio('/w==');
  expect(line.events.length).toBe(count + 1);
  expect(line.simulator.sessions.length).toBe(1);
  await line[Symbol.asyncDispose]();
});
