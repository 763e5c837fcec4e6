import {
  anyObject,
  decimal,
  flag,
  integer,
  isJsonObject,
  list,
  oneOf,
  orNull,
  record,
  type Shape,
  text,
  variants,
} from './shape.ts';
import { clientMistake } from './vendor-error.ts';

const constant = (value: string): Shape => oneOf(value);

const BUILT_IN_VOICES = [
  'alloy',
  'ash',
  'ballad',
  'coral',
  'echo',
  'sage',
  'shimmer',
  'verse',
  'marin',
  'cedar',
];
const customVoice = record({ id: text(64) }, ['id']);
const builtInVoice = oneOf(...BUILT_IN_VOICES);
export const voice: Shape = (value, param) =>
  isJsonObject(value) ? customVoice(value, param) : builtInVoice(value, param);

// The published schema tolerates `rate` on pcmu and pcma; Twilio's own reference code reports that the server does not.
export const audioFormat = variants('type', {
  'audio/pcm': record({ type: text(), rate: oneOf(24_000) }, ['rate']),
  'audio/pcmu': record({ type: text() }),
  'audio/pcma': record({ type: text() }),
});

const transcription = record({
  model: oneOf(
    'whisper-1',
    'gpt-transcribe',
    'gpt-live-transcribe',
    'gpt-4o-transcribe',
    'gpt-4o-transcribe-diarize',
    'gpt-4o-mini-transcribe',
    'gpt-4o-mini-transcribe-2025-12-15',
    'gpt-realtime-whisper',
  ),
  language: text(),
  languages: list(text()),
  keywords: list(text()),
  prompt: text(),
  delay: oneOf('minimal', 'low', 'medium', 'high', 'xhigh'),
});

const turnDetection = variants('type', {
  server_vad: record({
    type: text(),
    threshold: decimal(0, 1),
    prefix_padding_ms: integer(0, 60_000),
    silence_duration_ms: integer(0, 60_000),
    idle_timeout_ms: orNull(integer(5_000, 30_000)),
    create_response: flag,
    interrupt_response: flag,
  }),
  semantic_vad: record({
    type: text(),
    eagerness: oneOf('low', 'medium', 'high', 'auto'),
    create_response: flag,
    interrupt_response: flag,
  }),
});

const noiseReduction = record(
  { type: oneOf('near_field', 'far_field'), strength: decimal(0, Number.MAX_VALUE) },
  ['type'],
);

const TOOL_NAME = /^[a-zA-Z0-9_-]{1,64}$/;
const toolName: Shape = (value, param) =>
  typeof value === 'string' && TOOL_NAME.test(value)
    ? null
    : clientMistake('invalid_value', `Invalid '${param}': expected a string matching ${TOOL_NAME}.`, param);

// `strict` belongs to other endpoints; function tools of the Realtime API do not know it.
const functionTool = record({ type: text(), name: toolName, description: text(), parameters: anyObject }, [
  'name',
]);
export const tools = list(variants('type', { function: functionTool }));

const toolChoiceObject = variants('type', { function: record({ type: text(), name: toolName }, ['name']) });
export const toolChoice: Shape = (value, param) =>
  isJsonObject(value) ? toolChoiceObject(value, param) : oneOf('auto', 'none', 'required')(value, param);

export const maxOutputTokens: Shape = (value, param) =>
  value === 'inf' ? null : integer(1, 4_096)(value, param);

export const outputModalities: Shape = (value, param) => {
  const problem = list(oneOf('audio', 'text'))(value, param);
  if (problem || (Array.isArray(value) && value.length === 1)) return problem;
  const message = `Invalid modalities: ${JSON.stringify(value)}. Supported combinations are: ['text'] and ['audio'].`;
  return clientMistake('invalid_value', message, param);
};

export const reasoning = record({ effort: oneOf('minimal', 'low', 'medium', 'high', 'xhigh') });
export const storedPrompt = record({ id: text(), version: text(), variables: anyObject }, ['id']);

const retention = record(
  {
    type: constant('retention_ratio'),
    retention_ratio: decimal(0, 1),
    token_limits: record({ post_instructions: integer(0, Number.MAX_SAFE_INTEGER) }),
  },
  ['type', 'retention_ratio'],
);
const truncation: Shape = (value, param) =>
  isJsonObject(value) ? retention(value, param) : oneOf('auto', 'disabled')(value, param);

const traced = record({ workflow_name: text(), group_id: text(), metadata: anyObject });
const tracing: Shape = (value, param) =>
  isJsonObject(value) ? traced(value, param) : constant('auto')(value, param);

/** `session` of a session.update: the GA fields and no beta field. */
export const sessionShape = record(
  {
    type: constant('realtime'),
    model: text(),
    output_modalities: outputModalities,
    instructions: text(),
    audio: record({
      input: record({
        format: audioFormat,
        transcription: orNull(transcription),
        noise_reduction: orNull(noiseReduction),
        turn_detection: orNull(turnDetection),
      }),
      output: record({ format: audioFormat, voice, speed: decimal(0.25, 1.5) }),
    }),
    tools,
    tool_choice: toolChoice,
    parallel_tool_calls: flag,
    reasoning,
    max_output_tokens: maxOutputTokens,
    truncation,
    tracing: orNull(tracing),
    include: orNull(list(constant('item.input_audio_transcription.logprobs'))),
    prompt: orNull(storedPrompt),
  },
  ['type'],
);
