import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ManualClock, withTimeLimit } from '@afterhourfix/foundation';
import { expect, test } from 'vitest';
import { type WebSocket, WebSocketServer } from 'ws';
import { MAX_BUFFERED_BYTES, type RealtimeEndpoint, RealtimeSocket } from './realtime-socket.ts';

const HEARTBEAT_PERIOD_MS = 15_000;
const LIMIT_MS = 5_000;

type End = { code: number; reason: string; httpStatus: number | null };

/** A WebSocket server that does what a test tells it. */
async function startServer(options: { refuseWith?: number } = {}) {
  const http = createServer();
  const sockets = new WebSocketServer({ noServer: true, autoPong: false });
  const requests: IncomingMessage[] = [];
  const peers: WebSocket[] = [];
  const opened = Promise.withResolvers<WebSocket>();
  http.on('upgrade', (request, socket, head) => {
    requests.push(request);
    if (options.refuseWith) {
      socket.end(`HTTP/1.1 ${options.refuseWith} No\r\nContent-Length: 2\r\nConnection: close\r\n\r\nno`);
      return;
    }
    sockets.handleUpgrade(request, socket, head, (peer) => {
      peers.push(peer);
      opened.resolve(peer);
    });
  });
  http.listen(0, '127.0.0.1');
  await once(http, 'listening');
  // A TCP server's address is an object, never a pipe's name.
  const { port } = http.address() as AddressInfo;
  return {
    url: `ws://127.0.0.1:${port}/v1/realtime`,
    requests,
    peer: opened.promise,
    async [Symbol.asyncDispose]() {
      for (const peer of peers) peer.terminate();
      http.closeAllConnections();
      http.close();
      await once(http, 'close');
    },
  };
}

function connect(url: string, endpoint: Partial<RealtimeEndpoint> = {}) {
  const clock = new ManualClock();
  const received: string[] = [];
  let next = Promise.withResolvers<void>();
  const ends: End[] = [];
  const opened = Promise.withResolvers<void>();
  const ended = Promise.withResolvers<End>();
  const socket = new RealtimeSocket({
    endpoint: { url, model: 'gpt-realtime-2.1', apiKey: 'secret', keyHeader: 'bearer', ...endpoint },
    clock,
    listener: {
      opened: () => opened.resolve(),
      received: (frame) => {
        received.push(frame.toString());
        next.resolve();
        next = Promise.withResolvers<void>();
      },
      closed: (end) => {
        ends.push(end);
        ended.resolve(end);
      },
    },
  });
  return {
    clock,
    socket,
    received,
    ends,
    nextFrame: () => next.promise,
    opened: withTimeLimit(opened.promise, LIMIT_MS, 'never opened'),
    ended: () => withTimeLimit(ended.promise, LIMIT_MS, 'never ended'),
  };
}

