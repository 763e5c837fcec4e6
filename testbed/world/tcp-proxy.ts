import { connect, createServer, type Socket } from 'node:net';

/** Stands between a client and a server, and can pull the cable. */
export interface TcpProxy extends AsyncDisposable {
  readonly port: number;
  /** Breaks every connection and lets none in. */
  cut(): void;
  /** Keeps every connection and lets new ones in, and passes nothing on: a server that hangs. */
  stall(): void;
  /** Lets in and passes on again, also what came meanwhile. */
  heal(): void;
}

/** What passes on one connection. */
export interface ConnectionWatch {
  asked(chunk: Buffer): void;
  answered(chunk: Buffer): void;
  closed(): void;
}

export type WatchConnection = () => ConnectionWatch;

export async function startTcpProxy(
  target: { host: string; port: number },
  watch?: WatchConnection,
): Promise<TcpProxy> {
  const sockets = new Set<Socket>();
  let state: 'open' | 'cut' | 'stalled' = 'open';
  let held: (() => void)[] = [];
  const keep = (socket: Socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    // A cut cable is the point: the other side's close ends this one.
    socket.on('error', () => socket.destroy());
  };
  const forward = (from: Socket, to: Socket) => {
    const pass = (run: () => void) => (state === 'stalled' ? held.push(run) : run());
    from.on('data', (chunk) => pass(() => to.write(chunk)));
    from.on('end', () => pass(() => to.end()));
    from.on('close', () => to.destroy());
  };
  const server = createServer({ allowHalfOpen: true }, (client) => {
    keep(client);
    if (state === 'cut') {
      client.destroy();
      return;
    }
    const upstream = connect({ ...target, allowHalfOpen: true });
    keep(upstream);
    const watching = watch?.();
    if (watching) {
      client.on('data', (chunk) => watching.asked(chunk));
      upstream.on('data', (chunk) => watching.answered(chunk));
      upstream.on('close', () => watching.closed());
    }
    forward(client, upstream);
    forward(upstream, client);
  });
  const port = await new Promise<number>((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      resolve(typeof address === 'object' && address ? address.port : 0);
    });
  });
  return {
    port,
    cut() {
      state = 'cut';
      for (const socket of sockets) socket.destroy();
    },
    stall() {
      state = 'stalled';
    },
    heal() {
      state = 'open';
      for (const run of held) run();
      held = [];
    },
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
