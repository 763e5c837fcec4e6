/** Time for a simulated carrier: the wall's, or one that runs faster for everybody in a world. */
export interface CarrierClock {
  monotonicMs(): number;
  /** Calls `run` once after `delayMs`, unless disposed before. */
  after(delayMs: number, run: () => void): Disposable;
}

export const wallClock: CarrierClock = {
  monotonicMs: () => performance.now(),
  after(delayMs, run) {
    const timer = setTimeout(run, delayMs);
    return { [Symbol.dispose]: () => clearTimeout(timer) };
  },
};

/** Rejects with the signal's reason when it aborts first. */
export function wait(clock: CarrierClock, delayMs: number, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.reject(signal.reason);
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const timer = clock.after(delayMs, resolve);
  const abort = () => {
    timer[Symbol.dispose]();
    reject(signal.reason);
  };
  signal.addEventListener('abort', abort, { once: true });
  return promise.finally(() => signal.removeEventListener('abort', abort));
}
