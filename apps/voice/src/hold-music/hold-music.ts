import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';

const KEPT_SECONDS = 86_400;

/** Our own music for callers who wait for a person; the carrier fetches it without a signature, as any media. */
export function holdMusicRoute(app: FastifyInstance): void {
  const music = readFileSync(join(import.meta.dirname, 'hold-music.wav'));
  app.get('/twilio/hold-music.wav', (_request, reply) =>
    reply.type('audio/wav').header('cache-control', `public, max-age=${KEPT_SECONDS}`).send(music),
  );
}
