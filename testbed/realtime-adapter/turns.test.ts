import { expect, test } from 'vitest';
import { type MindReply, scriptedMind } from '../simulators/openai-realtime/index.ts';
import { openLine, textsOf } from './engine-line.ts';

const script = (...replies: Parameters<typeof scriptedMind>[0]) => ({ mind: () => scriptedMind(replies) });
const ask: MindReply = [{ say: 'One moment.' }, { call: { name: 'get_slots', arguments: { zip: '43215' } } }];
const LONG = 'We have Tuesday at eight. We have Tuesday at ten. We have Wednesday at noon.';

test('tells a turn in order: the caller, the answer, its words and its cost', async () => {
  await using line = await openLine({ simulator: script([{ say: 'What is your zip code?' }]) });
  line.say('my sink is leaking');
  await line.until('agent-turn-ended');
  const order = line.events
    .filter((event) => event.type !== 'usage-reported' || event.purpose === 'response')
    .map(({ type }) => type)
    .filter((type) => !type.endsWith('transcript'));
  expect(order).toEqual([
    'session-ready',
    'caller-started-speaking',
    'caller-stopped-speaking',
    'agent-turn-started',
    'usage-reported',
    'agent-turn-ended',
  ]);
  const utterances = new Set(line.all('agent-transcript').map(({ utteranceId }) => utteranceId));
  expect([...utterances]).toEqual([...line.audio.keys()]);
});

test('reports what each response cost, cached tokens apart', async () => {
  await using line = await openLine({ simulator: script([{ say: LONG }], [{ say: LONG }], [{ say: LONG }]) });
  for (const nth of [1, 2, 3]) {
    line.say('tell me more about it please');
    await line.until('agent-turn-ended', nth);
  }
  const reports = line.all('usage-reported').filter(({ purpose }) => purpose === 'response');
  expect(reports.length).toBe(3);
  for (const { model, status, usage } of reports) {
    expect({ model, status }).toEqual({ model: 'gpt-realtime-2.1', status: 'completed' });
    expect(usage.inputAudioTokens).toBeGreaterThan(0);
    expect(usage.outputAudioTokens).toBeGreaterThan(0);
    expect(usage.cachedTextTokens).toBeLessThanOrEqual(usage.inputTextTokens);
  }
  const cachedOf = (nth: number) => {
    const usage = reports[nth]?.usage;
    return (usage?.cachedTextTokens ?? 0) + (usage?.cachedAudioTokens ?? 0);
  };
  expect(cachedOf(2)).toBeGreaterThan(cachedOf(0));
});

test('truncates each of several utterances at what was heard of it', async () => {
  await using line = await openLine({ simulator: script([{ say: 'Let me look.' }, { say: LONG }]) });
  line.say('when can you come');
  await line.until('agent-turn-ended');
  const [first = '', second = ''] = line.audio.keys();
  const firstMs = line.audioBytes(first) / 8;
  line.engine.interrupt([
    { utteranceId: first, contentIndex: 0, heardMs: firstMs },
    { utteranceId: second, contentIndex: 0, heardMs: 120.9 },
  ]);
  const session = await line.session(1);
  const cut = await session.untilReceived('conversation.item.truncate', 2);
  expect(cut).toMatchObject({ item_id: second, content_index: 0, audio_end_ms: 120 });
  line.engine.note('so that both have been served');
  await session.untilReceived('conversation.item.create');
  const lengths = new Map(session.conversation.map(({ item, audioMs }) => [item.id, audioMs]));
  expect(lengths.get(first)).toBeCloseTo(firstMs, -1);
  expect(lengths.get(second)).toBe(120);
  expect(session.errors).toEqual([]);
  expect(line.simulator.unexpected).toEqual([]);
});

test('does not truncate what an earlier session or nobody said', async () => {
  await using line = await openLine({ simulator: script([{ say: 'Hello.' }]) });
  await line.until('session-ready');
  line.engine.interrupt([{ utteranceId: 'item_unheard_of', contentIndex: 0, heardMs: 10 }]);
  line.engine.sayExactly('Hello.');
  await line.until('agent-turn-ended');
  const types = (await line.session(1)).received.map(({ type }) => type);
  expect(types).toEqual(['session.update', 'response.create']);
});

