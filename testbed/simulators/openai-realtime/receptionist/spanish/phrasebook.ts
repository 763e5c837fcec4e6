/** The same sentence in two languages; `{name}` stands for what changes. */
export interface Phrase {
  en: string;
  es: string;
}

interface Rule {
  pattern: RegExp;
  replacement: string;
}

const escapeMarks = (text: string): string => text.replaceAll(/[.*+?^$()|[\]\\]/g, '\\$&');

function toRule(from: string, to: string): Rule {
  const source = escapeMarks(from).replaceAll(/\{(\w+)\}/g, '(?<$1>[^?¿]{1,400}?)');
  // A word ends where its line ends: "Sorry" is not the beginning of "Sorrynot".
  return { pattern: new RegExp(source, 'g'), replacement: to.replaceAll(/\{(\w+)\}/g, '$<$1>') };
}

const longestFirst = (one: Rule, other: Rule): number =>
  other.pattern.source.length - one.pattern.source.length;

function apply(rules: readonly Rule[], text: string): string {
  return rules.reduce((words, { pattern, replacement }) => words.replaceAll(pattern, replacement), text);
}

/** Translates the receptionist's own sentences, both ways; what it does not know stays as it is. */
export class Phrasebook {
  readonly #toSpanish: readonly Rule[];
  readonly #toEnglish: readonly Rule[];

  constructor(phrases: readonly Phrase[]) {
    this.#toSpanish = phrases.map(({ en, es }) => toRule(en, es)).sort(longestFirst);
    this.#toEnglish = phrases.map(({ en, es }) => toRule(es, en)).sort(longestFirst);
  }

  toSpanish(text: string): string {
    return apply(this.#toSpanish, text);
  }

  toEnglish(text: string): string {
    return apply(this.#toEnglish, text);
  }
}
