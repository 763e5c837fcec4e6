import { normaliseUtterance, type TriageLanguage } from '@afterhourfix/domain';

/** "Ok", "gracias", "sí, bueno": what people say in a language that is not theirs. */
const LEAST_WORDS = 3;
/** Asked for by its name, and not as in "I don't speak Spanish". */
const NAMED: Readonly<Record<TriageLanguage, RegExp>> = {
  es: /^(?!no\b)(?:\w+ ){0,2}(?:espanol|spanish)(?: (?:por favor|please))?$/,
  en: /^(?!no\b)(?:\w+ ){0,2}(?:ingles|english)(?: (?:por favor|please))?$/,
};

/** "La Jolla Avenue", "Los Feliz": a word in a name is not the language of who says it. */
const LEAST_TELLING_WORDS = 2;

/**
 * The language that a whole utterance tells; null when its words are too few, or of both. Whoever has spoken before,
 * `since`, changes it with more than one word.
 */
export function tellLanguage(said: string, since: TriageLanguage | null = null): TriageLanguage | null {
  const { text, words, language, tellingWords } = normaliseUtterance(said);
  const named = NAMED.es.test(text) ? 'es' : NAMED.en.test(text) ? 'en' : null;
  if (named !== null) return named;
  const isChange = since !== null && language !== since;
  if (isChange && tellingWords < LEAST_TELLING_WORDS) return null;
  return words.length >= LEAST_WORDS ? language : null;
}

/** The language in which we speak to the caller: that of their last sentence, at first that of our greeting. */
export class CallLanguage {
  #current: TriageLanguage;
  #told: TriageLanguage | null = null;

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
    this.#told = tellLanguage(said, this.#told) ?? this.#told;
    this.#current = this.#told ?? this.#current;
  }
}
