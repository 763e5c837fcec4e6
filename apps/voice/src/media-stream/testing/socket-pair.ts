import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { WebSocket, WebSocketServer } from 'ws';

/** Both ends of one real WebSocket: ours, and the carrier's. */
export interface SocketPair extends AsyncDisposable {
  ours: WebSocket;
  theirs: WebSocket;
  /** Everything that came to the carrier's end. */
  received: string[];
  /** Sends in order and resolves when our end has dealt with all of it. */
  send(...frames: (string | Uint8Array)[]): Promise<void>;
  /** Resolves when everything we sent has come to the carrier's end. */
  settle(): Promise<void>;
}

export async function openSocketPair(): Promise<SocketPair> {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
  await once(server, 'listening');
  // The server listens on a TCP port, so its address is no pipe's.
  const { port } = server.address() as AddressInfo;
  const theirs = new WebSocket(`ws://127.0.0.1:${port}`);
  const received: string[] = [];
  theirs.on('message', (frame) => received.push(String(frame)));
  const [[ours]] = await Promise.all([once(server, 'connection'), once(theirs, 'open')]);
  return {
    ours,
    theirs,
    received,
    async send(...frames) {
      for (const frame of frames) theirs.send(frame);
      await roundTrip(theirs);
    },
    settle: () => roundTrip(ours),
    async [Symbol.asyncDispose]() {
      ours.terminate();
      theirs.terminate();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** A pong answers a ping after everything that was sent before it. */
async function roundTrip(socket: WebSocket): Promise<void> {
  const answered = once(socket, 'pong');
  socket.ping();
  await answered;
}