test('a cut beyond the end of the audio is a harmless fault', async () => {
  await using line = await openLine({ simulator: script([{ say: 'Hello.' }], [{ say: 'Still here.' }]) });
  line.engine.sayExactly('Hello.');
  await line.until('agent-turn-ended');
  const utteranceId = [...line.audio.keys()][0] ?? '';
  line.engine.interrupt([{ utteranceId, contentIndex: 0, heardMs: 60_000 }]);
  expect(await line.until('engine-fault')).toMatchObject({ kind: 'harmless' });
  line.engine.respond();
  await line.untilHeard(/Still here/);
  expect(line.all('session-ready').length).toBe(1);
});

test('drops what still comes of a response that the caller interrupted', async () => {
  const simulator = {
    ...script([{ say: LONG }], [{ say: 'Go on.' }]),
    audioSpeed: 3,
    faults: { trailingDeltas: 4 },
  };
  let heardAtInterruption = -1;
  await using line = await openLine({
    simulator,
    onEvent: (event, { engine, audio }) => {
      if (event.type !== 'caller-started-speaking' || heardAtInterruption >= 0) return;
      const [utteranceId = ''] = audio.keys();
      engine.interrupt([{ utteranceId, contentIndex: 0, heardMs: 100 }]);
      heardAtInterruption = [...audio.values()].flat().length;
    },
  });
  line.engine.sayExactly(LONG);
  await line.untilHeard(/Tuesday at eight/);
  const session = await line.session(1);
  session.startSpeech();
  expect(await line.until('agent-turn-ended')).toMatchObject({ status: 'cancelled' });
  line.say('stop please');
  await line.untilHeard(/Go on/);
  const [interrupted] = line.audio.values();
  expect(interrupted?.length).toBe(heardAtInterruption);
  expect(line.all('agent-transcript').some(({ isFinal, text }) => isFinal && text === LONG)).toBe(false);
  expect(session.received.some(({ type }) => type === 'response.cancel')).toBe(false);
  expect(line.simulator.unexpected).toEqual([]);
});

test('cancels a response that was asked for just before the caller began to speak', async () => {
  const simulator = { ...script([{ say: LONG }], [{ say: 'Go on.' }]), thinkingMs: 20 };
  await using line = await openLine({
    simulator,
    onEvent: (event, { engine }) => {
      if (event.type === 'caller-started-speaking') engine.interrupt([]);
    },
  });
  await line.until('session-ready');
  const session = await line.session(1);
  await session.untilReceived('session.update');
  session.startSpeech();
  line.engine.sayExactly(LONG);
  await session.untilReceived('response.cancel');
  expect(await line.until('agent-turn-ended')).toMatchObject({ status: 'cancelled' });
  expect(line.heardWords).toEqual([]);
  expect(session.errors).toEqual([]);
});

test('asks for a tool as soon as its item is done, and answers it after the response', async () => {
  await using line = await openLine({
    simulator: script(ask, [{ say: 'Tuesday at eight.' }]),
    onEvent: (event, { engine }) => {
      if (event.type === 'tool-call-asked')
        engine.giveToolResult({
          toolCallId: event.toolCallId,
          result: '{"slots":["tue-08"]}',
          isSilent: false,
        });
    },
  });
  line.say('when can you come');
  await line.untilHeard(/Tuesday at eight/);
  const order = line.events.map(({ type }) => type);
  expect(order.indexOf('tool-call-asked')).toBeLessThan(order.indexOf('agent-turn-ended'));
  expect(line.all('tool-call-asked')[0]).toMatchObject({
    name: 'get_slots',
    argumentsJson: '{"zip":"43215"}',
  });
  const session = await line.session(1);
  const sent = session.received.map(({ type }) => type);
  expect(sent).toEqual(['session.update', 'conversation.item.create', 'response.create']);
  expect(session.errors).toEqual([]);
  expect(line.simulator.unexpected).toEqual([]);
});

