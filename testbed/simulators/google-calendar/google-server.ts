import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { ApiError, notFound } from './api-error.ts';
import { type Calendars, type Json, toJson } from './calendars.ts';
import { FaultPlan } from './faults.ts';
import type { Tokens } from './tokens.ts';

const API = '/calendar/v3';

interface Asked {
  method: string;
  path: string;
  query: URLSearchParams;
  body: Json;
}

interface Answer {
  status: number;
  body: object | null;
}

/** Token endpoint and API of one service account on loopback. */
export class GoogleServer {
  readonly requests: string[] = [];
  readonly unexpected: string[];
  readonly faults = new FaultPlan();
  readonly http: Server;
  /** Sync tokens below this version are forgotten. */
  oldestSync = 0;
  readonly #tokens: Tokens;
  readonly #calendars: Calendars;

  constructor(parts: { tokens: Tokens; calendars: Calendars; unexpected: string[] }) {
    this.#tokens = parts.tokens;
    this.#calendars = parts.calendars;
    this.unexpected = parts.unexpected;
    this.http = createServer((request, response) => void this.#serve(request, response));
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://localhost');
    const name = `${request.method} ${url.pathname}`;
    this.requests.push(name);
    const text = await readText(request);
    try {
      if (url.pathname === '/token') return this.#giveToken(response, { request, text });
      const fault = this.faults.take(name);
      if (fault === 'unavailable') throw new ApiError(503, 'backendError', 'Backend Error');
      if (fault === 'limited') throw new ApiError(403, 'rateLimitExceeded', 'Rate Limit Exceeded');
      if (fault === 'token-refused' || !this.#tokens.isGood(request.headers.authorization))
        throw new ApiError(401, 'authError', 'Invalid Credentials');
      const body: Json = text === '' ? {} : JSON.parse(text);
      const asked = { method: request.method ?? 'GET', path: url.pathname, query: url.searchParams, body };
      const answer = this.#answer(asked);
      if (fault === 'lost-answer') return void request.socket.destroy();
      send(response, answer);
    } catch (error) {
      if (!(error instanceof ApiError)) this.unexpected.push(`fault: ${String(error)}`);
      const refusal = error instanceof ApiError ? error : new ApiError(500, 'backendError', 'Backend Error');
      send(response, { status: refusal.status, body: refusal.toJson() });
    }
  }

  #giveToken(response: ServerResponse, { request, text }: { request: IncomingMessage; text: string }): void {
    const audience = `http://${request.headers.host}/token`;
    const given = this.#tokens.give(new URLSearchParams(text), audience);
    const refusal = { error: 'invalid_grant', error_description: 'Invalid JWT Signature.' };
    send(response, given ? { status: 200, body: given } : { status: 400, body: refusal });
  }

  #answer(asked: Asked): Answer {
    const { method, path, query, body } = asked;
    const calendars = this.#calendars;
    if (method === 'POST' && path === `${API}/freeBusy`)
      return { status: 200, body: calendars.queryFreeBusy(body) };
    const match = /^\/calendar\/v3\/calendars\/([^/]+)\/events(?:\/([^/]+))?(\/move)?$/.exec(path);
    const [calendarId = '', id = ''] = match?.slice(1, 3).map((part) => decodeURIComponent(part ?? '')) ?? [];
    if (match && id === '' && method === 'POST')
      return { status: 200, body: toJson(calendars.insert(calendarId, body)) };
    if (match && id === '' && method === 'GET') return this.#list(calendarId, query);
    if (match?.[3] && method === 'POST')
      return { status: 200, body: toJson(calendars.move(calendarId, id, query.get('destination') ?? '')) };
    if (match && method === 'GET') return { status: 200, body: toJson(calendars.find(calendarId, id)) };
    if (match && method === 'PATCH')
      return { status: 200, body: toJson(calendars.patch(calendarId, id, body)) };
    if (match && method === 'DELETE') {
      calendars.remove(calendarId, id);
      return { status: 204, body: null };
    }
    this.unexpected.push(`${method} ${path}`);
    throw notFound();
  }

  #list(calendarId: string, query: URLSearchParams): Answer {
    const known = ['privateExtendedProperty', 'maxResults', 'syncToken', 'pageToken', 'timeMin'];
    this.unexpected.push(...[...query.keys()].filter((name) => !known.includes(name)));
    const syncToken = query.get('syncToken');
    const since = syncToken === null ? null : Number(syncToken.replace('sync-', ''));
    if (since !== null && since < this.oldestSync)
      throw new ApiError(410, 'fullSyncRequired', 'Sync token is no longer valid, a full sync is required.');
    const property = query.get('privateExtendedProperty');
    const timeMin = query.get('timeMin');
    if (since !== null && (timeMin !== null || property !== null))
      throw new ApiError(400, 'badRequest', 'Sync token cannot be combined with this parameter.');
    const found = this.#calendars
      .list(calendarId, { since, property })
      .filter(({ end }) => timeMin === null || end > new Date(timeMin));
    const size = Number(query.get('maxResults') ?? 2);
    const from = Number(query.get('pageToken') ?? 0);
    const hasMore = from + size < found.length;
    return {
      status: 200,
      body: {
        kind: 'calendar#events',
        items: found.slice(from, from + size).map(toJson),
        ...(hasMore
          ? { nextPageToken: String(from + size) }
          : { nextSyncToken: `sync-${this.#calendars.version}` }),
      },
    };
  }
}

async function readText(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

function send(response: ServerResponse, { status, body }: Answer): void {
  response.writeHead(status, body === null ? {} : { 'content-type': 'application/json; charset=UTF-8' });
  response.end(body === null ? undefined : JSON.stringify(body));
}
