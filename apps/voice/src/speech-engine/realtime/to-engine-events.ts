import type { RealtimeEvent, ResponseDone } from '@afterhourfix/integrations/openai-realtime';
import type { SpeechEngineEvent } from '../speech-engine.ts';
import { toErrorKind } from './error-kinds.ts';

/** What a call is told of a wire event; nothing of those that matter to the session alone. */
export function toEngineEvents(event: RealtimeEvent, model: string): SpeechEngineEvent[] {
  switch (event.type) {
    case 'speech-started':
      return [{ type: 'caller-started-speaking', utteranceId: event.itemId }];
    case 'speech-stopped':
      return [{ type: 'caller-stopped-speaking' }];
    case 'caller-transcript-grew':
      return [{ type: 'caller-transcript', utteranceId: event.itemId, text: event.delta, isFinal: false }];
    case 'caller-transcript-completed':
      return [{ type: 'caller-transcript', utteranceId: event.itemId, text: event.text, isFinal: true }];
    case 'agent-transcript-grew':
      return [{ type: 'agent-transcript', utteranceId: event.itemId, text: event.delta, isFinal: false }];
    case 'agent-transcript-completed':
      return [{ type: 'agent-transcript', utteranceId: event.itemId, text: event.text, isFinal: true }];
    case 'response-created':
      return [{ type: 'agent-turn-started', turnId: event.responseId }];
    case 'tool-call-completed':
      return [toToolCall(event)];
    case 'response-done':
      return toTurnEnd(event, model);
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

function toTurnEnd(done: ResponseDone, model: string): SpeechEngineEvent[] {
  const { responseId: turnId, status, usage, reason } = done;
  const failure = toFailure(done);
  const events: SpeechEngineEvent[] = [];
  if (usage) events.push({ type: 'usage-reported', turnId, model, status, usage });
  if (failure !== null)
    events.push({ type: 'engine-fault', kind: 'generation', code: reason, message: failure });
  return [...events, { type: 'agent-turn-ended', turnId, status }];
}
