/** 15 s of the caller's words, in frames of 20 ms. */
const MAX_APPENDS = 750;

/** Caller audio that no session can take yet; it outlives sessions, so that a lost one costs no words. */
export class AudioBacklog {
  #appends: string[] = [];
  /** The oldest, thrown away because nobody took them in time. */
  droppedAppends = 0;

  get isEmpty(): boolean {
    return this.#appends.length === 0;
  }

  push(audio: string): void {
    this.#appends.push(audio);
    if (this.#appends.length <= MAX_APPENDS) return;
    this.#appends.shift();
    this.droppedAppends++;
  }

  /** In order, until `take` refuses one. */
  drainInto(take: (audio: string) => boolean): void {
    const refusedAt = this.#appends.findIndex((audio) => !take(audio));
    this.#appends = refusedAt < 0 ? [] : this.#appends.slice(refusedAt);
  }
}
