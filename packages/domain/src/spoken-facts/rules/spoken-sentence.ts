import { isFollowed, isNamed } from './complete-findings.ts';
import type { AmountFinding, SpokenFinding, SpokenLanguage } from './finding.ts';
import { judgeSpokenFacts } from './judge-spoken-facts.ts';
import type { Judgement, Verdict } from './judgement.ts';
import type { SpokenFactsLedger } from './ledger.ts';
import { hasPriceWord } from './price-words.ts';
import { toPlain, toTokens } from './tokens.ts';

/** Whoever speaks without a full stop is judged in pieces: reading all anew with each word would take ever longer. */
const LONGEST_SENTENCE = 400;
/** The end of a sentence, not of "a.m.", "Dr." or a street's "St.". */
const SENTENCE_END = /(?<!\b(?:[ap]\.?\s?m|dr|mr|mrs|ms|st|ave|rd|sr|sra))[.?!]+["”)]?\s+/gi;

/**
 * What the agent says in one turn, as the deltas of its transcript come in. A finding is judged once the words after
 * it show that it is complete: "two hundred" waits for "fifty-eight". A finding that was backed and turns out worse by
 * what follows (another day, another part of the price) is told again. Spans are places in `text`.
 */
export class SpokenSentence {
  readonly #language: SpokenLanguage;
  #text = '';
  #sentenceStart = 0;
  #isPriceTalk = false;
  readonly #amountsBefore: number[] = [];
  readonly #told = new Map<string, Verdict>();

  constructor(language: SpokenLanguage) {
    this.#language = language;
  }

  get text(): string {
    return this.#text;
  }

  /** Judgements that this delta completed. */
  push(delta: string, ledger: SpokenFactsLedger): Judgement[] {
    this.#text += delta;
    const judgements = this.#closeSentences(ledger);
    const settled = this.#text.slice(this.#sentenceStart, endOfLastWhole(this.#text));
    if (settled.trim() === '') return judgements;
    const tokens = toTokens(toPlain(settled));
    const isComplete = (finding: SpokenFinding) => {
      if (isMaybeLine(finding, ledger)) return false;
      const ending = { finding, language: this.#language };
      return isLineOfQuote(finding, ledger) ? isNamed(tokens, finding) : isFollowed(tokens, ending);
    };
    return [...judgements, ...this.#judge(settled, { ledger, isComplete })];
  }

  /** The turn is over: what is left is complete. */
  end(ledger: SpokenFactsLedger): Judgement[] {
    const rest = this.#text.slice(this.#sentenceStart);
    const judgements = this.#judge(rest, { ledger, isComplete: () => true });
    this.#close(this.#text.length);
    return judgements;
  }

  #closeSentences(ledger: SpokenFactsLedger): Judgement[] {
    const judgements: Judgement[] = [];
    if (this.#text.length - this.#sentenceStart > LONGEST_SENTENCE) judgements.push(...this.end(ledger));
    SENTENCE_END.lastIndex = this.#sentenceStart;
    for (let match = SENTENCE_END.exec(this.#text); match; match = SENTENCE_END.exec(this.#text)) {
      const end = match.index + match[0].length;
      const sentence = this.#text.slice(this.#sentenceStart, end);
      judgements.push(...this.#judge(sentence, { ledger, isComplete: () => true }));
      this.#close(end);
    }
    return judgements;
  }

  #close(end: number): void {
    const sentence = this.#text.slice(this.#sentenceStart, end);
    this.#isPriceTalk = hasPriceWord({ tokens: toTokens(toPlain(sentence)), language: this.#language });
    this.#sentenceStart = end;
  }

  #judge(
    text: string,
    { ledger, isComplete }: { ledger: SpokenFactsLedger; isComplete: (finding: SpokenFinding) => boolean },
  ): Judgement[] {
    const sentence = {
      text,
      language: this.#language,
      isPriceTalk: this.#isPriceTalk,
      amountsBefore: this.#amountsBefore,
    };
    const judgements = judgeSpokenFacts(sentence, ledger);
    const isTimeOpen = judgements.some(({ finding }) => isOfClock(finding) && !isComplete(finding));
    const news = judgements
      .filter(({ finding, verdict }) => {
        const isOpenDay = isTimeOpen && finding.kind === 'date' && verdict !== 'backed';
        return isComplete(finding) && !isOpenDay;
      })
      .map((judgement) => this.#place(judgement))
      .filter((judgement) => this.#isNews(judgement));
    for (const { finding, verdict } of news)
      if (finding.kind === 'amount' && verdict === 'backed') this.#amountsBefore.push(finding.amountCents);
    return news;
  }

  #place(judgement: Judgement): Judgement {
    const { finding } = judgement;
    const start = finding.start + this.#sentenceStart;
    return { ...judgement, finding: { ...finding, start, end: finding.end + this.#sentenceStart } };
  }

  #isNews({ kind, finding, verdict }: Judgement): boolean {
    const key = `${kind} ${finding.start}`;
    const told = this.#told.get(key);
    if (told !== undefined && (told !== 'backed' || verdict === 'backed')) return false;
    this.#told.set(key, verdict);
    return true;
  }
}

/** A day goes with the time beside it, which may still become another one, or a price. */
function isOfClock({ kind }: SpokenFinding): boolean {
  return kind === 'time' || kind === 'window';
}

/** Whether it is true depends on the line that the words after it name. */
function isLineOfQuote(finding: SpokenFinding, { quotes }: SpokenFactsLedger): finding is AmountFinding {
  if (finding.kind !== 'amount') return false;
  return quotes.some(({ lines }) => lines.some(({ amountCents }) => amountCents === finding.amountCents));
}

/** "The one-twenty is the after-hours fee": a time by its shape, until the end of the sentence says that it is a price. */
function isMaybeLine(finding: SpokenFinding, { quotes }: SpokenFactsLedger): boolean {
  if (finding.kind !== 'time' || !finding.couldBeAmount) return false;
  const hours = Math.trunc(finding.minutesOfDay / 60) || 12;
  const amountCents = (hours * 100 + (finding.minutesOfDay % 60)) * 100;
  return quotes.some(({ lines }) => lines.some((line) => line.amountCents === amountCents));
}

/** Where the last word begins that the next delta may go on with. */
function endOfLastWhole(text: string): number {
  let end = text.length;
  while (end > 0 && !/\s/.test(text[end - 1] ?? '')) end--;
  return end;
}
