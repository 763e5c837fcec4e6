import { forBusiness, listVisits, type SystemContext, type Visit } from '@afterhourfix/domain';
import type { Secret } from '@afterhourfix/foundation';
import { type FeedEvent, writeFeed } from '@afterhourfix/integrations/icalendar';
import { BusinessId, TechnicianId } from '@afterhourfix/vocabulary';
import type { FastifyInstance } from 'fastify';
import { nullWhenNotFound } from '../http-errors.ts';
import { isSameSignature, signAddress } from '../signed-address.ts';

const DAY_MS = 24 * 60 * 60_000;
const PAST_DAYS = 30;
const FUTURE_DAYS = 120;

interface Feed {
  businessId: string;
  technicianId: string;
}

export interface VisitFeedParts {
  system: SystemContext;
  secret: Secret | null;
}

/** Where a technician's other calendars find the visits. Calendars send no keys, so the address is the key. */
export function toFeedPath(feed: Feed, secret: Secret): string {
  return `/calendars/feeds/${feed.businessId}/${feed.technicianId}/${sign(feed, secret)}.ics`;
}

export async function visitFeedRoutes(
  app: FastifyInstance,
  { system, secret }: VisitFeedParts,
): Promise<void> {
  app.get<{ Params: Feed & { file: string } }>(
    '/calendars/feeds/:businessId/:technicianId/:file',
    async (request, reply) => {
      const { file, ...feed } = request.params;
      const isSigned = secret !== null && isSameSignature(file, `${sign(feed, secret)}.ics`);
      const text = isSigned ? await readFeed(system, feed) : null;
      if (text === null) return reply.code(404).send({ error: 'unknown-feed' });
      return reply
        .header('cache-control', 'private, max-age=300')
        .type('text/calendar; charset=utf-8')
        .send(text);
    },
  );
}

async function readFeed(system: SystemContext, feed: Feed): Promise<string | null> {
  const [businessId, technicianId] = [
    BusinessId.safeParse(feed.businessId),
    TechnicianId.safeParse(feed.technicianId),
  ];
  if (!businessId.success || !technicianId.success) return null;
  try {
    const ctx = await forBusiness(system, businessId.data, { kind: 'job', name: 'calendars.feed' });
    const writtenAt = system.clock.now();
    const visits = await listVisits(ctx, {
      technicianId: technicianId.data,
      from: new Date(writtenAt.getTime() - PAST_DAYS * DAY_MS),
      until: new Date(writtenAt.getTime() + FUTURE_DAYS * DAY_MS),
    });
    return writeFeed({ name: ctx.business.name, writtenAt, events: visits.map(toEvent) });
  } catch (error) {
    return nullWhenNotFound(error);
  }
}

function toEvent(visit: Visit): FeedEvent {
  const { bookingId, startsAt, endsAt, name, phone, problem, addressLine, city, zip } = visit;
  return {
    id: bookingId,
    startsAt,
    endsAt,
    summary: `${name}: ${problem}`,
    location: [addressLine, city, zip].filter((part) => part !== null).join(', '),
    description: `${problem}\n${name}, ${phone}`,
    isCancelled: visit.status === 'cancelled',
  };
}

function sign({ businessId, technicianId }: Feed, secret: Secret): string {
  return signAddress(`${businessId}/${technicianId}`, secret);
}
