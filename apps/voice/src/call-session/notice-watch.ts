import { findMissingNotices, GUARD_LINES, tellGreetingLanguage } from '@afterhourfix/domain';
import type { OwedLine } from './owed-line.ts';

/**
 * Whether the caller has heard that an AI speaks and that the call is recorded. What the greeting has left out, or
 * what of it was cut off, is said once.
 */
export class NoticeWatch {
  readonly #opening: string;
  #isDue: boolean;

  /** An opening that holds no notices was allowed to: it comes from a part of the call that has had them. */
  constructor(opening: { kind: 'greeting' | 'resumption'; text: string }) {
    this.#opening = opening.text;
    this.#isDue = opening.kind === 'greeting' && findMissingNotices(opening.text).length === 0;
  }

  /** The first of the agent's turns is over for the caller. The line that is owed now, or null. */
  heard(agentWords: string): OwedLine | null {
    if (!this.#isDue) return null;
    this.#isDue = false;
    const missing = findMissingNotices(agentWords);
    return missing.length === 0 ? null : toNotice(this.#opening, missing);
  }
}

function toNotice(opening: string, missing: readonly string[]): OwedLine {
  const language = tellGreetingLanguage(opening);
  const text = GUARD_LINES.NOTICE[language];
  const ruleIds = missing.map((notice) => `notice.${notice}`);
  return { id: 'NOTICE', purpose: 'notice', language, text, ruleIds, mustBeOut: false };
}
