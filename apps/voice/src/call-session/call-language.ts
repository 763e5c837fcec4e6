import { normaliseUtterance, type TriageLanguage } from '@afterhourfix/domain';

/** "Ok", "gracias", "sí, bueno": what people say in a language that is not theirs. */
const LEAST_WORDS = 3;
/** Asked for by its name, and not as in "I don't speak Spanish". */
const NAMED: Readonly<Record<TriageLanguage, RegExp>> = {
  es: /^(?!no\b)(?:\w+ ){0,2}(?:espanol|spanish)(?: (?:por favor|please))?$/,
  en: /^(?!no\b)(?:\w+ ){0,2}(?:ingles|english)(?: (?:por favor|please))?$/,
};

/** The language that a whole utterance tells; null when its words are too few, or of both. */
export function tellLanguage(said: string): TriageLanguage | null {
  const { text, words, language } = normaliseUtterance(said);
  const named = NAMED.es.test(text) ? 'es' : NAMED.en.test(text) ? 'en' : null;
  return named ?? (words.length >= LEAST_WORDS ? language : null);
}

/** The language in which we speak to the caller: that of their last sentence, at first that of our greeting. */
export class CallLanguage {
  #current: TriageLanguage;

  constructor(call: {
    agent: { greeting: string };
    earlierTurns: readonly { speaker: 'caller' | 'agent'; text: string }[];
  }) {
    this.#current = normaliseUtterance(call.agent.greeting).language ?? 'en';
    for (const { speaker, text } of call.earlierTurns) if (speaker === 'caller') this.callerSaid(text);
  }

  get current(): TriageLanguage {
    return this.#current;
  }

  /** A whole utterance of the caller. */
  callerSaid(said: string): void {
    this.#current = tellLanguage(said) ?? this.#current;
  }
}
