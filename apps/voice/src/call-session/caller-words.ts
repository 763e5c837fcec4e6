/** A verdict over so many takes a quarter of a millisecond: what was read of an utterance is kept. */
const MAX_UTTERANCES = 100;

/**
 * While a sentence grows its last words wait for what follows them: "it smelled like a gas" goes on with "station".
 * One more may be the part of a word.
 */
const WORDS_THAT_WAIT = 2;

/** What the caller has said in this call, utterance by utterance; tells only of growth by whole words. */
export class CallerWords {
  readonly #texts = new Map<string, string>();
  readonly #waiting: number;

  /** `isEnded`: sentences come to an end by and by; of an engine that never ends one no word may wait for it. */
  constructor({ isEnded }: { isEnded: boolean }) {
    this.#waiting = isEnded ? WORDS_THAT_WAIT : 0;
  }

  get all(): string[] {
    return [...this.#texts.values()];
  }

  /** False when nothing new can be understood yet. */
  heard(said: { utteranceId: string; text: string; isFinal: boolean }): boolean {
    const text = said.isFinal ? said.text : toSettled(said.text, this.#waiting);
    if (text.trim() === '' || this.#texts.get(said.utteranceId) === text) return false;
    this.#texts.set(said.utteranceId, text);
    if (this.#texts.size > MAX_UTTERANCES)
      this.#texts.delete(this.#texts.keys().next().value ?? said.utteranceId);
    return true;
  }
}

function toSettled(text: string, waiting: number): string {
  const words = text.match(/\S+\s+/g) ?? [];
  return words.slice(0, Math.max(0, words.length - waiting)).join('');
}
