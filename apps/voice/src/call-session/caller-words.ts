/** A verdict over so many takes a quarter of a millisecond: what was read of an utterance is kept. */
const MAX_UTTERANCES = 100;
/**
 * While a sentence grows, what its last words tell waits for what follows them: "it smelled like a gas" goes on with
 * "station".
 */
const WORDS_THAT_WAIT = 2;

/** What the caller has said in this call, utterance by utterance; tells only of growth by whole words. */
export class CallerWords {
  readonly #texts = new Map<string, string>();
  readonly #waiting: number;
  #growingId: string | null = null;

  /** `isEnded`: sentences come to an end by and by; of an engine that never ends one no word may wait for it. */
  constructor({ isEnded }: { isEnded: boolean }) {
    this.#waiting = isEnded ? WORDS_THAT_WAIT : 0;
  }

  get all(): string[] {
    return [...this.#texts.values()];
  }

  /** Without the words that wait. */
  get settled(): string[] {
    return [...this.#texts].map(([id, text]) =>
      id === this.#growingId ? withoutLast(text, this.#waiting) : text,
    );
  }

  /** False when nothing new can be understood yet. */
  heard(said: { utteranceId: string; text: string; isFinal: boolean }): boolean {
    const text = said.isFinal ? said.text : said.text.slice(0, said.text.search(/\S*$/));
    const isEnd = said.isFinal && this.#growingId === said.utteranceId;
    this.#growingId = said.isFinal ? null : said.utteranceId;
    if (text.trim() === '' || (!isEnd && this.#texts.get(said.utteranceId) === text)) return false;
    this.#texts.set(said.utteranceId, text);
    if (this.#texts.size > MAX_UTTERANCES)
      this.#texts.delete(this.#texts.keys().next().value ?? said.utteranceId);
    return true;
  }
}

function withoutLast(text: string, count: number): string {
  const words = text.match(/\S+\s+/g) ?? [];
  return words.slice(0, Math.max(0, words.length - count)).join('');
}