test('several tools of one response are followed by one response', async () => {
  const calls: MindReply = [
    { call: { name: 'get_slots', arguments: { zip: '1' } } },
    { call: { name: 'get_slots', arguments: { zip: '2' } } },
  ];
  await using line = await openLine({ simulator: script(calls, [{ say: 'Done.' }]) });
  line.engine.respond();
  await line.until('agent-turn-ended');
  for (const { toolCallId } of line.all('tool-call-asked'))
    line.engine.giveToolResult({ toolCallId, result: '{}', isSilent: toolCallId.length === 0 });
  await line.untilHeard(/Done/);
  line.engine.note('the end');
  const session = await line.session(1);
  await session.untilReceived('conversation.item.create', 3);
  expect(session.received.filter(({ type }) => type === 'response.create').length).toBe(2);
  expect(session.errors).toEqual([]);
});

test('a silent result is told and not spoken about', async () => {
  await using line = await openLine({ simulator: script(ask) });
  line.engine.respond();
  const { toolCallId } = await line.until('tool-call-asked');
  await line.until('agent-turn-ended');
  line.engine.giveToolResult({ toolCallId, result: '{}', isSilent: true });
  line.engine.note('the end');
  const session = await line.session(1);
  await session.untilReceived('conversation.item.create', 2);
  expect(session.received.filter(({ type }) => type === 'response.create').length).toBe(1);
});

test('a tool’s result is sent though the caller has interrupted meanwhile, and the next answer knows it', async () => {
  const results: string[] = [];
  await using line = await openLine({
    simulator: script(ask, ({ conversation }) => {
      for (const item of conversation) if (item.kind === 'result') results.push(item.output);
      return [{ say: 'As you wish.' }];
    }),
    onEvent: (event, { engine }) => {
      if (event.type === 'caller-started-speaking') engine.interrupt([]);
    },
  });
  line.engine.respond();
  const { toolCallId } = await line.until('tool-call-asked');
  await line.until('agent-turn-ended');
  const session = await line.session(1);
  session.startSpeech();
  await line.until('caller-started-speaking');
  line.engine.giveToolResult({ toolCallId, result: '{"slots":[]}', isSilent: false });
  await session.untilReceived('conversation.item.create');
  line.say('no wait');
  await line.untilHeard(/As you wish/);
  expect(results).toEqual(['{"slots":[]}']);
  expect(session.received.filter(({ type }) => type === 'response.create').length).toBe(1);
  expect(session.errors).toEqual([]);
});

test('says its sentences one after the other, however fast they are asked for', async () => {
  await using line = await openLine({
    simulator: script([{ say: 'One.' }], [{ say: 'Two.' }], [{ say: 'Three.' }]),
  });
  for (const text of ['One.', 'Two.', 'Three.']) line.engine.sayExactly(text);
  await line.untilHeard(/Three/);
  expect(line.heardWords).toEqual(['One.', 'Two.', 'Three.']);
  expect((await line.session(1)).errors).toEqual([]);
});

test('a note is told as a fact and makes nobody speak', async () => {
  await using line = await openLine();
  await line.until('session-ready');
  line.engine.note('The caller keyed in 2.');
  const session = await line.session(1);
  await session.untilReceived('conversation.item.create');
  expect(textsOf(session)).toEqual(['system: The caller keyed in 2.']);
  expect(line.all('agent-turn-started')).toEqual([]);
});

test('works with semantic turn detection and reasoning', async () => {
  const engine = {
    turnDetection: { type: 'semantic_vad' as const, eagerness: 'high' as const },
    reasoningEffort: 'low' as const,
    noiseReduction: 'far_field' as const,
  };
  await using line = await openLine({ simulator: script([{ say: 'I see.' }]), engine });
  line.say('my sink is leaking');
  await line.untilHeard(/I see/);
  expect(line.simulator.unexpected).toEqual([]);
});
