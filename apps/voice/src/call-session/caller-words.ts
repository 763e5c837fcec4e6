/** A verdict over so many takes a quarter of a millisecond: what was read of an utterance is kept. */
const MAX_UTTERANCES = 100;

/** What the caller has said in this call, utterance by utterance; tells only of growth by whole words. */
export class CallerWords {
  readonly #texts = new Map<string, string>();

  get all(): string[] {
    return [...this.#texts.values()];
  }

  /** False when nothing new can be understood yet. */
  heard(said: { utteranceId: string; text: string; isFinal: boolean }): boolean {
    const text = said.isFinal ? said.text : said.text.slice(0, said.text.search(/\S*$/));
    if (text.trim() === '' || this.#texts.get(said.utteranceId) === text) return false;
    this.#texts.set(said.utteranceId, text);
    if (this.#texts.size > MAX_UTTERANCES)
      this.#texts.delete(this.#texts.keys().next().value ?? said.utteranceId);
    return true;
  }
}
