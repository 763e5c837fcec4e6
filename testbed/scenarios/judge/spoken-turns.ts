import type { CallRecord, RecordedTurn } from '../call-record.ts';
import type { Catalogue } from '../scenario-file.ts';

/** What the agent said between two turns of the caller. */
export interface AgentTurn {
  text: string;
  /** The utterances in it, in order. */
  parts: readonly RecordedTurn[];
  startedAt: Date;
}

const FLAGS = 'giu';

/** The agent's turns, the greeting apart: all that was said before the caller's first word. */
export function listAgentTurns({ turns }: Pick<CallRecord, 'turns'>): {
  greeting: AgentTurn | null;
  answers: AgentTurn[];
} {
  const groups: RecordedTurn[][] = [[]];
  for (const turn of turns) {
    if (turn.speaker === 'agent') groups.at(-1)?.push(turn);
    else groups.push([]);
  }
  const [greeting, ...answers] = groups.map(toAgentTurn);
  return { greeting: greeting ?? null, answers: answers.filter((turn) => turn !== null) };
}

function toAgentTurn(parts: readonly RecordedTurn[]): AgentTurn | null {
  const [first] = parts;
  if (!first) return null;
  return { text: parts.map(({ text }) => text).join(' '), parts, startedAt: first.startedAt };
}

/** Whether a pattern of the scenarios is said in it; a negated phrase counts here. */
export function isSaid(pattern: string, text: string): boolean {
  return new RegExp(pattern, FLAGS).test(text);
}

/** The first forbidden words, unless what stands before them in the turn negates them; null when there are none. */
export function findForbidden(
  patterns: readonly string[],
  { text, evaluation }: { text: string; evaluation: Catalogue['evaluation'] },
): string | null {
  const guard = new RegExp(evaluation.negationGuard, evaluation.regexFlags);
  for (const pattern of patterns) {
    for (const hit of text.matchAll(new RegExp(pattern, FLAGS))) {
      if (!guard.test(text.slice(0, hit.index))) return hit[0];
    }
  }
  return null;
}
