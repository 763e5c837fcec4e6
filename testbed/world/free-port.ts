import { createServer } from 'node:net';
import { EnvironmentFault } from '@afterhourfix/foundation';
import { findRunningWorld } from './world-file.ts';

/** A port that was free a moment ago: for servers that must know their own address before they listen. */
export async function findFreePort(): Promise<number> {
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  const probe = createServer();
  probe.once('error', reject);
  probe.listen(0, '127.0.0.1', () => {
    const address = probe.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    probe.close(() => resolve(port));
  });
  return await promise;
}

/** Throws when ports are taken, naming the variables that choose others, or when the data folder is. */
export async function assertNothingRuns(ports: Record<string, number>, dataDir: string): Promise<void> {
  const faults: string[] = [];
  const world = await findRunningWorld(dataDir);
  const start = world && `an \`npm start\` that still runs here (process ${world.pid})`;
  for (const [variable, port] of Object.entries(ports)) {
    if (await isPortFree(port)) continue;
    faults.push(
      `Port ${port} is in use by ${start ?? 'another program'}. Stop it, or set ${variable} to another port.`,
    );
  }
  if (faults.length === 0 && start)
    faults.push(
      `The data folder ${dataDir} is in use by ${start}. Stop it, or set DATA_DIR to another folder.`,
    );
  if (faults.length > 0) throw new EnvironmentFault(faults.join('\n'));
}

async function isPortFree(port: number): Promise<boolean> {
  const { promise, resolve, reject } = Promise.withResolvers<boolean>();
  const probe = createServer();
  probe.once('error', (error: NodeJS.ErrnoException) =>
    error.code === 'EADDRINUSE' ? resolve(false) : reject(error),
  );
  probe.listen(port, '0.0.0.0', () => probe.close(() => resolve(true)));
  return await promise;
}
