import path from 'node:path';
import type { Logger } from '@afterhourfix/foundation';
import { startEmbeddedPostgres } from './embedded/embedded-server.ts';

export interface DatabaseServer extends AsyncDisposable {
  ownerUrl: string;
  isEmbedded: boolean;
}

/** The server named by `databaseUrl`, or an embedded one that keeps its data in `postgres` below `dataDir`. */
export async function resolveDatabaseServer(options: {
  databaseUrl: string | undefined;
  dataDir: string;
  log: Logger;
}): Promise<DatabaseServer> {
  const { databaseUrl, dataDir, log } = options;
  if (databaseUrl)
    return { ownerUrl: databaseUrl, isEmbedded: false, [Symbol.asyncDispose]: () => Promise.resolve() };
  const server = await startEmbeddedPostgres({ dataDir: path.join(dataDir, 'postgres'), log });
  return { ownerUrl: server.ownerUrl, isEmbedded: true, [Symbol.asyncDispose]: () => server.stop() };
}
