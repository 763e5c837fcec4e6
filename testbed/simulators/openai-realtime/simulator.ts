import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import { BenchLine, type BenchOptions, BenchPacer } from './bench-session.ts';
import { realClock, type SimulatorClock } from './clock.ts';
import { type Faults, noFaults } from './faults.ts';
import { judgeHandshake } from './handshake.ts';
import type { Mind } from './mind.ts';
import { receptionistMind } from './receptionist/receptionist-mind.ts';
import { RealtimeSession, type Unexpected } from './session.ts';
import { KNOWN_MODELS } from './session-config.ts';
import type { ServerEvent } from './wire-types.ts';

const MAX_FRAME_BYTES = 32 * 1024 * 1024;
const HOUR_MS = 3_600_000;

export interface OpenAiRealtimeSimulatorOptions {
  /** 0, the default, takes any free port of 127.0.0.1. */
  port?: number;
  /** The only key let in; null, the default, lets in any. */
  acceptedKey?: string | null;
  /** Makes the mind of each new session; the receptionist by default. */
  mind?: (session: { model: string; index: number }) => Mind;
  /** Time before the first delta of a response. */
  thinkingMs?: number;
  /** How many times faster than speech audio is streamed; `Number.POSITIVE_INFINITY`: at once. */
  audioSpeed?: number;
  /** Audio in one delta. */
  deltaMs?: number;
  /** Hurries the agent's voice: at most so long per character; natural by default. */
  msPerCharacter?: number;
  transcriptionDelayMs?: number;
  expiresAfterMs?: number;
  models?: readonly string[];
  clock?: SimulatorClock;
  faults?: Partial<Faults>;
  /** Makes every session a measuring line; see bench-session.ts. */
  bench?: BenchOptions;
  onSession?: (session: RealtimeSession) => void;
  onServerEvent?: (event: ServerEvent) => void;
}

export interface OpenAiRealtimeSimulator extends AsyncDisposable {
  /** `ws://127.0.0.1:<port>/v1/realtime`, to which a client adds `?model=`. */
  readonly url: string;
  readonly sessions: readonly RealtimeSession[];
  /** What no correct client causes, over all sessions and refused handshakes; tests should find it empty. */
  readonly unexpected: readonly Unexpected[];
  /** Faults of sessions to come. */
  faults: Faults;
  onSession(listener: (session: RealtimeSession) => void): Disposable;
  /** Resolves with the n-th session (from 1), now or when it is opened. */
  session(nth: number): Promise<RealtimeSession>;
}

function answerUpgrade(socket: Duplex, status: number, error: { code: string; message: string }): void {
  const body = JSON.stringify({ error: { ...error, type: 'invalid_request_error', param: null } });
  const head = `HTTP/1.1 ${status} Refused\r\nContent-Type: application/json\r\nContent-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n`;
  socket.end(head + body);
}

// Code and reason as clients reported them when the beta was switched off in May 2026 (langwatch/scenario#602).
function refuseSession(socket: WebSocket, code: string, message: string): void {
  socket.on('error', () => socket.terminate());
  const error = { type: 'invalid_request_error', code, message, param: null, event_id: null };
  socket.send(JSON.stringify({ type: 'error', event_id: 'event_refused', error }));
  socket.close(4000, `invalid_request_error.${code}`);
}

