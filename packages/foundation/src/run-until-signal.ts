import { EnvironmentFault } from './environment.ts';

export interface Program extends AsyncDisposable {
  /** Takes nothing new and lets what runs end; a second signal cuts it short. */
  drain?(): Promise<void>;
}

const SIGNALS = ['SIGINT', 'SIGTERM'] as const;
/** A terminal's Ctrl-C reaches a process twice when its launcher passes it on too: that is one wish, not two. */
const ECHO_MS = 500;

/**
 * The life of a program: starts it, waits for SIGINT or SIGTERM, stops it in order. A signal during the start is
 * heeded once the start is through, so that nothing is left half made. An incomplete environment is told without
 * a stack trace, and ends the process with 1.
 */
export async function runUntilSignal(start: () => Promise<Program>): Promise<void> {
  using signals = listenForSignals();
  try {
    const program = await start();
    await signals.stopped;
    await Promise.race([program.drain?.(), signals.hurried]);
    await program[Symbol.asyncDispose]();
  } catch (error) {
    if (!(error instanceof EnvironmentFault)) throw error;
    console.error(error.message);
    process.exitCode = 1;
  }
}

function listenForSignals(): { stopped: Promise<void>; hurried: Promise<void> } & Disposable {
  const stopped = Promise.withResolvers<void>();
  const hurried = Promise.withResolvers<void>();
  let firstAtMs: number | null = null;
  const onSignal = () => {
    const nowMs = performance.now();
    firstAtMs ??= nowMs;
    stopped.resolve();
    if (nowMs - firstAtMs > ECHO_MS) hurried.resolve();
  };
  for (const signal of SIGNALS) process.on(signal, onSignal);
  return {
    stopped: stopped.promise,
    hurried: hurried.promise,
    [Symbol.dispose]: () => {
      for (const signal of SIGNALS) process.off(signal, onSignal);
    },
  };
}
