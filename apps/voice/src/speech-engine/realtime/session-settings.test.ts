import { AgentEngineSettings } from '@afterhourfix/domain';
import { expect, test } from 'vitest';
import { toHeldTurnsUpdate, toSessionSettings } from './session-settings.ts';

const TOOL = { name: 'get_slots', description: 'Free times', parameters: { type: 'object', properties: {} } };
const BRIEF = {
  instructions: 'Answer the phone.',
  tools: [TOOL],
  recall: () => ({ turns: [], facts: [] }),
};

const settingsOf = (
  engine: Partial<Parameters<typeof AgentEngineSettings.parse>[0] & object>,
  { isHeld = false, model = 'gpt-realtime-2.1' } = {},
) => toSessionSettings({ engine: AgentEngineSettings.parse(engine), model, brief: BRIEF, isHeld });

test('is the whole session in one update, µ-law without a rate', () => {
  expect(settingsOf({})).toEqual({
    type: 'realtime',
    output_modalities: ['audio'],
    instructions: 'Answer the phone.',
    tools: [{ type: 'function', ...TOOL }],
    tool_choice: 'auto',
    parallel_tool_calls: false,
    audio: {
      input: {
        format: { type: 'audio/pcmu' },
        transcription: { model: 'gpt-4o-mini-transcribe' },
        turn_detection: {
          type: 'server_vad',
          threshold: 0.5,
          prefix_padding_ms: 300,
          silence_duration_ms: 500,
          create_response: true,
          interrupt_response: true,
        },
      },
      output: { format: { type: 'audio/pcmu' }, voice: 'marin' },
    },
  });
});

test('names the rate of PCM', () => {
  const { audio } = settingsOf({ audioFormat: 'pcm16' });
  expect(audio?.input?.format).toEqual({ type: 'audio/pcm', rate: 24_000 });
  expect(audio?.output?.format).toEqual({ type: 'audio/pcm', rate: 24_000 });
});

test('asks for semantic turn detection without the fields of the other kind', () => {
  const { audio } = settingsOf({ turnDetection: { type: 'semantic_vad', eagerness: 'low' } });
  expect(audio?.input?.turn_detection).toEqual({
    type: 'semantic_vad',
    eagerness: 'low',
    create_response: true,
    interrupt_response: true,
  });
});

test('takes both decisions from the engine while turns are held', () => {
  const flags = { create_response: false, interrupt_response: false };
  expect(settingsOf({}, { isHeld: true }).audio?.input?.turn_detection).toMatchObject(flags);
  const semantic = settingsOf(
    { turnDetection: { type: 'semantic_vad', eagerness: 'auto' } },
    { isHeld: true },
  );
  expect(semantic.audio?.input?.turn_detection).toMatchObject(flags);
});

test('asks for reasoning and noise reduction only when they are set', () => {
  expect(settingsOf({})).not.toHaveProperty('reasoning');
  expect(settingsOf({}).audio?.input).not.toHaveProperty('noise_reduction');
  const settings = settingsOf({ reasoningEffort: 'minimal', noiseReduction: 'far_field' });
  expect(settings.reasoning).toEqual({ effort: 'minimal' });
  expect(settings.audio?.input?.noise_reduction).toEqual({ type: 'far_field' });
});

test.each(['gpt-realtime-1.5', 'gpt-realtime-2025-08-28', 'night-desk'])(
  'sends nothing that only reasoning models know to %s',
  (model) => {
    const settings = settingsOf({ reasoningEffort: 'high' }, { model });
    expect(settings).not.toHaveProperty('reasoning');
    expect(settings).not.toHaveProperty('parallel_tool_calls');
  },
);

test('an update of held turns changes nothing else: the prompt cache must hold', () => {
  expect(toHeldTurnsUpdate(AgentEngineSettings.parse({}), true)).toEqual({
    type: 'realtime',
    audio: {
      input: {
        turn_detection: {
          type: 'server_vad',
          threshold: 0.5,
          prefix_padding_ms: 300,
          silence_duration_ms: 500,
          create_response: false,
          interrupt_response: false,
        },
      },
    },
  });
});
