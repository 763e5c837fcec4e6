import type { ToolAnswer } from '../agent-tools/agent-tool.ts';

/** What the model is told when a tool gave no answer and has certainly changed nothing. */
export const UNREACHABLE: ToolAnswer = {
  result: {
    error: 'unavailable',
    detail:
      'The office system did not answer; nothing was changed. Say so honestly and offer to connect a person.',
  },
  effect: null,
};

/** What the model is told when a write gave no answer: it may have happened. */
export const UNKNOWN_WRITE: ToolAnswer = {
  result: {
    error: 'unknown',
    detail:
      'The office system has not confirmed this yet. Do not say that it was done, nor that it failed: say that you are waiting for the confirmation.',
  },
  effect: null,
};

/** Undefined when it is no JSON; a tool without arguments may be asked with none at all. */
export function readArguments(json: string): unknown {
  try {
    return JSON.parse(json === '' ? '{}' : json);
  } catch {
    return undefined;
  }
}
