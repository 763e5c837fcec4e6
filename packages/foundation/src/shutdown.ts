/** Resolves with the first of SIGINT or SIGTERM, for commands that only need to stop. */
export function awaitShutdownSignal(): Promise<NodeJS.Signals> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve(signal));
  });
}