/** Lets what is under way on loopback arrive, so that a second ending would be seen. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setImmediate(resolve));
}

test('knocks as OpenAI wants it: bearer, model in the query, no beta header', async () => {
  await using server = await startServer();
  const { socket, opened } = connect(server.url);
  using _socket = socket;
  await opened;
  const [request] = server.requests;
  expect(request?.url).toBe('/v1/realtime?model=gpt-realtime-2.1');
  expect(request?.headers.authorization).toBe('Bearer secret');
  expect(request?.headers['openai-beta']).toBeUndefined();
  expect(request?.headers['sec-websocket-protocol']).toBeUndefined();
});

test('knocks as Azure wants it: its own header, the deployment in the URL and no model beside it', async () => {
  await using server = await startServer();
  const url = `${server.url}?api-version=2025-10-01&deployment=after-hours`;
  const { socket, opened } = connect(url, { keyHeader: 'api-key' });
  using _socket = socket;
  await opened;
  const [request] = server.requests;
  expect(request?.url).toBe('/v1/realtime?api-version=2025-10-01&deployment=after-hours');
  expect(request?.headers['api-key']).toBe('secret');
  expect(request?.headers.authorization).toBeUndefined();
});

test('leaves a model that the URL names', async () => {
  await using server = await startServer();
  const { socket, opened } = connect(`${server.url}?model=mine`);
  using _socket = socket;
  await opened;
  expect(server.requests[0]?.url).toBe('/v1/realtime?model=mine');
});

test('carries frames both ways, in order', async () => {
  await using server = await startServer();
  const { socket, opened, received } = connect(server.url);
  using _socket = socket;
  await opened;
  const peer = await server.peer;
  const heard: string[] = [];
  const both = Promise.withResolvers<void>();
  peer.on('message', (frame) => {
    heard.push(frame.toString());
    peer.send(`echo ${frame}`);
    if (heard.length === 2) both.resolve();
  });
  socket.send('one');
  socket.send('two');
  await both.promise;
  await settle();
  expect(heard).toEqual(['one', 'two']);
  expect(received).toEqual(['echo one', 'echo two']);
});

test.each([401, 403, 404, 429, 500])(
  'tells the status of a handshake refused with %i, once',
  async (status) => {
    await using server = await startServer({ refuseWith: status });
    const { socket, ended, ends } = connect(server.url);
    using _socket = socket;
    expect(await ended()).toMatchObject({ code: 1006, httpStatus: status });
    await settle();
    expect(ends.length).toBe(1);
  },
);

test('tells that nobody listens there, once', async () => {
  const server = await startServer();
  await server[Symbol.asyncDispose]();
  const { socket, ended, ends } = connect(server.url);
  using _socket = socket;
  expect(await ended()).toMatchObject({ code: 1006, httpStatus: null });
  await settle();
  expect(ends.length).toBe(1);
});

test.each([
  [1000, 'bye'],
  [1001, 'session_expired'],
  [4000, 'invalid_request_error.model_not_found'],
])('tells the close code %i as it is, once', async (code, reason) => {
  await using server = await startServer();
  const { socket, opened, ended, ends } = connect(server.url);
  using _socket = socket;
  await opened;
  (await server.peer).close(code, reason);
  expect(await ended()).toEqual({ code, reason, httpStatus: null });
  await settle();
  expect(ends.length).toBe(1);
});

test('tells a connection that was cut, once', async () => {
  await using server = await startServer();
  const { socket, opened, ended, ends } = connect(server.url);
  using _socket = socket;
  await opened;
  (await server.peer).terminate();
  expect(await ended()).toMatchObject({ code: 1006 });
  await settle();
  expect(ends.length).toBe(1);
});

test('gives up a peer that does not answer the heartbeat', async () => {
  await using server = await startServer();
  const { clock, socket, opened, ends } = connect(server.url);
  using _socket = socket;
  await opened;
  clock.advance(HEARTBEAT_PERIOD_MS);
  expect(ends).toEqual([]);
  clock.advance(HEARTBEAT_PERIOD_MS);
  expect(ends).toMatchObject([{ code: 1006, reason: 'no answer to the heartbeat' }]);
  await settle();
  clock.advance(60_000);
  expect(ends.length).toBe(1);
});

test('keeps a peer that answers the heartbeat', async () => {
  await using server = await startServer();
  const { clock, socket, opened, ends, nextFrame } = connect(server.url);
  using _socket = socket;
  await opened;
  const peer = await server.peer;
  for (let beat = 0; beat < 5; beat++) {
    const pinged = once(peer, 'ping');
    clock.advance(HEARTBEAT_PERIOD_MS);
    await pinged;
    // Frames keep their order: when this one has come, so has the pong.
    const followed = nextFrame();
    peer.pong();
    peer.send('still here');
    await followed;
  }
  expect(ends).toEqual([]);
});

test('has no room once the peer has stopped reading, and drops what is sent when closed', async () => {
  await using server = await startServer();
  const { socket, opened, ended } = connect(server.url);
  using _socket = socket;
  await opened;
  const peer = await server.peer;
  peer.pause();
  const frame = 'x'.repeat(64 * 1024);
  let sent = 0;
  while (socket.hasRoom && sent < 1_000) {
    socket.send(frame);
    sent++;
  }
  expect(socket.hasRoom).toBe(false);
  expect(sent * frame.length).toBeGreaterThanOrEqual(MAX_BUFFERED_BYTES);
  peer.terminate();
  await ended();
  expect(socket.isOpen).toBe(false);
  socket.send('into the void');
});

test('refuses a frame larger than 16 MiB and ends', async () => {
  await using server = await startServer();
  const { socket, opened, ended, received } = connect(server.url);
  using _socket = socket;
  await opened;
  (await server.peer).send(Buffer.alloc(17 * 1024 * 1024));
  expect(await ended()).toMatchObject({ code: 1006 });
  expect(received).toEqual([]);
});

test('closes with 1000 when disposed, and is cut off after a second when the peer does not answer', async () => {
  await using server = await startServer();
  const { clock, socket, opened, ended } = connect(server.url);
  await opened;
  const peer = await server.peer;
  peer.pause();
  socket[Symbol.dispose]();
  clock.advance(1_000);
  expect((await ended()).code).toBe(1006);
  peer.resume();
});

test('may be disposed before it is open', async () => {
  await using server = await startServer();
  const { socket, ended } = connect(server.url);
  socket[Symbol.dispose]();
  expect((await ended()).code).toBe(1006);
});
