import type { MindContext } from '../mind.ts';
import { type CallerFacts, readCallerFacts } from './caller-facts.ts';
import { type RememberedCall, recallCalls } from './tool-memory.ts';

/** All that the receptionist knows at one moment, derived from the conversation alone. */
export interface CallSoFar {
  context: MindContext;
  facts: CallerFacts;
  calls: readonly RememberedCall[];
  /** What the caller said since the agent last spoke. */
  latest: string;
  /** True when the latest utterance was heard but not understood. */
  isUnintelligible: boolean;
}

export function reviewCall(context: MindContext): CallSoFar {
  const { conversation } = context;
  const calls = recallCalls(conversation);
  const lastAgentIndex = conversation.findLastIndex((item) => item.kind === 'agent');
  const lastCallIndex = conversation.findLastIndex((item) => item.kind === 'call');
  const utterances = conversation
    .slice(Math.max(lastAgentIndex, lastCallIndex) + 1)
    .filter((item) => item.kind === 'caller');
  const latest = utterances
    .map((item) => item.text)
    .join(' ')
    .trim();
  return {
    context,
    facts: readCallerFacts(conversation, context.instructions),
    calls,
    latest,
    isUnintelligible: context.trigger === 'caller-spoke' && latest === '',
  };
}

export function lastCall(call: CallSoFar, name: string): RememberedCall | null {
  return call.calls.findLast((one) => one.name === name) ?? null;
}

export function hasTool(call: CallSoFar, name: string): boolean {
  return call.context.toolChoice !== 'none' && call.context.tools.some((tool) => tool.name === name);
}

/** How often the agent has said something that contains `line`. */
export function timesSaid(call: CallSoFar, line: string): number {
  return call.context.conversation.filter((item) => item.kind === 'agent' && item.text.includes(line)).length;
}

/** What the caller said after the `index`-th item of the conversation. */
export function saidAfter(call: CallSoFar, index: number): string {
  return call.context.conversation
    .slice(index + 1)
    .filter((item) => item.kind === 'caller')
    .map((item) => item.text)
    .join(' ')
    .trim();
}
