import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { findHoldMusic, forBusiness, type SystemContext } from '@afterhourfix/domain';
import { NotFound } from '@afterhourfix/foundation';
import { BusinessId } from '@afterhourfix/vocabulary';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';

const KEPT_SECONDS = 86_400;
const Query = z.object({ business: BusinessId });

/**
 * Music for callers who wait for a person: ours, and the owners' own files. The carrier fetches it without a signature,
 * as any media; the address of a file changes with it.
 */
export function holdMusicRoutes(app: FastifyInstance, system: SystemContext): void {
  const ours = readFileSync(join(import.meta.dirname, 'hold-music.wav'));
  const kept = `public, max-age=${KEPT_SECONDS}`;
  app.get('/twilio/hold-music.wav', (_request, reply) =>
    reply.type('audio/wav').header('cache-control', kept).send(ours),
  );
  app.get('/twilio/hold-music', async (request, reply) => {
    const query = Query.safeParse(request.query);
    const music = query.success ? await findMusic(system, query.data.business) : null;
    // Who waits hears ours rather than nothing.
    if (!music) return reply.type('audio/wav').send(ours);
    return reply.type(music.contentType).header('cache-control', kept).send(music.bytes);
  });
}

async function findMusic(system: SystemContext, businessId: BusinessId) {
  try {
    return await findHoldMusic(await forBusiness(system, businessId, { kind: 'carrier' }));
  } catch (error) {
    if (!(error instanceof NotFound)) system.log.warn({ err: error, businessId }, 'hold music is not read');
    return null;
  }
}
