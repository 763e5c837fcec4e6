import { describe, expect, test } from 'vitest';
import { type MindContext, scriptedMind } from '../simulators/openai-realtime/index.ts';
import { openLine } from './engine-line.ts';

const GREETING = 'Thank you for calling Oak and Iron. How can I help?';
const greet = [{ say: GREETING }];
const script = (...replies: Parameters<typeof scriptedMind>[0]) => ({ mind: () => scriptedMind(replies) });

test('configures the session before anything else and asks for µ-law both ways', async () => {
  await using line = await openLine({ simulator: script(greet) });
  line.engine.sayExactly(GREETING);
  const session = await line.session(1);
  await line.until('agent-turn-ended');
  expect(session.received.map(({ type }) => type)).toEqual(['session.update', 'response.create']);
  expect(session.config.audio.input.format).toEqual({ type: 'audio/pcmu' });
  expect(session.config.audio.output).toMatchObject({ format: { type: 'audio/pcmu' }, voice: 'marin' });
  expect(session.config.instructions).toBe('Answer the phone.');
  expect(line.simulator.unexpected).toEqual([]);
});

test('every event that is sent carries an id of its own', async () => {
  await using line = await openLine({ simulator: script(greet, [{ say: 'Hello.' }]) });
  line.engine.sayExactly(GREETING);
  await line.until('agent-turn-ended');
  line.engine.note('The caller keyed in 2.');
  line.engine.respond();
  await line.until('agent-turn-ended', 2);
  const ids = (await line.session(1)).received.map((event) => event.event_id);
  expect(ids).not.toContain(undefined);
  expect(new Set(ids).size).toBe(ids.length);
});

test('keeps what the caller says until the session is configured, and loses none of it', async () => {
  const faults = { sessionUpdate: { lateMs: 150 } };
  await using line = await openLine({ simulator: { ...script([{ say: 'I see.' }]), faults } });
  line.say('my basement is flooding');
  const session = await line.session(1);
  await session.untilReceived('session.update');
  expect(session.appendedBytes).toBe(0);
  expect(await line.until('caller-transcript')).toMatchObject({ text: 'my ', isFinal: false });
  await line.until('agent-turn-ended');
  expect(line.all('caller-transcript').at(-1)).toMatchObject({
    text: 'my basement is flooding',
    isFinal: true,
  });
  expect(session.appendedBytes).toBe(line.sentBytes);
  expect(line.simulator.unexpected).toEqual([]);
});

test('says the greeting word for word, asked for before the session was there', async () => {
  const contexts: MindContext[] = [];
  const remember = (context: MindContext) => {
    contexts.push(context);
    return greet;
  };
  await using line = await openLine({ simulator: script(remember) });
  line.engine.sayExactly(GREETING);
  await line.untilHeard(/How can I help/);
  expect(contexts[0]?.responseInstructions).toContain(`"${GREETING}"`);
  expect(contexts[0]?.toolChoice).toBe('none');
  expect(line.all('agent-transcript').at(-1)).toMatchObject({ text: GREETING, isFinal: true });
});

