import { openLine } from '../realtime-adapter/engine-line.ts';
import { hurriedClock } from '../realtime-adapter/hurried-clock.ts';
import {
  type MindReply,
  type OpenAiRealtimeSimulatorOptions,
  scriptedMind,
  startOpenAiRealtimeSimulator,
} from '../simulators/openai-realtime/index.ts';
import { openPhoneSession } from '../simulators/openai-realtime/raw-client.ts';
import type { WireTap } from './wire-tap.ts';

export interface ScriptedCall {
  name: string;
  /** The adapter is the client; else only what the simulator sends is of interest. */
  isOurs: boolean;
  run(tap: WireTap): Promise<void>;
}

const ASK: MindReply = [{ say: 'One moment.' }, { call: { name: 'get_slots', arguments: { zip: '43215' } } }];
const OFFER = 'We have Tuesday at eight. We have Tuesday at ten. Which one suits you?';

/** One script for each session. */
const scripts = (...replies: Parameters<typeof scriptedMind>[0][]): OpenAiRealtimeSimulatorOptions => ({
  mind: ({ index }) => scriptedMind(replies[index] ?? []),
});

/** Noise in the greeting, a tool, two utterances in one answer, and a caller who interrupts. */
async function bookInMulaw(tap: WireTap): Promise<void> {
  const answers: MindReply[] = [
    [{ say: 'How can I help?' }],
    ASK,
    [{ say: 'I see.' }, { say: OFFER }],
    [{ say: 'Noted.' }],
  ];
  await using line = await openLine({
    simulator: { ...scripts(answers), audioSpeed: 4 },
    toUrl: (url) => tap.through(url),
    isHeld: true,
    onEvent: (event, { engine }) => {
      if (event.type === 'tool-call-asked')
        engine.giveToolResult({
          toolCallId: event.toolCallId,
          result: '{"slots":["tue-08"]}',
          isSilent: false,
        });
    },
  });
  line.engine.sayExactly('How can I help?');
  line.makeNoise(200);
  await line.until('agent-turn-ended');
  line.engine.holdTurns(false);
  const session = await line.session(1);
  await session.untilReceived('session.update', 2);
  line.say('my kitchen tap is dripping');
  await line.untilHeard(/Tuesday at eight/);
  const utterances = [...line.audio.keys()].slice(-2);
  session.startSpeech();
  await line.until('agent-turn-ended', 3);
  line.engine.interrupt(utterances.map((utteranceId) => ({ utteranceId, contentIndex: 0, heardMs: 150 })));
  line.engine.note('The caller keyed in 2.');
  line.say('the first one please');
  await line.untilHeard(/Noted/);
}

/** The other format and the other turn detection; a response that fails, and one that we have to cancel. */
async function stumbleInPcm(tap: WireTap): Promise<void> {
  const long: MindReply = [{ say: OFFER }];
  await using line = await openLine({
    simulator: { ...scripts([long, long, long]), audioSpeed: 4, faults: { transcription: 'fail' } },
    toUrl: (url) => tap.through(url),
    isHeld: true,
    engine: {
      audioFormat: 'pcm16',
      turnDetection: { type: 'semantic_vad', eagerness: 'high' },
      reasoningEffort: 'low',
      noiseReduction: 'far_field',
    },
  });
  await line.until('session-ready');
  const session = await line.session(1);
  await session.untilReceived('session.update');
  session.setFaults({ response: { failedAfterMs: 0, code: 'server_error' } });
  line.engine.sayExactly(OFFER);
  await line.until('agent-turn-ended');
  session.setFaults({ response: 'answer' });
  await line.untilHeard(/Tuesday at eight/);
  const utteranceId = [...line.audio.keys()].at(-1) ?? '';
  line.engine.interrupt([{ utteranceId, contentIndex: 0, heardMs: 60_000 }]);
  await line.until('agent-turn-ended', 2);
  line.say('my sink is leaking');
  line.stayQuiet(1_500);
  await line.until('caller-stopped-speaking');
  line.engine.respond();
  await line.until('agent-turn-ended', 3);
}

/** A lost socket: the next session is told the conversation. */
async function reconnect(tap: WireTap): Promise<void> {
  await using line = await openLine({
    simulator: scripts([[{ say: 'How can I help?' }]], [[{ say: 'Now, about your sink.' }]]),
    toUrl: (url) => tap.through(url),
    recollection: {
      turns: [
        { speaker: 'agent', text: 'How can I help?' },
        { speaker: 'caller', text: 'my sink is leaking' },
      ],
      facts: ['Tuesday at eight is held for this caller.'],
    },
  });
  line.engine.sayExactly('How can I help?');
  await line.until('agent-turn-ended');
  (await line.session(1)).terminate();
  await line.until('session-ready', 2);
  line.say('are you still there');
  await line.untilHeard(/about your sink/);
}

/** A line that is never quiet, and a call that ends while the agent speaks. */
async function answerNoise(tap: WireTap): Promise<void> {
  await using line = await openLine({
    simulator: { ...scripts([[{ say: 'Are you there?' }], [{ say: OFFER }]]), audioSpeed: 4 },
    toUrl: (url) => tap.through(url),
    clock: hurriedClock(10),
  });
  await line.until('session-ready');
  line.makeNoise(600, 0);
  await line.until('agent-turn-ended');
  line.engine.sayExactly(OFFER);
  await line.until('agent-turn-started', 2);
  line.engine.close();
  await (await line.session(1)).closed;
}

/** What our adapter never asks for, but another client of the simulator may. */
async function askForTheRest(tap: WireTap): Promise<void> {
  await using simulator = await startOpenAiRealtimeSimulator({
    ...scripts([[{ say: 'Hello.' }], [{ say: 'Are you there?' }], [{ say: 'Summary.' }]]),
    audioSpeed: Number.POSITIVE_INFINITY,
    msPerCharacter: 10,
    clock: hurriedClock(50),
  });
  const input = {
    format: { type: 'audio/pcmu' },
    turn_detection: { type: 'server_vad', idle_timeout_ms: 5_000 },
  };
  const audio = { input, output: { format: { type: 'audio/pcmu' } } };
  using client = await openPhoneSession(tap.through(simulator.url), { audio });
  client.appendSilence(500);
  client.send({ type: 'response.create' });
  await client.until('input_audio_buffer.timeout_triggered');
  await client.until('response.done', 2);
  const response = { conversation: 'none', output_modalities: ['text'], metadata: { purpose: 'summary' } };
  client.send({ type: 'response.create', response });
  const { item_id } = await client.until('response.output_audio.delta');
  await client.until('response.done', 3);
  client.send({ type: 'conversation.item.retrieve', item_id });
  client.send({ type: 'conversation.item.delete', item_id });
  client.appendSilence(200);
  client.send({ type: 'input_audio_buffer.commit' });
  client.send({ type: 'input_audio_buffer.clear' });
  await client.until('input_audio_buffer.cleared');
}

export const SCRIPTED_CALLS: readonly ScriptedCall[] = [
  { name: 'a booking in µ-law, with noise, a tool and an interruption', isOurs: true, run: bookInMulaw },
  { name: 'a call in PCM, with a failure and a cancellation', isOurs: true, run: stumbleInPcm },
  { name: 'a lost session and its successor', isOurs: true, run: reconnect },
  { name: 'a noisy line, and a hang-up into an answer', isOurs: true, run: answerNoise },
  { name: 'a bare client that asks for the rest', isOurs: false, run: askForTheRest },
];
