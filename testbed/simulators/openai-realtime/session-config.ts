import { clientMistake, refusal, type VendorRefusal } from './vendor-error.ts';
import type {
  SemanticVad,
  ServerVad,
  SessionConfig,
  SessionPatch,
  TurnDetection,
  TurnDetectionPatch,
} from './wire-types.ts';

const REASONING_MODELS = ['gpt-realtime-2', 'gpt-realtime-2.1', 'gpt-realtime-2.1-mini'];

/** Models of 2026-11 that a session may name. */
export const KNOWN_MODELS = [
  ...REASONING_MODELS,
  'gpt-realtime',
  'gpt-realtime-2025-08-28',
  'gpt-realtime-mini',
  'gpt-realtime-mini-2025-10-06',
  'gpt-realtime-mini-2025-12-15',
  'gpt-realtime-1.5',
];

const SERVER_VAD_DEFAULTS: ServerVad = {
  type: 'server_vad',
  threshold: 0.5,
  prefix_padding_ms: 300,
  silence_duration_ms: 500,
  idle_timeout_ms: null,
  create_response: true,
  interrupt_response: true,
};
const SEMANTIC_VAD_DEFAULTS: SemanticVad = {
  type: 'semantic_vad',
  eagerness: 'auto',
  create_response: true,
  interrupt_response: true,
};

/** What a session is before its first session.update. */
export function defaultSessionConfig(model: string): SessionConfig {
  const reasons = REASONING_MODELS.includes(model);
  return {
    type: 'realtime',
    model,
    output_modalities: ['audio'],
    instructions: 'You are a helpful voice assistant.',
    audio: {
      input: {
        format: { type: 'audio/pcm', rate: 24_000 },
        transcription: null,
        noise_reduction: null,
        turn_detection: { ...SERVER_VAD_DEFAULTS },
      },
      output: { format: { type: 'audio/pcm', rate: 24_000 }, voice: 'alloy', speed: 1 },
    },
    tools: [],
    tool_choice: 'auto',
    ...(reasons ? { parallel_tool_calls: true, reasoning: { effort: 'low' } } : {}),
    max_output_tokens: 'inf',
    truncation: 'auto',
    tracing: null,
    include: null,
    prompt: null,
  };
}

function mergeTurnDetection(
  current: TurnDetection | null,
  wanted: TurnDetectionPatch | null | undefined,
): TurnDetection | null {
  if (wanted === undefined) return current;
  if (wanted === null) return null;
  return wanted.type === 'semantic_vad'
    ? { ...SEMANTIC_VAD_DEFAULTS, ...wanted }
    : { ...SERVER_VAD_DEFAULTS, ...wanted };
}

/** The effective config after a patch: what it omits stays, what it names is replaced whole. */
export function mergeSessionConfig(current: SessionConfig, patch: SessionPatch): SessionConfig {
  const input = { ...current.audio.input, ...patch.audio?.input };
  const turnDetection = mergeTurnDetection(
    current.audio.input.turn_detection,
    patch.audio?.input?.turn_detection,
  );
  return {
    ...current,
    ...patch,
    type: 'realtime',
    audio: {
      input: { ...input, turn_detection: turnDetection },
      output: { ...current.audio.output, ...patch.audio?.output },
    },
  };
}

const MANUAL_TURNS_ONLY = ['gpt-live-transcribe', 'gpt-realtime-whisper'];
const WITH_KEYWORDS = ['gpt-transcribe', 'gpt-live-transcribe'];

function findTranscriptionConflict({ audio }: SessionConfig): VendorRefusal | null {
  const { transcription, turn_detection: turnDetection } = audio.input;
  const param = 'session.audio.input.transcription';
  const model = transcription?.model ?? '';
  if (!transcription) return null;
  if (MANUAL_TURNS_ONLY.includes(model) && turnDetection)
    return clientMistake(
      'invalid_value',
      `Model '${model}' requires turn_detection to be null.`,
      `${param}.model`,
    );
  if ((transcription.keywords ?? transcription.languages) && !WITH_KEYWORDS.includes(model))
    return clientMistake('invalid_value', `Model '${model}' takes neither keywords nor languages.`, param);
  if (transcription.delay && model !== 'gpt-realtime-whisper')
    return clientMistake('invalid_value', `Model '${model}' takes no delay.`, `${param}.delay`);
  if (transcription.prompt && model === 'gpt-4o-transcribe-diarize')
    return clientMistake('invalid_value', `Model '${model}' takes no prompt.`, `${param}.prompt`);
  return null;
}

/** What is wrong with tools and choice together; `scope` is the vendor's name of their owner. */
export function findToolConflict(
  config: Pick<SessionConfig, 'tools' | 'tool_choice'>,
  scope: 'session' | 'response',
): VendorRefusal | null {
  const { tools, tool_choice: choice } = config;
  if (typeof choice === 'object' && !tools.some((tool) => tool.name === choice.name)) {
    const message = `Tool choice '${choice.name}' not found in 'tools' parameter.`;
    return clientMistake('invalid_value', message, `${scope}.tool_choice`);
  }
  if (new Set(tools.map((tool) => tool.name)).size !== tools.length)
    return clientMistake('invalid_value', 'Tool names must be unique.', `${scope}.tools`);
  return null;
}

/**
 * Fields that the vendor documents for reasoning models only, sent to another one. Nobody has reported what the
 * vendor does with them, so they are taken; a correct client does not send them.
 */
export function findUndocumented(
  model: string,
  extras: { reasoning?: unknown; parallel_tool_calls?: unknown },
): string | null {
  if (REASONING_MODELS.includes(model)) return null;
  const field = (['reasoning', 'parallel_tool_calls'] as const).find((name) => extras[name] !== undefined);
  return field ? `'${field}' is documented for reasoning models only, not for '${model}'` : null;
}

const isSameVoice = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** The new config, or the vendor's refusal when the patch contradicts the session. */
export function updateSessionConfig(
  current: SessionConfig,
  patch: SessionPatch,
  hasSpoken: boolean,
): SessionConfig | VendorRefusal {
  if (patch.model !== undefined && patch.model !== current.model)
    return clientMistake('invalid_value', 'The model of a session cannot be changed.', 'session.model');
  const wantedVoice = patch.audio?.output?.voice;
  if (hasSpoken && wantedVoice !== undefined && !isSameVoice(wantedVoice, current.audio.output.voice))
    return refusal(
      'cannot_update_voice',
      "Cannot update a conversation's voice if assistant audio is present.",
      'session.audio.output.voice',
    );
  const merged = mergeSessionConfig(current, patch);
  return findTranscriptionConflict(merged) ?? findToolConflict(merged, 'session') ?? merged;
}
