import type { IncomingMessage } from 'node:http';

export type Handshake =
  | { ok: true; model: string; isBeta: boolean }
  | { ok: false; status: number; code: string; message: string };

const PATHS = ['/v1/realtime', '/openai/v1/realtime'];
const SESSION_KINDS = ['model', 'call_id', 'intent'];

function refused(status: number, code: string, message: string): Handshake {
  return { ok: false, status, code, message };
}

/** The key of `Authorization: Bearer`, or of Azure's `api-key`. */
function readKey(request: IncomingMessage): string | null {
  const bearer = /^Bearer (\S+)$/.exec(request.headers.authorization ?? '')?.[1];
  const apiKey = request.headers['api-key'];
  return bearer ?? (typeof apiKey === 'string' && apiKey !== '' ? apiKey : null);
}

/** Judges an upgrade request as the vendor does, before any socket is opened. */
export function judgeHandshake(request: IncomingMessage, acceptedKey: string | null): Handshake {
  const url = new URL(request.url ?? '/', 'ws://127.0.0.1');
  if (!PATHS.includes(url.pathname)) return refused(404, 'not_found', `Unknown path ${url.pathname}.`);
  const key = readKey(request);
  if (key === null) return refused(401, 'missing_api_key', 'Missing bearer authentication in header.');
  if (acceptedKey !== null && key !== acceptedKey)
    return refused(401, 'invalid_api_key', 'Incorrect API key provided.');
  const kinds = SESSION_KINDS.filter((kind) => url.searchParams.has(kind));
  if (kinds.length !== 1)
    return refused(400, 'invalid_request', 'Exactly one of model, call_id and intent must be given.');
  const model = url.searchParams.get('model');
  // Sideband and transcription sessions are not simulated.
  if (model === null) return refused(404, 'not_found', `No session for this ${kinds[0]}.`);
  return { ok: true, model, isBeta: request.headers['openai-beta'] !== undefined };
}
