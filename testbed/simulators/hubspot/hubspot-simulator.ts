import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Answer, type HubSpotObject, HubSpotPortal, refuse } from './hubspot-portal.ts';

/**
 * `too-many`: 429. `unavailable`: 503 with a proxy's HTML. `expired`: 401. `lost-answer`: it is done, and the connection
 * breaks.
 */
export type HubSpotFault = 'too-many' | 'unavailable' | 'expired' | 'lost-answer';

export interface HubSpotSimulator extends AsyncDisposable {
  url: string;
  objects: readonly HubSpotObject[];
  /** Requests that HubSpot does not know. */
  unexpected: string[];
  /** One for each of the next requests; null lets it pass. */
  failNext(...faults: (HubSpotFault | null)[]): void;
  /** Somebody at the office deletes it. */
  forget(id: string): void;
}

/** HubSpot's CRM API v3 for one account on loopback: see docs/subsystems/crm.md for its fidelity. */
export async function startHubSpotSimulator({ token }: { token: string }): Promise<HubSpotSimulator> {
  const portal = new HubSpotPortal();
  const unexpected: string[] = [];
  const faults: (HubSpotFault | null)[] = [];
  const server = createServer((request, response) => {
    void (async () => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk);
      const fault = faults.shift();
      const given = { token, portal, body: readBody(chunks) };
      const answer = FAULT_ANSWERS[fault ?? ''] ?? route(request, given);
      if (!answer) unexpected.push(`${request.method} ${request.url}`);
      if (fault === 'lost-answer') return void request.socket.destroy();
      const { status, body } = answer ?? refuse(404, 'OBJECT_NOT_FOUND', 'no such path');
      const isJson = typeof body !== 'string';
      response.writeHead(status, { 'content-type': isJson ? 'application/json' : 'text/html' });
      response.end(body === null ? undefined : isJson ? JSON.stringify(body) : body);
    })();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // A TCP server's address is an object, never a pipe's name.
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    objects: portal.objects,
    unexpected,
    failNext: (...planned) => void faults.push(...planned),
    forget: (id) => portal.forget(id),
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

const FAULT_ANSWERS: Readonly<Record<string, Answer>> = {
  'too-many': {
    status: 429,
    body: {
      status: 'error',
      message: 'You have reached your ten_secondly_rolling limit.',
      errorType: 'RATE_LIMIT',
      policyName: 'TEN_SECONDLY_ROLLING',
    },
  },
  unavailable: { status: 503, body: '<html><body>Service Unavailable</body></html>' },
  expired: refuse(401, 'EXPIRED_AUTHENTICATION', 'The access token is expired'),
};

/** Null for what HubSpot does not know. */
function route(
  request: IncomingMessage,
  { token, portal, body }: { token: string; portal: HubSpotPortal; body: Record<string, unknown> },
): Answer | null {
  const { pathname } = new URL(request.url ?? '/', 'http://localhost');
  const [, type = '', id] =
    /^\/crm\/v3\/objects\/(contacts|meetings|calls)(?:\/([^/]+))?$/.exec(pathname) ?? [];
  if (request.headers.authorization !== `Bearer ${token}`)
    return refuse(401, 'INVALID_AUTHENTICATION', 'Authentication credentials not found');
  if (type === '') return null;
  if (request.method === 'GET' && !id) return portal.list(type);
  if (request.method === 'POST' && !id) return portal.create(type, body);
  if (request.method === 'POST' && id === 'search') return portal.search(type, body);
  if (request.method === 'POST' && pathname.endsWith('/contacts/gdpr-delete')) return portal.erase(body);
  if (request.method === 'PATCH' && id) return portal.update(type, { id, body });
  return null;
}

function readBody(chunks: readonly Buffer[]): Record<string, unknown> {
  const text = Buffer.concat(chunks).toString();
  const body: unknown = text === '' ? {} : JSON.parse(text);
  return typeof body === 'object' && body !== null ? { ...body } : {};
}
