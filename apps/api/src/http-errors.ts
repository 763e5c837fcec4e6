import { NotFound } from '@afterhourfix/foundation';
import type { FastifyInstance } from 'fastify';

/**
 * What goes wrong inside is told to the log: a database error names its statement and the values in it. Who asked
 * wrongly is told what was wrong.
 */
export function answerFaults(app: FastifyInstance): void {
  app.setErrorHandler((error: { statusCode?: number; message: string }, request, reply) => {
    const { statusCode = 500 } = error;
    if (statusCode >= 400 && statusCode < 500)
      return reply.code(statusCode).send({ error: 'invalid-request', message: error.message });
    request.log.error({ err: error, route: request.routeOptions.url }, 'a request could not be answered');
    return reply.code(500).send({ error: 'internal' });
  });
}

/** What is not there is no fault of ours: null. */
export function nullWhenNotFound(error: unknown): null {
  if (error instanceof NotFound) return null;
  throw error;
}
