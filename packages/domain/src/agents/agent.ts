import type { AgentId, AgentVersionId } from '@afterhourfix/vocabulary';
import { z } from 'zod';

const ServerVad = z.object({
  type: z.literal('server_vad'),
  threshold: z.number().min(0).max(1).default(0.5),
  prefixPaddingMs: z.int().min(0).default(300),
  silenceDurationMs: z.int().min(0).default(500),
});

const SemanticVad = z.object({
  type: z.literal('semantic_vad'),
  eagerness: z.enum(['low', 'medium', 'high', 'auto']).default('auto'),
});

/** How an agent's speech engine is set; an empty object is a complete setting. */
export const AgentEngineSettings = z.object({
  /** Null takes the voice server's default model. */
  model: z.string().min(1).nullable().default(null),
  voice: z.string().min(1).default('marin'),
  transcriptionModel: z.string().min(1).default('gpt-4o-mini-transcribe'),
  turnDetection: z
    .discriminatedUnion('type', [ServerVad, SemanticVad])
    .default({ type: 'server_vad', threshold: 0.5, prefixPaddingMs: 300, silenceDurationMs: 500 }),
  audioFormat: z.enum(['pcmu', 'pcm16']).default('pcmu'),
  noiseReduction: z.enum(['near_field', 'far_field']).nullable().default(null),
  reasoningEffort: z.enum(['minimal', 'low', 'medium', 'high', 'xhigh']).nullable().default(null),
  silencePromptAfterMs: z.int().positive().default(8_000),
  /** Counted from the prompt. */
  silenceGoodbyeAfterMs: z.int().positive().default(8_000),
  maxCallMs: z.int().positive().default(900_000),
});
export type AgentEngineSettings = z.infer<typeof AgentEngineSettings>;

export type AgentRoute = 'realtime' | 'vapi';

/** The version of an agent that callers hear; immutable once published. */
export interface PublishedAgent {
  id: AgentId;
  versionId: AgentVersionId;
  name: string;
  route: AgentRoute;
  engine: AgentEngineSettings;
  greeting: string;
  instructions: string;
}
