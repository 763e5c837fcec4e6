/** Counts what is under way, for those who must wait until none is. */
export class Settling {
  #underWay = 0;
  #none: PromiseWithResolvers<void> | null = null;

  begun(): void {
    this.#underWay++;
  }

  ended(): void {
    this.#underWay--;
    if (this.#underWay > 0) return;
    this.#none?.resolve();
    this.#none = null;
  }

  /** Null when nothing is under way. */
  untilNone(): Promise<void> | null {
    if (this.#underWay === 0) return null;
    this.#none ??= Promise.withResolvers();
    return this.#none.promise;
  }
}
