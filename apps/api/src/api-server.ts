import { openConfiguredDatabase } from '@afterhourfix/database';
import type { SystemContext } from '@afterhourfix/domain';
import { type Clock, createLogger, type Logger, systemClock } from '@afterhourfix/foundation';
import Fastify, { type FastifyBaseLogger, LogController } from 'fastify';
import type { ApiConfig } from './config.ts';
import { answerFaults } from './http-errors.ts';
import { calcomWebhookRoutes } from './routes/calcom-webhook.ts';
import { rotaCalendarRoutes } from './routes/rota-calendar.ts';
import { textHealthRoutes } from './routes/text-health.ts';
import { visitFeedRoutes } from './routes/visit-feed.ts';

const POOL_SIZE = 5;

export interface ApiServer extends AsyncDisposable {
  /** The port it listens on, also when the configured one is 0. */
  readonly port: number;
}

/** The API, listening. All that it answers yet are calendars and whether texts arrive; other routes come together with sign-in. */
export async function createApiServer(
  config: ApiConfig,
  overrides: { log?: Logger; clock?: Clock } = {},
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
  answerFaults(app);
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
  const system: SystemContext = { db: database.system, clock: overrides.clock ?? systemClock, log };
  await app.register((scope) => calcomWebhookRoutes(scope, { system, accounts: config.calcom.accounts }));
  await app.register((scope) => visitFeedRoutes(scope, { system, secret: config.feedSecret }));
  await app.register((scope) => rotaCalendarRoutes(scope, { system, secret: config.feedSecret }));
  await app.register((scope) => textHealthRoutes(scope, { system, secret: config.feedSecret }));
  await app.listen({ port: config.port, host: '0.0.0.0' });
  const address = app.server.address();
  const port = typeof address === 'object' && address ? address.port : config.port;
  const running = stack.move();
  return { port, [Symbol.asyncDispose]: () => running.disposeAsync() };
}
