import type { AgentEngineSettings } from '@afterhourfix/domain';
import type { RealtimeSessionSettings } from '@afterhourfix/integrations/openai-realtime';
import type { SpeechEngineBrief } from '../speech-engine.ts';

type TurnDetection = NonNullable<
  NonNullable<NonNullable<RealtimeSessionSettings['audio']>['input']>['turn_detection']
>;

/** The whole session in one update; `rate` must not stand beside audio/pcmu. */
export function toSessionSettings(settings: {
  engine: AgentEngineSettings;
  brief: SpeechEngineBrief;
  isHeld: boolean;
}): RealtimeSessionSettings {
  const { engine, brief, isHeld } = settings;
  const format = toFormat(engine);
  return {
    type: 'realtime',
    output_modalities: ['audio'],
    instructions: brief.instructions,
    tools: brief.tools.map((tool) => ({ type: 'function', ...tool })),
    tool_choice: 'auto',
    // One tool at a time: a reasoning model otherwise books and prices in parallel, before it knows the price.
    parallel_tool_calls: false,
    ...(engine.reasoningEffort === null ? {} : { reasoning: { effort: engine.reasoningEffort } }),
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
