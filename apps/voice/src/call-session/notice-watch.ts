import { findMissingNotices, GUARD_LINES, tellGreetingLanguage } from '@afterhourfix/domain';
import type { OwedLine } from './owed-line.ts';

/**
 * Whether the caller has heard that an AI speaks and that the call is recorded. What the greeting has left out, or
 * what of it was cut off, is said once.
 */
export class NoticeWatch {
  readonly #opening: string;
  readonly #earlierWords: string;
  #isDue: boolean;

  /**
   * A greeting that holds no notices was allowed to. A call that comes back may have broken before they were heard;
   * `earlierWords` are the agent's so far, null when they are not kept: who refused to be recorded has heard them.
   */
  constructor(
    { kind, text }: { kind: 'greeting' | 'resumption'; text: string },
    earlierWords: string | null,
  ) {
    this.#opening = text;
    this.#earlierWords = earlierWords ?? '';
    const isBack = kind === 'resumption';
    this.#isDue = isBack ? earlierWords !== null : findMissingNotices(text).length === 0;
  }

  /** The first of the agent's turns is over for the caller. The line that is owed now, or null. */
  heard(agentWords: string): OwedLine | null {
    if (!this.#isDue) return null;
    this.#isDue = false;
    const missing = findMissingNotices(`${this.#earlierWords} ${agentWords}`);
    return missing.length === 0 ? null : toNotice(this.#opening, missing);
  }
}

function toNotice(opening: string, missing: readonly string[]): OwedLine {
  const language = tellGreetingLanguage(opening);
  const text = GUARD_LINES.NOTICE[language];
  const ruleIds = missing.map((notice) => `notice.${notice}`);
  return { id: 'NOTICE', purpose: 'notice', language, text, ruleIds, mustBeOut: false };
}
