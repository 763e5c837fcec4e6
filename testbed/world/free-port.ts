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

/** Throws when a port is taken, naming the variable that chooses another. */
export async function assertPortsFree(ports: Record<string, number>, dataDir: string): Promise<void> {
  for (const [variable, port] of Object.entries(ports)) {
    if (await isPortFree(port)) continue;
    const world = await findRunningWorld(dataDir);
    const owner = world ? `an \`npm start\` that still runs here (process ${world.pid})` : 'another program';
    throw new EnvironmentFault(
      `Port ${port} is in use by ${owner}. Stop it, or set ${variable} to another port.`,
    );
  }
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
