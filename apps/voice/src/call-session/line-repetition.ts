import { INSTRUCTION_IDS } from '@afterhourfix/domain';
import { tellLanguage } from './call-language.ts';
import type { OwedLine } from './owed-line.ts';
import { toSafetyLine } from './safety-judge.ts';
import { saysOut } from './said-out.ts';

/** Of the caller's, behind the line. */
const MAX_TURNS = 2;

/** A safety line that was heard by somebody who turns out to speak the other language is said once more, in that one. */
export class LineRepetition {
  #line: OwedLine | null = null;
  readonly #turnIds = new Set<string>();

  /**
   * `lastHeard`: the last safety line that the caller has heard; `text`: all words of this utterance. The line to be
   * said again, or null.
   */
  findLine(said: { utteranceId: string; text: string; lastHeard: OwedLine | null }): OwedLine | null {
    const { utteranceId, text, lastHeard: line } = said;
    if (line !== this.#line) this.#turnIds.clear();
    this.#line = line;
    if (line === null || line.isRepetition || text.trim() === '') return null;
    this.#turnIds.add(utteranceId);
    const language = tellLanguage(text, line.language);
    if (this.#turnIds.size > MAX_TURNS || language === null || language === line.language) return null;
    // Who is out has understood.
    const id = saysOut(text) ? undefined : INSTRUCTION_IDS.find((known) => known === line.id);
    return id === undefined
      ? null
      : { ...toSafetyLine(id, { language, ruleIds: line.ruleIds }), isRepetition: true };
  }
}
