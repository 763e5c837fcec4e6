/**
 * A verdict costs 0.03 to 0.08 ms for each utterance that it looks at, and may take 1 ms. Older dangers have had their
 * line.
 */
const MAX_UTTERANCES = 12;

/** What the caller has said lately, utterance by utterance; tells only of growth by whole words. */
export class CallerWords {
  readonly #texts = new Map<string, string>();

  get recent(): string[] {
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
