import { sqlState } from '@afterhourfix/database';
import { DomainError } from '@afterhourfix/foundation';
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
      'The office system has not confirmed this yet. Do not say that it was done, nor that it failed: say that you are waiting for the confirmation. Asking once more with the same arguments tells what came of it and does nothing twice.',
  },
  effect: null,
};

/** What PostgreSQL reports once it has rolled back. Not 08, 57P and 40003: there the commit may have gone through. */
const ROLLED_BACK = /^(22|23|25|40(?!003)|42|53|54|55|57014)/;

/**
 * Whether a writing tool that threw has certainly changed nothing. Tools write in one transaction and refuse bad
 * wishes before it, so an error of a rule or of a statement says that it is undone. Any other error says nothing.
 */
export function isCertainlyUndone(error: unknown): boolean {
  return error instanceof DomainError || ROLLED_BACK.test(sqlState(error) ?? '');
}

/** Undefined when it is no JSON; a tool without arguments may be asked with none at all. */
export function readArguments(json: string): unknown {
  try {
    return JSON.parse(json === '' ? '{}' : json);
  } catch {
    return undefined;
  }
}
