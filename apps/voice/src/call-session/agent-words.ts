import {
  type Judgement,
  normaliseUtterance,
  type SpokenFactsLedger,
  type SpokenLanguage,
  SpokenSentence,
} from '@afterhourfix/domain';

/** Fewer letters do not tell a language. */
const TELLING_LENGTH = 12;

/** The words of one utterance of the agent's as they come, and what of them was backed by a tool. */
export class AgentWords {
  readonly utteranceId: string;
  readonly backed: Judgement[] = [];
  /** No more of its turn will come. */
  isOver = false;
  #language: SpokenLanguage;
  #isLanguageTold = false;
  #sentence: SpokenSentence;

  constructor(utteranceId: string, language: SpokenLanguage) {
    this.utteranceId = utteranceId;
    this.#language = language;
    this.#sentence = new SpokenSentence(language);
  }

  get text(): string {
    return this.#sentence.text;
  }

  get language(): SpokenLanguage {
    return this.#language;
  }

  /** What these words make complete, judged. A final text that differs from its deltas is judged from the start. */
  said(said: { text: string; isFinal: boolean }, ledger: SpokenFactsLedger): Judgement[] {
    const known = this.#sentence.text;
    const all = said.isFinal ? said.text : known + said.text;
    const isNew = !all.startsWith(known) || this.#tellLanguage(all);
    if (isNew) this.#startAnew();
    const judgements = this.#sentence.push(isNew ? all : all.slice(known.length), ledger);
    if (said.isFinal) judgements.push(...this.#sentence.end(ledger));
    this.backed.push(
      ...judgements.filter(({ verdict, backedBy }) => verdict === 'backed' && backedBy !== null),
    );
    return judgements;
  }

  /** True when the words turn out to be of the other language. */
  #tellLanguage(text: string): boolean {
    if (this.#isLanguageTold || text.length < TELLING_LENGTH) return false;
    const language = normaliseUtterance(text).language;
    if (language === null) return false;
    this.#isLanguageTold = true;
    const isOther = language !== this.#language;
    this.#language = language;
    return isOther;
  }

  #startAnew(): void {
    this.#sentence = new SpokenSentence(this.#language);
    this.backed.length = 0;
  }
}
