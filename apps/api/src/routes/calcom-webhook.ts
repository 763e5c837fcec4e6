import {
  forBusiness,
  listAgentCalendars,
  recordCalendarChange,
  type SystemContext,
} from '@afterhourfix/domain';
import type { Secret } from '@afterhourfix/foundation';
import { isCalcomDeliverySigned, readCalcomDelivery } from '@afterhourfix/integrations/calcom';
import { BusinessId } from '@afterhourfix/vocabulary';
import type { FastifyInstance } from 'fastify';
import { nullWhenNotFound } from '../http-errors.ts';

const MAX_BODY_BYTES = 256 * 1024;

export interface CalcomWebhookParts {
  system: SystemContext;
  /** By their names; one without a secret for webhooks tells us nothing. */
  accounts: Readonly<Record<string, { webhookSecret: Secret | null }>>;
}

interface Answer {
  status: number;
  body: { result?: string; error?: string };
}

/**
 * News of Cal.com, at an address for each business. An account speaks only for businesses of which an agent names
 * it. What cannot be used is answered 200 all the same: repeating it would not help.
 */
export async function calcomWebhookRoutes(app: FastifyInstance, parts: CalcomWebhookParts): Promise<void> {
  app.removeAllContentTypeParsers();
  // The signature is of the bytes as they came.
  app.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: MAX_BODY_BYTES }, (_request, body, done) =>
    done(null, body),
  );
  app.post<{ Params: { businessId: string } }>('/calendars/calcom/:businessId', async (request, reply) => {
    const signature = request.headers['x-cal-signature-256'];
    const answer = await take(parts, {
      businessId: request.params.businessId,
      signature: typeof signature === 'string' ? signature : undefined,
      body: Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0),
    });
    return reply.code(answer.status).send(answer.body);
  });
}

async function take(
  { system, accounts }: CalcomWebhookParts,
  delivery: { businessId: string; signature: string | undefined; body: Buffer },
): Promise<Answer> {
  const signers = Object.entries(accounts).filter(
    ([, { webhookSecret }]) =>
      webhookSecret && isCalcomDeliverySigned({ ...delivery, secrets: [webhookSecret.reveal()] }),
  );
  if (signers.length === 0) return { status: 401, body: { error: 'not-signed' } };
  const businessId = BusinessId.safeParse(delivery.businessId);
  const ctx = businessId.success ? await findBusiness(system, businessId.data) : null;
  if (!ctx) return { status: 404, body: { error: 'unknown-business' } };
  const calendars = await listAgentCalendars(ctx);
  const isMeant = calendars.some(
    (calendar) => calendar.kind === 'calcom' && signers.some(([account]) => account === calendar.account),
  );
  if (!isMeant) return { status: 403, body: { error: 'another-account' } };
  const change = readCalcomDelivery(readJson(delivery.body));
  if (!change) return { status: 200, body: { result: 'ignored' } };
  return { status: 200, body: { result: await recordCalendarChange(ctx, change) } };
}

async function findBusiness(system: SystemContext, businessId: BusinessId) {
  try {
    return await forBusiness(system, businessId, { kind: 'job', name: 'calendars.calcom' });
  } catch (error) {
    return nullWhenNotFound(error);
  }
}

function readJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return null;
  }
}
