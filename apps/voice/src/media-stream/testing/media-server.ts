import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ManualClock, silentLogger } from '@afterhourfix/foundation';
import { WebSocket } from 'ws';
import { acceptMedia, type MediaGate } from '../accept-media.ts';

export const AUTH_TOKEN = 'first-auth-token';
export const NEXT_AUTH_TOKEN = 'next-auth-token';
const MEDIA_URL = 'wss://voice.example.com/twilio/media';

/** Twilio's signature of an upgrade: HMAC-SHA1 of the URL, base64 (twilio.com/docs/usage/security). */
export function signMediaUrl({ token = AUTH_TOKEN, url = MEDIA_URL } = {}): string {
  return createHmac('sha1', token).update(url).digest('base64');
}

export interface MediaServer extends AsyncDisposable {
  clock: ManualClock;
  server: Server;
  port: number;
  /** Opens a socket as Twilio would; `null` sends no signature. */
  connect(options?: { path?: string; signature?: string | null }): Promise<WebSocket>;
}

export async function startMediaServer(admit: MediaGate['admit']): Promise<MediaServer> {
  const clock = new ManualClock();
  const server = createServer();
  const authTokens = [AUTH_TOKEN, NEXT_AUTH_TOKEN];
  const media = acceptMedia(server, { mediaUrl: MEDIA_URL, authTokens, admit, clock, log: silentLogger });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  // The server listens on a TCP port, so its address is no pipe's.
  const { port } = server.address() as AddressInfo;
  return {
    clock,
    server,
    port,
    async connect({ path = '/twilio/media', signature = signMediaUrl() } = {}) {
      const headers = signature === null ? {} : { 'x-twilio-signature': signature };
      const socket = new WebSocket(`ws://127.0.0.1:${port}${path}`, { headers });
      await once(socket, 'open');
      return socket;
    },
    async [Symbol.asyncDispose]() {
      await media[Symbol.asyncDispose]();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
