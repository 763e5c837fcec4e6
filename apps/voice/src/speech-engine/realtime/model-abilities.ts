import type { AgentEngineSettings } from '@afterhourfix/domain';
import type { RealtimeEndpoint } from '@afterhourfix/integrations/openai-realtime';

/** gpt-realtime-2, 2.1 and so on, small ones and dated snapshots; gpt-realtime-2025-08-28 is a date, not a 2. */
const REASONING_MODEL = /^gpt-realtime-2(\.\d+)?(-mini)?(-\d{4}-\d{2}-\d{2})?$/;

export type ReasoningEffort = AgentEngineSettings['reasoningEffort'];

/** Whether `reasoning` and `parallel_tool_calls` are documented for it; of an unknown name nothing is. */
export function isReasoningModel(model: string): boolean {
  return REASONING_MODEL.test(model);
}

/** The effort that the model is asked for: null when the agent wishes none or the model knows none. */
export function toReasoningEffort(engine: AgentEngineSettings, model: string): ReasoningEffort {
  return isReasoningModel(model) ? engine.reasoningEffort : null;
}

/** What answers at this address: a model or deployment named in the URL counts before the configured one. */
export function toServedModel({ url, model }: RealtimeEndpoint): string {
  const { searchParams } = new URL(url);
  return searchParams.get('model') ?? searchParams.get('deployment') ?? model;
}
