const MAX_RESERVATIONS = 200;

/** Our own reservations by opening, the latest of them; losing one costs no more than waiting for its end. */
export class ReservationMemory {
  readonly #uids = new Map<string, string>();

  remember(openingRef: string, uid: string): void {
    this.#uids.delete(openingRef);
    this.#uids.set(openingRef, uid);
    const oldest = this.#uids.keys().next().value;
    if (this.#uids.size > MAX_RESERVATIONS && oldest !== undefined) this.#uids.delete(oldest);
  }

  find(openingRef: string | null): string | null {
    return openingRef === null ? null : (this.#uids.get(openingRef) ?? null);
  }

  forget(uid: string): void {
    for (const [openingRef, known] of this.#uids) if (known === uid) this.#uids.delete(openingRef);
  }
}
