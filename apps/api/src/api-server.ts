import { openConfiguredDatabase } from '@afterhourfix/database';
import { createLogger, type Logger } from '@afterhourfix/foundation';
import Fastify, { type FastifyBaseLogger, LogController } from 'fastify';
import type { ApiConfig } from './config.ts';

const POOL_SIZE = 5;

export interface ApiServer extends AsyncDisposable {
  /** The port it listens on, also when the configured one is 0. */
  readonly port: number;
}

/** The API, listening. It has no data to give away yet: routes come together with sign-in. */
export async function createApiServer(
  config: ApiConfig,
  overrides: { log?: Logger } = {},
): Promise<ApiServer> {
  const log = overrides.log ?? createLogger({ name: 'api', level: config.logLevel });
  await using stack = new AsyncDisposableStack();
  const database = stack.use(await openConfiguredDatabase(config.database, { poolSize: POOL_SIZE, log }));
  const loggerInstance: FastifyBaseLogger = log;
  const app = Fastify({
    loggerInstance,
    logController: new LogController({ disableRequestLogging: true }),
  });
  stack.defer(() => app.close());
  app.get('/health/live', () => ({ status: 'live' }));
  app.get('/health/ready', async (_request, reply) => {
    const isReachable = await database.ping().then(
      () => true,
      () => false,
    );
    return reply
      .code(isReachable ? 200 : 503)
      .send({ status: isReachable ? 'ready' : 'database-unreachable' });
  });
  await app.listen({ port: config.port, host: '0.0.0.0' });
  const address = app.server.address();
  const port = typeof address === 'object' && address ? address.port : config.port;
  const running = stack.move();
  return { port, [Symbol.asyncDispose]: () => running.disposeAsync() };
}
