import type { AgentEngineSettings } from '@afterhourfix/domain';
import type { RealtimeSessionSettings } from '@afterhourfix/integrations/openai-realtime';
import type { SpeechEngineBrief } from '../speech-engine.ts';
import { isReasoningModel, toReasoningEffort } from './model-abilities.ts';

type TurnDetection = NonNullable<
  NonNullable<NonNullable<RealtimeSessionSettings['audio']>['input']>['turn_detection']
>;

/** The whole session in one update; `rate` must not stand beside audio/pcmu. */
export function toSessionSettings(settings: {
  engine: AgentEngineSettings;
  /** The one that will answer: not every model takes every field. */
  model: string;
  brief: SpeechEngineBrief;
  isHeld: boolean;
}): RealtimeSessionSettings {
  const { engine, model, brief, isHeld } = settings;
  const format = toFormat(engine);
  return {
    type: 'realtime',
    output_modalities: ['audio'],
    instructions: brief.instructions,
    tools: brief.tools.map((tool) => ({ type: 'function', ...tool })),
    tool_choice: 'auto',
    ...toReasoning(engine, model),
    audio: {
      input: {
        format,
        transcription: { model: engine.transcriptionModel },
        ...(engine.noiseReduction === null ? {} : { noise_reduction: { type: engine.noiseReduction } }),
        turn_detection: toTurnDetection(engine, isHeld),
      },
      output: { format, voice: engine.voice },
    },
  };
}

/** Held turns: activity is reported, but nothing is cancelled or answered by the engine itself. */
export function toHeldTurnsUpdate(engine: AgentEngineSettings, isHeld: boolean): RealtimeSessionSettings {
  return { type: 'realtime', audio: { input: { turn_detection: toTurnDetection(engine, isHeld) } } };
}

/** One tool at a time: a reasoning model otherwise books and prices in parallel, before it knows the price. */
function toReasoning(engine: AgentEngineSettings, model: string): Partial<RealtimeSessionSettings> {
  if (!isReasoningModel(model)) return {};
  const effort = toReasoningEffort(engine, model);
  return { parallel_tool_calls: false, ...(effort === null ? {} : { reasoning: { effort } }) };
}

function toFormat(engine: AgentEngineSettings) {
  return engine.audioFormat === 'pcmu'
    ? ({ type: 'audio/pcmu' } as const)
    : ({ type: 'audio/pcm', rate: 24000 } as const);
}

function toTurnDetection({ turnDetection }: AgentEngineSettings, isHeld: boolean): TurnDetection {
  const flags = { create_response: !isHeld, interrupt_response: !isHeld };
  return turnDetection.type === 'server_vad'
    ? {
        type: 'server_vad',
        threshold: turnDetection.threshold,
        prefix_padding_ms: turnDetection.prefixPaddingMs,
        silence_duration_ms: turnDetection.silenceDurationMs,
        ...flags,
      }
    : { type: 'semantic_vad', eagerness: turnDetection.eagerness, ...flags };
}
