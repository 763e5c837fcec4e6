import { type FormFields, signForm } from './signature.ts';

export interface WebhookRequest {
  url: string;
  method: 'GET' | 'POST';
  fields: FormFields;
  signature?: 'wrong' | 'missing';
  /** Names one delivery and its repetitions. */
  idempotencyToken?: string;
}

export interface WebhookAnswer {
  status: number;
  contentType: string;
  body: string;
}

/** Nobody answered: connection refused or broken, or the 15 s were over. */
export class WebhookFailure extends Error {
  override readonly name = 'WebhookFailure';
}

const WHOLE_REQUEST_TIMEOUT_MS = 15_000;
const WRONG_SIGNATURE = 'd3Jvbmctc2lnbmF0dXJlLWhlcmU=';

function withQuery(url: string, fields: FormFields): string {
  const query = new URLSearchParams(fields).toString();
  return query === '' ? url : `${url}${url.includes('?') ? '&' : '?'}${query}`;
}

function toHeaders(authToken: string, url: string, request: WebhookRequest): Record<string, string> {
  const headers: Record<string, string> = { 'user-agent': 'TwilioProxy/1.1', accept: '*/*' };
  const signedFields = request.method === 'POST' ? request.fields : {};
  if (request.signature === 'wrong') headers['x-twilio-signature'] = WRONG_SIGNATURE;
  else if (request.signature !== 'missing')
    headers['x-twilio-signature'] = signForm(authToken, url, signedFields);
  if (request.idempotencyToken !== undefined)
    headers['i-twilio-idempotency-token'] = request.idempotencyToken;
  if (request.method === 'POST') headers['content-type'] = 'application/x-www-form-urlencoded; charset=UTF-8';
  return headers;
}

/** Sends one signed webhook; throws {@link WebhookFailure} when no whole answer came in time. */
export async function sendWebhook(authToken: string, request: WebhookRequest): Promise<WebhookAnswer> {
  const withoutFragment = request.url.replace(/#.*$/s, '');
  const url = request.method === 'GET' ? withQuery(withoutFragment, request.fields) : withoutFragment;
  try {
    const response = await fetch(url, {
      method: request.method,
      headers: toHeaders(authToken, url, request),
      body: request.method === 'POST' ? new URLSearchParams(request.fields).toString() : null,
      redirect: 'manual',
      signal: AbortSignal.timeout(WHOLE_REQUEST_TIMEOUT_MS),
    });
    const contentType = response.headers.get('content-type') ?? '';
    return { status: response.status, contentType, body: await response.text() };
  } catch (error) {
    throw new WebhookFailure(`${request.method} ${url}: ${describe(error)}`, { cause: error });
  }
}

function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? error.cause.message : error.message;
}
