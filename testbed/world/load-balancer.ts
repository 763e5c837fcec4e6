import { createServer, type IncomingMessage, type ServerResponse, request as sendRequest } from 'node:http';
import { connect } from 'node:net';
import type { Duplex } from 'node:stream';

/** Where requests go; ports of this machine, changeable while it runs. */
export interface Routes {
  webhooks: number;
  media: number;
}

/** One address before several voice nodes: HTTP to one, media sockets to another. */
export async function startLoadBalancer(port: number, routes: Routes): Promise<AsyncDisposable> {
  const sockets = new Set<Duplex>();
  const server = createServer((incoming, reply) => forward(incoming, reply, routes.webhooks));
  server.on('upgrade', (incoming: IncomingMessage, socket: Duplex, head: Buffer) => {
    const upstream = connect(routes.media, '127.0.0.1');
    for (const side of [socket, upstream]) {
      sockets.add(side);
      side.on('error', () => side.destroy());
    }
    upstream.write(toRequestHead(incoming));
    upstream.write(head);
    socket.pipe(upstream).pipe(socket);
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return {
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function forward(incoming: IncomingMessage, reply: ServerResponse, port: number): void {
  const upstream = sendRequest(
    { port, host: '127.0.0.1', path: incoming.url, method: incoming.method, headers: incoming.headers },
    (answer) => {
      reply.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(reply);
    },
  );
  upstream.on('error', () => reply.writeHead(502).end());
  incoming.pipe(upstream);
}

function toRequestHead(incoming: IncomingMessage): string {
  const headers = incoming.rawHeaders.map((text, index) => (index % 2 === 0 ? `${text}: ` : `${text}\r\n`));
  return `${incoming.method} ${incoming.url} HTTP/1.1\r\n${headers.join('')}\r\n`;
}
