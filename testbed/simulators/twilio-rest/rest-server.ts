import { timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { ApiError, notFound } from './api-error.ts';
import { type ApiAnswer, type ApiRequest, Form } from './api-request.ts';
import { FaultPlan, type RestFault } from './rest-faults.ts';

export interface Credentials {
  accountSid: string;
  authToken: string;
  apiKeys?: Readonly<Record<string, string>>;
}

export interface Route {
  method: string;
  pattern: RegExp;
  answer: (request: ApiRequest) => ApiAnswer;
}

async function readRequest(request: IncomingMessage): Promise<Omit<ApiRequest, 'sids'>> {
  const url = new URL(request.url ?? '/', 'http://localhost');
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  const body = Buffer.concat(chunks).toString();
  const method = request.method ?? 'GET';
  const fields = method === 'POST' ? new URLSearchParams(body) : url.searchParams;
  return { method, path: decodeURIComponent(url.pathname), form: new Form(fields) };
}

function isSame(given: string, expected: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)];
  return a.length === b.length && timingSafeEqual(a, b);
}

/** Sound may be fetched without credentials: accounts enforce them only when they ask for it. */
function authenticate(request: IncomingMessage, options: Credentials): void {
  if (/\/Recordings\/[^/.]+(\.wav)?$/.test(request.url ?? '')) return;
  const [, encoded = ''] = /^Basic (.+)$/.exec(request.headers.authorization ?? '') ?? [];
  const given = Buffer.from(encoded, 'base64').toString();
  const accepted = { [options.accountSid]: options.authToken, ...options.apiKeys };
  const isKnown = Object.entries(accepted).some(([name, secret]) => isSame(given, `${name}:${secret}`));
  if (!isKnown) throw new ApiError(401, 20003, 'Authenticate');
}

function send(response: ServerResponse, answer: ApiAnswer): void {
  const isJson = answer.body !== null && !(answer.body instanceof Uint8Array);
  const contentType = answer.contentType ?? 'application/json;charset=utf-8';
  response.writeHead(answer.status, {
    'twilio-concurrent-requests': '1',
    ...(answer.body === null ? {} : { 'content-type': contentType }),
  });
  response.end(isJson ? JSON.stringify(answer.body) : answer.body);
}

const FAULT_ERRORS: Partial<Record<RestFault, ApiError>> = {
  'too-many': new ApiError(429, 20429, 'Too Many Requests'),
  unavailable: new ApiError(503, 20503, 'Service unavailable'),
};

/** One account of the REST API on loopback. */
export class RestServer {
  readonly unexpected: string[] = [];
  readonly requests: string[] = [];
  readonly faults = new FaultPlan();
  readonly http: Server;
  readonly #options: Credentials;
  readonly #routes: readonly Route[];

  constructor(options: Credentials, routes: readonly Route[]) {
    this.#options = options;
    this.#routes = routes;
    this.http = createServer((request, response) => void this.#serve(request, response));
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      const read = await readRequest(request);
      this.requests.push(`${read.method} ${read.path}`);
      const fault = this.faults.take(read.path);
      if (fault === 'no-answer') return;
      if (fault === 'broken-connection') return void request.socket.destroy();
      const error = fault === null ? undefined : FAULT_ERRORS[fault];
      if (error !== undefined) throw error;
      authenticate(request, this.#options);
      const answer = this.#answer(read);
      if (fault === 'lost-answer') return void request.socket.destroy();
      send(response, answer);
    } catch (error) {
      if (!(error instanceof ApiError)) this.unexpected.push(`fault: ${String(error)}`);
      const refusal = error instanceof ApiError ? error : new ApiError(500, 20500, 'Internal server error');
      send(response, { status: refusal.status, body: refusal.toJson() });
    }
  }

  #answer(read: Omit<ApiRequest, 'sids'>): ApiAnswer {
    for (const { method, pattern, answer } of this.#routes) {
      const match = method === read.method ? pattern.exec(read.path) : null;
      if (match === null) continue;
      const given = answer({ ...read, sids: match.slice(1) });
      const unread = read.form.listUnread();
      if (unread.length > 0) this.unexpected.push(`${read.method} ${read.path}: ${unread.join(', ')}`);
      return given;
    }
    this.unexpected.push(`${read.method} ${read.path}`);
    throw notFound(read.path);
  }
}
