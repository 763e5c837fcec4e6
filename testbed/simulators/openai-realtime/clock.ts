/** Time for a simulated session; a test may pass one that it moves itself. */
export interface SimulatorClock {
  now(): Date;
  /** Calls `run` once after `delayMs`, unless disposed before. */
  after(delayMs: number, run: () => void): Disposable;
}

export const realClock: SimulatorClock = {
  now: () => new Date(),
  after(delayMs, run) {
    const timer = setTimeout(run, delayMs);
    return { [Symbol.dispose]: () => clearTimeout(timer) };
  },
};

/** Resolves after `delayMs`, at once when it is 0; rejects when `signal` aborts. */
export function pause(clock: SimulatorClock, delayMs: number, signal: AbortSignal): Promise<void> {
  if (delayMs <= 0) return Promise.resolve();
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const timer = clock.after(delayMs, resolve);
  const abort = () => {
    timer[Symbol.dispose]();
    reject(signal.reason);
  };
  signal.addEventListener('abort', abort, { once: true });
  return promise.finally(() => signal.removeEventListener('abort', abort));
}
