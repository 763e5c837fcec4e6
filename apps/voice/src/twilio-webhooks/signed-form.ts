import { toStorableText } from '@afterhourfix/domain';
import { isWebhookSigned } from '@afterhourfix/integrations/twilio/signature';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { VoiceConfig } from '../config.ts';

const MAX_INTEGER = 2 ** 31 - 1;

export type FormFields = Readonly<Record<string, string | string[]>>;

/** Lets only Twilio's own requests pass. The URL is the configured one plus the raw target, never a header's. */
export function requireSignature(config: VoiceConfig) {
  const authTokens = config.carrier.authTokens.map((token) => token.reveal());
  return async (request: FastifyRequest, reply: FastifyReply): Promise<void> => {
    const signature = request.headers['x-twilio-signature'];
    const isSigned = isWebhookSigned({
      authTokens,
      signature: typeof signature === 'string' ? signature : undefined,
      url: config.publicUrl + (request.raw.url ?? ''),
      fields: toFields(request.body),
    });
    if (isSigned) return;
    request.log.warn({ path: request.routeOptions.url }, 'webhook with a wrong signature refused');
    await reply.code(403).type('text/plain').send('Wrong signature');
  };
}

function toFields(body: unknown): Record<string, string | string[]> {
  if (typeof body !== 'object' || body === null) return {};
  return Object.fromEntries(Object.entries(body).filter(([, value]) => isFieldValue(value)));
}

function isFieldValue(value: unknown): value is string | string[] {
  return typeof value === 'string' || (Array.isArray(value) && value.every((one) => typeof one === 'string'));
}

/** The fields as verbs may take them: PostgreSQL stores neither NUL bytes nor halves of characters. */
export function readForm(body: unknown): FormFields {
  const entries = Object.entries(toFields(body)).map(([name, value]) => [
    name,
    Array.isArray(value) ? value.map(toStorableText) : toStorableText(value),
  ]);
  return Object.fromEntries(entries);
}

/** The first value of a field; undefined when absent or empty. */
export function field(fields: FormFields, name: string): string | undefined {
  const value = fields[name];
  const first = Array.isArray(value) ? value[0] : value;
  return first === '' ? undefined : first;
}

const GONE_STATUSES = ['completed', 'busy', 'failed', 'no-answer', 'canceled'];

/** The call of this request is over: what we answer is played to nobody. */
export function isCallerGone(fields: FormFields): boolean {
  return GONE_STATUSES.includes(field(fields, 'CallStatus') ?? '');
}

/** A whole number that PostgreSQL's `integer` holds; null for anything else. */
export function numberField(fields: FormFields, name: string): number | null {
  const value = Math.round(Number(field(fields, name) ?? Number.NaN));
  return Math.abs(value) <= MAX_INTEGER ? value : null;
}
