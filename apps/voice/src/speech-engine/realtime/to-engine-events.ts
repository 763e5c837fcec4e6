import type { RealtimeEvent, ResponseDone } from '@afterhourfix/integrations/openai-realtime';
import type { EngineUsage, SpeechEngineEvent } from '../speech-engine.ts';
import { toErrorKind } from './error-kinds.ts';

/** Who is paid: the model that speaks, and the recogniser beside it. */
export interface EngineModels {
  response: string;
  transcription: string;
}

const NOTHING_KNOWN: EngineUsage = {
  inputTextTokens: 0,
  inputAudioTokens: 0,
  cachedTextTokens: 0,
  cachedAudioTokens: 0,
  outputTextTokens: 0,
  outputAudioTokens: 0,
};

/** What a call is told of a wire event; nothing of those that matter to the session alone. */
export function toEngineEvents(event: RealtimeEvent, models: EngineModels): SpeechEngineEvent[] {
  switch (event.type) {
    case 'speech-started':
      return [{ type: 'caller-started-speaking', utteranceId: event.itemId }];
    case 'speech-stopped':
      return [{ type: 'caller-stopped-speaking' }];
    case 'caller-transcript-grew':
      return [{ type: 'caller-transcript', utteranceId: event.itemId, text: event.delta, isFinal: false }];
    case 'caller-transcript-completed':
      return [
        { type: 'caller-transcript', utteranceId: event.itemId, text: event.text, isFinal: true },
        ...toTranscriptionUsage(event, models),
      ];
    case 'agent-transcript-grew':
      return [{ type: 'agent-transcript', utteranceId: event.itemId, text: event.delta, isFinal: false }];
    case 'agent-transcript-completed':
      return [{ type: 'agent-transcript', utteranceId: event.itemId, text: event.text, isFinal: true }];
    case 'tool-call-completed':
      return [toToolCall(event)];
    case 'response-done':
      return toTurnEnd(event, models);
    case 'error':
      return [{ type: 'engine-fault', kind: toErrorKind(event), code: event.code, message: event.message }];
    default:
      return [];
  }
}

/** Why a generation failed; null when it did not. */
export function toFailure({ status, errorMessage, reason }: ResponseDone): string | null {
  return status === 'failed' ? (errorMessage ?? reason ?? 'generation failed') : null;
}

function toToolCall(event: Extract<RealtimeEvent, { type: 'tool-call-completed' }>): SpeechEngineEvent {
  return {
    type: 'tool-call-asked',
    toolCallId: event.toolCallId,
    turnId: event.responseId,
    name: event.name,
    argumentsJson: event.argumentsJson,
  };
}

function toTurnEnd(done: ResponseDone, models: EngineModels): SpeechEngineEvent[] {
  const { responseId: turnId, status, usage, reason } = done;
  const failure = toFailure(done);
  const events: SpeechEngineEvent[] = [];
  if (usage) events.push({ ...toResponseUsage(turnId, models), status, usage });
  if (failure !== null)
    events.push({ type: 'engine-fault', kind: 'generation', code: reason, message: failure });
  return [...events, { type: 'agent-turn-ended', turnId, status }];
}

type UsageReported = Extract<SpeechEngineEvent, { type: 'usage-reported' }>;

/** A response whose end we were not told: that it was paid for is known, how much is not. */
export function toLostUsage(turnId: string, models: EngineModels): UsageReported {
  return { ...toResponseUsage(turnId, models), status: 'lost', usage: NOTHING_KNOWN };
}

function toResponseUsage(turnId: string, models: EngineModels): Omit<UsageReported, 'status' | 'usage'> {
  return { type: 'usage-reported', purpose: 'response', turnId, model: models.response, billedMs: null };
}

function toTranscriptionUsage(
  { itemId, cost }: Extract<RealtimeEvent, { type: 'caller-transcript-completed' }>,
  { transcription: model }: EngineModels,
): UsageReported[] {
  if (!cost) return [];
  const base = { type: 'usage-reported', purpose: 'transcription', status: 'completed' } as const;
  return [{ ...base, turnId: itemId, model, ...cost }];
}