class Simulator implements OpenAiRealtimeSimulator {
  readonly sessions: RealtimeSession[] = [];
  readonly unexpected: Unexpected[] = [];
  url = '';
  faults: Faults;
  readonly #options: OpenAiRealtimeSimulatorOptions;
  readonly #server = createServer((_request, response) => response.writeHead(426).end());
  readonly #sockets = new WebSocketServer({
    noServer: true,
    maxPayload: MAX_FRAME_BYTES,
    perMessageDeflate: false,
  });
  readonly #listeners = new Set<(session: RealtimeSession) => void>();
  readonly #pacer = new BenchPacer();

  constructor(options: OpenAiRealtimeSimulatorOptions) {
    this.#options = options;
    this.faults = { ...noFaults, ...options.faults };
    if (options.onSession) this.#listeners.add(options.onSession);
    this.#server.on('upgrade', (request, socket, head) => this.#upgrade(request, socket, head));
  }

  async listen(): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    this.#server.once('error', reject);
    this.#server.listen(this.#options.port ?? 0, '127.0.0.1', resolve);
    await promise;
    // A TCP server's address is an object, never a pipe's name.
    const { port } = this.#server.address() as AddressInfo;
    this.url = `ws://127.0.0.1:${port}/v1/realtime`;
  }

  onSession(listener: (session: RealtimeSession) => void): Disposable {
    this.#listeners.add(listener);
    return { [Symbol.dispose]: () => this.#listeners.delete(listener) };
  }

  async session(nth: number): Promise<RealtimeSession> {
    const existing = this.sessions[nth - 1];
    if (existing) return existing;
    const { promise, resolve } = Promise.withResolvers<RealtimeSession>();
    using _listener = this.onSession((session) => {
      if (this.sessions.length === nth) resolve(session);
    });
    return await promise;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const client of this.#sockets.clients) client.terminate();
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#server.close(() => resolve());
    this.#server.closeAllConnections();
    await promise;
  }

  #upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    socket.on('error', () => socket.destroy());
    const status = this.faults.handshakeStatus;
    if (status !== null) {
      answerUpgrade(socket, status, { code: `status_${status}`, message: 'Refused.' });
      return;
    }
    const handshake = judgeHandshake(request, this.#options.acceptedKey ?? null);
    if (!handshake.ok) {
      this.unexpected.push({ sessionId: '', problem: handshake.message, received: request.url });
      answerUpgrade(socket, handshake.status, handshake);
      return;
    }
    this.#sockets.handleUpgrade(request, socket, head, (client) => this.#open(client, handshake));
  }

  #open(client: WebSocket, handshake: { model: string; isBeta: boolean }): void {
    const { model, isBeta } = handshake;
    if (isBeta) {
      const message = 'The Realtime Beta API is no longer supported. Please use /v1/realtime for the GA API.';
      this.unexpected.push({ sessionId: '', problem: message, received: 'OpenAI-Beta' });
      refuseSession(client, 'beta_api_shape_disabled', message);
    } else if (!(this.#options.models ?? KNOWN_MODELS).includes(model)) {
      const message = `The model '${model}' does not exist or you do not have access to it.`;
      this.unexpected.push({ sessionId: '', problem: message, received: model });
      refuseSession(client, 'model_not_found', message);
    } else this.#begin(client, model);
  }

  #begin(client: WebSocket, model: string): void {
    const options = this.#options;
    const makeMind = options.mind ?? (() => receptionistMind());
    const session = new RealtimeSession(client, {
      model,
      mind: makeMind({ model, index: this.sessions.length }),
      faults: this.faults,
      clock: options.clock ?? realClock,
      pace: {
        audioSpeed: options.audioSpeed ?? 20,
        deltaMs: options.deltaMs ?? 200,
        msPerCharacter: options.msPerCharacter ?? null,
        thinkingMs: options.thinkingMs ?? 0,
      },
      transcriptionDelayMs: options.transcriptionDelayMs ?? 0,
      expiresAfterMs: options.expiresAfterMs ?? HOUR_MS,
      bench: options.bench ? new BenchLine(options.bench, this.#pacer) : null,
      onServerEvent: options.onServerEvent ?? (() => undefined),
      onUnexpected: (unexpected) => this.unexpected.push(unexpected),
    });
    this.sessions.push(session);
    for (const listener of this.#listeners) listener(session);
    session.begin();
  }
}

/** Starts a server on loopback that behaves like OpenAI's Realtime GA API over WebSocket. */
export async function startOpenAiRealtimeSimulator(
  options: OpenAiRealtimeSimulatorOptions = {},
): Promise<OpenAiRealtimeSimulator> {
  const simulator = new Simulator(options);
  await simulator.listen();
  return simulator;
}
