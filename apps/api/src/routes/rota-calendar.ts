import {
  type DomainContext,
  type ExportedDuty,
  exportRota,
  forBusiness,
  importRota,
  type SystemContext,
} from '@afterhourfix/domain';
import type { Secret } from '@afterhourfix/foundation';
import { type FeedEvent, readRotaCalendar, writeFeed } from '@afterhourfix/integrations/icalendar';
import { BusinessId } from '@afterhourfix/vocabulary';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { nullWhenNotFound } from '../http-errors.ts';
import { isSameSignature, signAddress } from '../signed-address.ts';

const DAY_MS = 24 * 60 * 60_000;
const PAST_DAYS = 30;
/** A rule without an end is followed so far; whoever wants more sends the calendar again. */
const FUTURE_DAYS = 366;
const MAX_BODY_BYTES = 2 * 1024 * 1024;
const Uuid = z.uuid();

interface Rota {
  businessId: string;
  departmentId: string;
}

export interface RotaCalendarParts {
  system: SystemContext;
  secret: Secret | null;
}

/** Where other calendars subscribe to a department's rota. They send no keys, so the address is the key. */
export function toRotaFeedPath(rota: Rota, secret: Secret): string {
  return `/calendars/rotas/${rota.businessId}/${rota.departmentId}/${sign('read', rota, secret)}.ics`;
}

/** The bearer key with which a department's rota is written; no address holds it. */
export const toRotaKey = (rota: Rota, secret: Secret): string => sign('write', rota, secret);

export async function rotaCalendarRoutes(
  app: FastifyInstance,
  { system, secret }: RotaCalendarParts,
): Promise<void> {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'string', bodyLimit: MAX_BODY_BYTES }, (_request, body, done) =>
    done(null, body),
  );
  app.get<{ Params: Rota & { file: string } }>(
    '/calendars/rotas/:businessId/:departmentId/:file',
    async (request, reply) => {
      const { file, ...rota } = request.params;
      const isSigned = secret !== null && isSameSignature(file, `${sign('read', rota, secret)}.ics`);
      const text = isSigned ? await withRota(system, rota, writeRota) : null;
      if (text === null) return reply.code(404).send({ error: 'unknown-rota' });
      return reply
        .header('cache-control', 'private, max-age=300')
        .type('text/calendar; charset=utf-8')
        .send(text);
    },
  );
  app.put<{ Params: Rota }>('/calendars/rotas/:businessId/:departmentId', async (request, reply) => {
    const { params: rota, body } = request;
    const key = /^Bearer (\w+)$/.exec(request.headers.authorization ?? '')?.[1] ?? '';
    if (secret === null || !isSameSignature(key, toRotaKey(rota, secret)))
      return reply.code(401).send({ error: 'not-signed' });
    const text = typeof body === 'string' ? body : '';
    const answer = await withRota(system, rota, (ctx) => takeRota(ctx, { ...rota, text }));
    if (answer === null) return reply.code(404).send({ error: 'unknown-rota' });
    return reply.code(answer.ok ? 200 : 422).send(answer);
  });
}

async function withRota<Answer>(
  system: SystemContext,
  rota: Rota,
  work: (ctx: DomainContext, rota: Rota) => Promise<Answer>,
): Promise<Answer | null> {
  const businessId = BusinessId.safeParse(rota.businessId);
  if (!businessId.success || !Uuid.safeParse(rota.departmentId).success) return null;
  try {
    return await work(
      await forBusiness(system, businessId.data, { kind: 'job', name: 'calendars.rota' }),
      rota,
    );
  } catch (error) {
    return nullWhenNotFound(error);
  }
}

async function writeRota(ctx: DomainContext, { departmentId }: Rota): Promise<string> {
  const writtenAt = ctx.clock.now();
  const today = Math.floor(writtenAt.getTime() / DAY_MS) * DAY_MS;
  const window = {
    startsAt: new Date(today - PAST_DAYS * DAY_MS),
    endsAt: new Date(today + FUTURE_DAYS * DAY_MS),
  };
  const { name, duties } = await exportRota(ctx, { departmentId, ...window });
  return writeFeed({ name, writtenAt, events: duties.map(toEvent) });
}

const toEvent = (duty: ExportedDuty): FeedEvent => ({
  ...duty,
  location: '',
  description: '',
  isCancelled: false,
});

async function takeRota(ctx: DomainContext, { departmentId, text }: Rota & { text: string }) {
  const from = ctx.clock.now();
  const until = new Date(from.getTime() + FUTURE_DAYS * DAY_MS);
  const read = readRotaCalendar(text, { timeZone: ctx.business.timeZone, from, until });
  if (!read.ok) return read;
  return importRota(ctx, { departmentId, startsAt: from, endsAt: until, entries: read.events });
}

function sign(purpose: 'read' | 'write', { businessId, departmentId }: Rota, secret: Secret): string {
  return signAddress(`rota-${purpose}/${businessId}/${departmentId}`, secret);
}
