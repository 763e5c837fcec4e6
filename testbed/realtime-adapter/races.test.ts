import { describe, expect, test } from 'vitest';
import {
  type MindContext,
  type MindReply,
  type RealtimeSession,
  scriptedMind,
} from '../simulators/openai-realtime/index.ts';
import { openLine } from './engine-line.ts';
import { hurriedClock } from './hurried-clock.ts';

const script = (...replies: Parameters<typeof scriptedMind>[0]) => ({ mind: () => scriptedMind(replies) });
const ASK: MindReply = [{ call: { name: 'get_slots', arguments: { zip: '43215' } } }];
/** Knows the result of the tool, or does not. */
const answer = ({ conversation }: MindContext): MindReply => [
  { say: conversation.some(({ kind }) => kind === 'result') ? 'Tuesday at eight.' : 'One moment more.' },
];

describe('a tool’s result that is on its way when the engine answers the caller by itself', () => {
  const ask = async () => {
    const line = await openLine({ simulator: script(ASK, answer, answer) });
    line.engine.respond();
    const { toolCallId } = await line.until('tool-call-asked');
    await line.until('agent-turn-ended');
    const session = await line.session(1);
    session.startSpeech();
    await line.until('caller-started-speaking');
    const giveResult = () =>
      line.engine.giveToolResult({ toolCallId, result: '{"slots":[]}', isSilent: false });
    return { line, session, giveResult };
  };
  const countCreates = (session: RealtimeSession) =>
    session.received.filter(({ type }) => type === 'response.create').length;

  test('is spoken about in a response of its own: the answer did not know it', async () => {
    const { line, session, giveResult } = await ask();
    await using _line = line;
    session.holdRequests();
    giveResult();
    line.say('are you still there');
    await line.untilHeard(/One moment more/);
    session.releaseRequests();
    await line.untilHeard(/Tuesday at eight/);
    expect(countCreates(session)).toBe(2);
    expect(session.errors).toEqual([]);
    expect(line.simulator.unexpected).toEqual([]);
  });

  test('needs no other response when it arrived before that answer', async () => {
    const { line, session, giveResult } = await ask();
    await using _line = line;
    giveResult();
    await session.untilReceived('conversation.item.create');
    line.say('are you still there');
    await line.untilHeard(/Tuesday at eight/);
    await line.until('agent-turn-ended', 2);
    line.engine.note('the end');
    await session.untilReceived('conversation.item.create', 2);
    expect(countCreates(session)).toBe(1);
  });
});

describe('a line that is never quiet', () => {
  /** A floor of 10 s is held for one. */
  const clock = hurriedClock(10);

  test('is answered after a while, though it is noise', async () => {
    await using line = await openLine({ simulator: script([{ say: 'Are you there?' }]), clock });
    await line.until('session-ready');
    line.makeNoise(600, 0);
    await line.untilHeard(/Are you there/);
    const session = await line.session(1);
    const sent = session.received.map(({ type }) => type);
    expect(sent).toEqual(['session.update', 'input_audio_buffer.commit', 'response.create']);
    expect(line.all('caller-stopped-speaking')).toEqual([]);
    expect(session.errors).toEqual([]);
    expect(line.simulator.unexpected).toEqual([]);
  });

  test('has the words that were said on it answered', async () => {
    const heard: MindContext['conversation'][] = [];
    const reply = ({ conversation }: MindContext): MindReply => {
      heard.push(conversation);
      return [{ say: 'I am sending somebody.' }];
    };
    await using line = await openLine({ simulator: script(reply), clock });
    await line.until('session-ready');
    line.sayWithoutEnd('my basement is flooding');
    await line.untilHeard(/sending somebody/);
    expect(heard[0]).toMatchObject([{ kind: 'caller', text: 'my basement is flooding' }]);
    expect((await line.session(1)).errors).toEqual([]);
  });
});

test('a turn that says a sentence of ours says which, and another says that it does not', async () => {
  await using line = await openLine({ simulator: script([{ say: 'Goodbye.' }], [{ say: 'I see.' }]) });
  line.engine.sayExactly('Goodbye.');
  await line.until('agent-turn-ended');
  line.say('my sink is leaking');
  await line.until('agent-turn-ended', 2);
  expect(line.all('agent-turn-started').map(({ saying }) => saying)).toEqual(['Goodbye.', null]);
});
