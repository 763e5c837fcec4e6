import {
  type EarlierVerdict,
  type InstructionId,
  type ModelVerdict,
  nextQuestion,
  type TriageVerdict,
  type WeatherReport,
} from '@afterhourfix/domain';
import type { Logger } from '@afterhourfix/foundation';
import type { HeldTriage, LineState } from '../agent-tools/agent-tool.ts';
import type { SpeechEngine } from '../speech-engine/speech-engine.ts';
import { AskedQuestions } from './asked-questions.ts';
import type { CallJournal } from './call-journal.ts';
import { CallerWords } from './caller-words.ts';
import type { OwedLine } from './owed-line.ts';
import { isSameVerdict, type SafetyJudge, type SafetyJudgement } from './safety-judge.ts';
import { toMinorRefusal } from './safety-words.ts';

/** A child may get help and a person, and nothing that costs money or binds anybody. */
const TOOLS_FOR_MINORS: ReadonlySet<string> = new Set([
  'triage_call',
  'check_service_area',
  'get_knowledge',
  'take_message',
  'transfer_call',
  'end_call',
]);

/** What is known of the call's trouble, and written down each time that it changes. */
export class CallTriage {
  readonly #judge: SafetyJudge;
  readonly #journal: CallJournal;
  readonly #log: Logger;
  readonly #words: CallerWords;
  readonly #questions = new AskedQuestions();
  #verdict: TriageVerdict;

  constructor(parts: { engine: SpeechEngine; safetyJudge: SafetyJudge; journal: CallJournal; log: Logger }) {
    this.#words = new CallerWords({ isEnded: !parts.engine.abilities.ownsTurns });
    this.#judge = parts.safetyJudge;
    this.#journal = parts.journal;
    this.#log = parts.log;
    this.#verdict = parts.safetyJudge.heard([]).verdict;
  }

  /** What the caller had said in earlier parts of the call; `earlier`: what was judged then and their words do not tell. */
  recall(texts: readonly string[], earlier: EarlierVerdict | null): OwedLine | null {
    if (earlier !== null) this.#judge.recall(earlier);
    for (const [index, text] of texts.entries())
      this.#words.heard({ utteranceId: `earlier.${index}`, text, isFinal: true });
    const isAnythingKnown = texts.length > 0 || earlier !== null;
    return isAnythingKnown ? this.#learn(() => this.#judge.heard(this.#words.all)) : null;
  }

  /** The line that is due for all that was said, known or not; null when none is or the words tell nothing new. */
  heard(said: { utteranceId: string; text: string; isFinal: boolean }): OwedLine | null {
    if (!this.#words.heard(said)) return null;
    if (said.isFinal) this.#questions.answered(this.#words.all.length - 1);
    const { all, settled } = this.#words;
    const isGrowing = all.some((text, index) => text !== settled[index]);
    if (isGrowing && !this.#isSure(all, settled)) return null;
    return this.#learn(() => this.#judge.heard(all, this.#questions.all));
  }

  agentSaid({ text, isFinal }: { text: string; isFinal: boolean }): void {
    if (isFinal) this.#questions.agentSaid(text);
  }

  /** Null when the words so far tell nothing new in it. */
  weatherKnown({ outdoorTemperatureF }: WeatherReport): OwedLine | null {
    this.#judge.weatherKnown(outdoorTemperatureF);
    const { all } = this.#words;
    if (all.length > 0) return this.#learn(() => this.#judge.heard(all, this.#questions.all));
    this.#verdict = this.#judge.heard([]).verdict;
    return null;
  }

  modelJudged(said: ModelVerdict): OwedLine | null {
    return this.#learn(() => this.#judge.modelJudged(said));
  }

  get verdict(): TriageVerdict {
    return this.#verdict;
  }

  toHeld(findState: (lineId: InstructionId) => LineState): HeldTriage {
    const { severity, trades, jobTypes, isVulnerable, instructionId: id } = this.#verdict;
    const safetyLine = id === null ? null : { id, state: findState(id) };
    const question = nextQuestion(this.#verdict);
    const ask = question?.text[this.#verdict.language] ?? null;
    return { severity, trades, jobTypes, vulnerable: isVulnerable, safetyLine, ask };
  }

  /** What a tool is answered while a child is on the telephone, or null. */
  refuse(toolName: string): Record<string, unknown> | null {
    const isMinor = this.#verdict.flags.includes('minor');
    return isMinor && !TOOLS_FOR_MINORS.has(toolName) ? toMinorRefusal() : null;
  }

  /** The danger that a growing sentence tells must be told with its last words and without them. */
  #isSure(all: readonly string[], settled: readonly string[]): boolean {
    const before = this.#lineIdOf(settled);
    return before !== null && before === this.#lineIdOf(all);
  }

  #lineIdOf(texts: readonly string[]): string | null {
    try {
      return this.#judge.heard(texts, this.#questions.all).line?.id ?? null;
    } catch {
      // Told when the sentence is over.
      return null;
    }
  }

  /** A judgement that fails must not end the call; the caller's next words are judged anew. */
  #learn(judge: () => SafetyJudgement): OwedLine | null {
    try {
      const { verdict, line, ruleIds, by } = judge();
      const isNew = !isSameVerdict(verdict, this.#verdict);
      this.#verdict = verdict;
      if (isNew) this.#journal.happened('triage-judged', { ...toPayload(verdict), ruleIds, by });
      return line;
    } catch (error) {
      this.#log.error({ err: error }, 'safety could not be judged');
      return null;
    }
  }
}

/** No words of the caller's: evidence and language stay out. */
function toPayload(verdict: TriageVerdict): Record<string, unknown> {
  const { severity, trades, jobTypes, isVulnerable, flags, instructionId } = verdict;
  return { severity, trades, jobTypes, isVulnerable, flags, instructionId };
}
