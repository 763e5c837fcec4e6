import { EnvironmentFault } from './environment.ts';
import { awaitShutdownSignal } from './shutdown.ts';

export interface Program extends AsyncDisposable {
  /** Takes nothing new and lets what runs end; a second signal cuts it short. */
  drain?(): Promise<void>;
}

/**
 * The life of a program: starts it, waits for SIGINT or SIGTERM, stops it in order. A signal during the start is
 * heeded once the start is through, so that nothing is left half made. An incomplete environment is told without
 * a stack trace, and ends the process with 1.
 */
export async function runUntilSignal(start: () => Promise<Program>): Promise<void> {
  const stopped = awaitShutdownSignal();
  try {
    const program = await start();
    await stopped;
    const hurried = awaitShutdownSignal();
    await Promise.race([program.drain?.(), hurried]);
    await program[Symbol.asyncDispose]();
  } catch (error) {
    if (!(error instanceof EnvironmentFault)) throw error;
    console.error(error.message);
    process.exitCode = 1;
  }
}
