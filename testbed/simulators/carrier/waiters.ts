interface Waiter {
  isMet: () => boolean;
  resolve: () => void;
}

/** Promises of something happening on a call; all of them resolve when the call ends. */
export class Waiters {
  readonly #waiters = new Set<Waiter>();
  #hasEnded = false;

  until(isMet: () => boolean): Promise<void> {
    return new Promise((resolve) => {
      this.#waiters.add({ isMet, resolve });
      this.wake();
    });
  }

  /** Something changed: whoever waited for it goes on. */
  wake(): void {
    for (const waiter of this.#waiters) {
      if (!this.#hasEnded && !waiter.isMet()) continue;
      this.#waiters.delete(waiter);
      waiter.resolve();
    }
  }

  end(): void {
    this.#hasEnded = true;
    this.wake();
  }
}
