import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { ApiError, notFound } from './api-error.ts';
import { type ApiAnswer, type ApiRequest, Fields, isRecord, type Json, type Route } from './api-request.ts';
import { type CalcomFault, FaultPlan } from './faults.ts';

const RATE_LIMIT = 120;
const RATE_PERIOD_MS = 60_000;
const RETRY_AFTER_SECONDS = 12;

const BEFORE: Partial<Record<CalcomFault, ApiError>> = {
  'too-many': new ApiError(429, 'TooManyRequestsException', 'ThrottlerException: Too Many Requests'),
  unavailable: new ApiError(503, 'ServiceUnavailableException', 'Service Unavailable'),
  conflict: new ApiError(409, 'ConflictException', 'no_available_users_found_error'),
};

interface ServerOptions {
  apiKey: string;
  now: () => Date;
  routes: readonly Route[];
  unexpected: string[];
}

/** One account of the API on loopback. */
export class CalcomServer {
  readonly requests: string[] = [];
  readonly faults = new FaultPlan();
  readonly http: Server;
  readonly #options: ServerOptions;
  readonly #askedAtMs: number[] = [];

  constructor(options: ServerOptions) {
    this.#options = options;
    this.http = createServer((request, response) => void this.#serve(request, response));
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { now, unexpected } = this.#options;
    const url = new URL(request.url ?? '/', 'http://localhost');
    const name = `${request.method} ${url.pathname}`;
    try {
      const body = await readBody(request);
      this.requests.push(name);
      const fault = this.faults.take(name);
      if (fault === 'no-answer') return;
      if (fault === 'broken-connection') return void request.socket.destroy();
      const error = fault && BEFORE[fault];
      if (error) throw error;
      this.#countRequest();
      this.#authenticate(request);
      const answer = this.#answer(request, { url, body });
      if (fault === 'lost-answer') return void request.socket.destroy();
      if (fault === 'failed-after-success')
        throw new ApiError(500, 'InternalServerErrorException', 'Internal server error');
      this.#send(response, answer);
    } catch (error) {
      if (!(error instanceof ApiError)) unexpected.push(`fault: ${String(error)}`);
      const refusal =
        error instanceof ApiError
          ? error
          : new ApiError(500, 'InternalServerErrorException', 'Internal server error');
      this.#send(response, { status: refusal.status, body: refusal.toJson(url.pathname, now()) });
    }
  }

  #answer(request: IncomingMessage, { url, body }: { url: URL; body: Json }): ApiAnswer {
    const { routes, unexpected } = this.#options;
    const method = request.method ?? 'GET';
    const path = decodeURIComponent(url.pathname);
    for (const route of routes) {
      const match = route.method === method ? route.pattern.exec(path) : null;
      if (match === null) continue;
      const version = request.headers['cal-api-version'];
      if (route.version !== null && version !== route.version) {
        unexpected.push(`${method} ${path}: cal-api-version ${version ?? 'is missing'}`);
        throw notFound(`Cannot ${method} ${path}`);
      }
      const query = new Fields(Object.fromEntries(url.searchParams));
      const asked: ApiRequest = { method, path, query, body: new Fields(body), ids: match.slice(1) };
      const answer = route.answer(asked);
      for (const field of [...asked.query.listUnread(), ...asked.body.listUnread()])
        unexpected.push(`${method} ${path}: ${field}`);
      return answer;
    }
    unexpected.push(`${method} ${path}`);
    throw notFound(`Cannot ${method} ${path}`);
  }

  #authenticate(request: IncomingMessage): void {
    if (request.headers.authorization === `Bearer ${this.#options.apiKey}`) return;
    throw new ApiError(401, 'UnauthorizedException', 'Your api key is not valid.');
  }

  #countRequest(): void {
    const nowMs = this.#options.now().getTime();
    while ((this.#askedAtMs[0] ?? nowMs) <= nowMs - RATE_PERIOD_MS) this.#askedAtMs.shift();
    this.#askedAtMs.push(nowMs);
    if (this.#askedAtMs.length > RATE_LIMIT)
      throw new ApiError(429, 'TooManyRequestsException', 'ThrottlerException: Too Many Requests');
  }

  #send(response: ServerResponse, { status, body }: ApiAnswer): void {
    response.writeHead(status, {
      'content-type': 'application/json; charset=utf-8',
      'x-ratelimit-limit-default': String(RATE_LIMIT),
      'x-ratelimit-remaining-default': String(Math.max(0, RATE_LIMIT - this.#askedAtMs.length)),
      'x-ratelimit-reset-default': '60',
      ...(status === 429 ? { 'retry-after': String(RETRY_AFTER_SECONDS) } : {}),
    });
    response.end(JSON.stringify(body));
  }
}

async function readBody(request: IncomingMessage): Promise<Json> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  if (chunks.length === 0) return {};
  try {
    const json: unknown = JSON.parse(Buffer.concat(chunks).toString());
    if (isRecord(json)) return json;
  } catch {
    throw new ApiError(400, 'SyntaxError', 'Unexpected token in JSON');
  }
  throw new ApiError(400, 'BadRequestException', 'The body must be an object');
}
