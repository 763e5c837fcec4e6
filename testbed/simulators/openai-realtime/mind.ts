import type { FunctionTool, ToolChoice } from './wire-types.ts';

/** What the model remembers, in order; a truncated utterance holds only the words that were heard. */
export type MindItem =
  | { kind: 'system'; text: string }
  | { kind: 'caller'; text: string; wasSpoken: boolean }
  | { kind: 'agent'; text: string; isTruncated: boolean }
  | { kind: 'call'; callId: string; name: string; arguments: string }
  | { kind: 'result'; callId: string; output: string };

export interface MindContext {
  sessionId: string;
  /** Of the session; a response may bring its own, which then count alone. */
  instructions: string;
  responseInstructions: string | null;
  tools: readonly FunctionTool[];
  toolChoice: ToolChoice;
  mayCallInParallel: boolean;
  conversation: readonly MindItem[];
  trigger: 'caller-spoke' | 'caller-silent' | 'client-asked';
  /** False for a response outside of the conversation. */
  isInConversation: boolean;
  metadata: Readonly<Record<string, string>> | null;
}

export type MindPart = { say: string } | { call: { name: string; arguments: object } };

/** Each `say` becomes an audio item of its own, each `call` a function call. */
export type MindReply = readonly MindPart[];

/** Decides what the simulated model says and does. One mind serves one session. */
export interface Mind {
  respond(context: MindContext): MindReply | Promise<MindReply>;
}
