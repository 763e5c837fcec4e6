import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type RawData, WebSocket, WebSocketServer } from 'ws';
import type { Direction } from './vendor-schema.ts';

/** Sits between a client and the simulator and notes every frame as it stood on the wire. */
export class WireTap implements AsyncDisposable {
  readonly frames: { direction: Direction; text: string }[] = [];
  readonly #server: WebSocketServer;
  #target = '';

  private constructor(server: WebSocketServer) {
    this.#server = server;
    server.on('connection', (client, request) => this.#join(client, request));
  }

  static async start(): Promise<WireTap> {
    const server = new WebSocketServer({ port: 0, host: '127.0.0.1', perMessageDeflate: false });
    await once(server, 'listening');
    return new WireTap(server);
  }

  /** The address that leads to `url` through here. */
  through(url: string): string {
    this.#target = url;
    // A server that listens on TCP has an address, never a pipe's name.
    const { port } = this.#server.address() as AddressInfo;
    return `ws://127.0.0.1:${port}${new URL(url).pathname}`;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const client of this.#server.clients) client.terminate();
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#server.close(() => resolve());
    await promise;
  }

  #join(client: WebSocket, request: IncomingMessage): void {
    const { search } = new URL(request.url ?? '/', this.#target);
    const vendor = new WebSocket(this.#target + search, {
      headers: { authorization: request.headers.authorization ?? '' },
    });
    const early: string[] = [];
    client.on('message', (frame) => {
      const text = this.#note('client', frame);
      if (vendor.readyState === WebSocket.OPEN) vendor.send(text);
      else early.push(text);
    });
    vendor.on('open', () => {
      for (const text of early) vendor.send(text);
    });
    vendor.on('message', (frame) => client.send(this.#note('server', frame)));
    for (const [from, to] of [
      [client, vendor],
      [vendor, client],
    ] as const) {
      from.on('close', () => to.terminate());
      from.on('error', () => to.terminate());
    }
  }

  #note(direction: Direction, frame: RawData): string {
    const text = frame.toString();
    this.frames.push({ direction, text });
    return text;
  }
}
