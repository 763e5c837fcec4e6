/** Resolves with the first of SIGINT or SIGTERM, so that `main.ts` can close what it created. */
export function awaitShutdownSignal(): Promise<NodeJS.Signals> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve(signal));
  });
}