describe('while turns are held', () => {
  test('line noise neither stops the greeting nor is answered', async () => {
    const simulator = { ...script(greet), audioSpeed: 5 };
    await using line = await openLine({ simulator, isHeld: true });
    line.engine.sayExactly(GREETING);
    await line.until('agent-turn-started');
    line.makeNoise(200);
    await line.until('caller-stopped-speaking');
    expect(await line.until('caller-transcript')).toMatchObject({ text: '', isFinal: true });
    expect(await line.until('agent-turn-ended')).toMatchObject({ status: 'completed' });
    line.engine.note('so that everything before it has been served');
    const session = await line.session(1);
    await session.untilReceived('conversation.item.create');
    expect(session.received.filter(({ type }) => type === 'response.create').length).toBe(1);
    expect(line.simulator.unexpected).toEqual([]);
    expect(session.errors).toEqual([]);
  });

  test('words are answered after the greeting', async () => {
    const simulator = { ...script(greet, [{ say: 'I heard you.' }]), audioSpeed: 5 };
    await using line = await openLine({ simulator, isHeld: true });
    line.engine.sayExactly(GREETING);
    await line.until('agent-turn-started');
    line.say('hello are you there');
    await line.untilHeard(/I heard you/);
    await line.until('agent-turn-ended', 2);
    expect(line.all('agent-turn-ended').map(({ status }) => status)).toEqual(['completed', 'completed']);
    expect((await line.session(1)).errors).toEqual([]);
  });

  test('words are answered even when the recogniser keeps silent', async () => {
    const simulator = {
      ...script(greet, [{ say: 'I heard you.' }]),
      faults: { transcription: 'ignore' as const },
    };
    await using line = await openLine({ simulator, isHeld: true });
    line.engine.sayExactly(GREETING);
    await line.until('agent-turn-ended');
    line.say('hello are you there');
    await line.untilHeard(/I heard you/);
  });

  test('a caller who truly interrupts stops the agent, and is answered by the engine itself', async () => {
    const simulator = { ...script(greet, [{ say: 'Go ahead.' }]), audioSpeed: 2 };
    await using line = await openLine({ simulator, isHeld: true });
    line.engine.sayExactly(GREETING);
    await line.untilHeard(/Thank you/);
    const session = await line.session(1);
    const utteranceId = [...line.audio.keys()][0] ?? '';
    line.engine.interrupt([{ utteranceId, contentIndex: 0, heardMs: 400 }]);
    line.engine.holdTurns(false);
    expect(await line.until('agent-turn-ended')).toMatchObject({ status: 'cancelled' });
    await session.untilReceived('session.update', 2);
    expect(session.conversation[0]).toMatchObject({ audioMs: 400, isTruncated: true });
    line.say('my basement is flooding');
    await line.untilHeard(/Go ahead/);
    expect(session.received.filter(({ type }) => type === 'response.create').length).toBe(1);
    expect(session.config.audio.input.turn_detection).toMatchObject({
      create_response: true,
      interrupt_response: true,
    });
    expect(session.errors).toEqual([]);
    expect(line.simulator.unexpected).toEqual([]);
  });
});

test('knocks at Azure’s door with Azure’s header', async () => {
  const toUrl = (url: string) => url.replace('/v1/realtime', '/openai/v1/realtime');
  const simulator = { ...script(greet), acceptedKey: 'azure-key' };
  await using line = await openLine({ simulator, toUrl, keyHeader: 'api-key', apiKey: 'azure-key' });
  line.engine.sayExactly(GREETING);
  await line.untilHeard(/How can I help/);
  expect(line.simulator.unexpected).toEqual([]);
});

describe('an engine without µ-law', () => {
  const engine = { audioFormat: 'pcm16' as const };

  test('hears the caller and is heard, through 24 kHz both ways', async () => {
    await using line = await openLine({ simulator: script([{ say: 'What is your zip code?' }]), engine });
    line.say('my basement is flooding');
    await line.untilHeard(/What is your zip code/);
    expect(line.all('caller-transcript').at(-1)?.text).toBe('my basement is flooding');
    const session = await line.session(1);
    expect(session.config.audio.output.format).toEqual({ type: 'audio/pcm', rate: 24_000 });
    expect(session.appendedBytes).toBe(line.sentBytes * 6);
    expect(line.simulator.unexpected).toEqual([]);
  });

  test('may cut its deltas within a sample', async () => {
    await using line = await openLine({
      simulator: { ...script(greet), faults: { response: 'stalled' } },
      engine,
    });
    line.engine.sayExactly(GREETING);
    const { turnId } = await line.until('agent-turn-started');
    const session = await line.session(1);
    const keys = { response_id: turnId, item_id: 'item_odd', output_index: 0, content_index: 0 };
    for (const byteLength of [961, 959, 1, 3])
      session.send({
        type: 'response.output_audio.delta',
        ...keys,
        delta: Buffer.alloc(byteLength).toString('base64'),
      });
    session.send({ type: 'response.output_audio.done', ...keys });
    session.send({ type: 'response.done', response: { id: turnId, status: 'completed' } });
    await line.until('agent-turn-ended');
    // 1,924 bytes are 962 samples, of which every third is heard.
    expect(line.audioBytes('item_odd')).toBe(321);
  });
});

test.each(['gpt-realtime-2.1-mini', 'gpt-realtime-1.5'])(
  'tells %s nothing that it does not know',
  async (model) => {
    const engine = { reasoningEffort: 'low' as const };
    const toUrl = (url: string) => `${url}?model=${model}`;
    await using line = await openLine({ simulator: script(greet), toUrl, engine });
    line.engine.sayExactly(GREETING);
    await line.untilHeard(/How can I help/);
    expect((await line.session(1)).model).toBe(model);
    expect(line.simulator.unexpected).toEqual([]);
    await line.until('usage-reported');
    expect(line.all('usage-reported')[0]).toMatchObject({ model });
  },
);
