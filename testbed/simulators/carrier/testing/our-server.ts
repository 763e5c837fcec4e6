import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type WebSocket, WebSocketServer } from 'ws';

export interface ReceivedRequest {
  method: string;
  path: string;
  /** Address as the carrier wrote it. */
  url: string;
  fields: Readonly<Record<string, string>>;
  headers: IncomingMessage['headers'];
}

export interface ScriptedAnswer {
  status?: number;
  contentType?: string;
  body: string;
}

type Answer =
  | string
  | ScriptedAnswer
  | ((request: ReceivedRequest) => string | ScriptedAnswer | Promise<string>);

export interface ReceivedFrame {
  event: string;
  sequenceNumber?: string;
  streamSid?: string;
  start?: {
    streamSid: string;
    callSid: string;
    customParameters: Record<string, string>;
    mediaFormat: unknown;
  };
  media?: { track: string; chunk: string; timestamp: string; payload: string };
  mark?: { name: string };
  dtmf?: { digit: string };
  stop?: { callSid: string };
}

/** One media socket as our server would see it. */
export interface ReceivedStream {
  socket: WebSocket;
  headers: IncomingMessage['headers'];
  frames: ReceivedFrame[];
  closeCode: number | null;
  send(frame: object): void;
}

export interface OurServer extends AsyncDisposable {
  url: string;
  mediaUrl: string;
  requests: ReceivedRequest[];
  streams: ReceivedStream[];
  /** What to answer by path; other paths answer 404. */
  answers: Map<string, Answer>;
  /** Called with each frame of each stream. */
  onFrame: (frame: ReceivedFrame, stream: ReceivedStream) => void;
  requestsTo(path: string): ReceivedRequest[];
}

async function readRequest(request: IncomingMessage, baseUrl: string): Promise<ReceivedRequest> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  const url = baseUrl + (request.url ?? '');
  const form = new URLSearchParams(Buffer.concat(chunks).toString());
  return {
    method: request.method ?? '',
    path: new URL(url).pathname,
    url,
    fields: Object.fromEntries([...new URL(url).searchParams, ...form]),
    headers: request.headers,
  };
}

async function toScriptedAnswer(
  answer: Answer | undefined,
  request: ReceivedRequest,
): Promise<ScriptedAnswer> {
  const given = typeof answer === 'function' ? await answer(request) : answer;
  if (given === undefined) return { status: 404, body: 'no such path' };
  return typeof given === 'string' ? { body: given } : given;
}

function receiveStream(server: OurServer, socket: WebSocket, request: IncomingMessage): void {
  const stream: ReceivedStream = {
    socket,
    headers: request.headers,
    frames: [],
    closeCode: null,
    send: (frame) => socket.send(JSON.stringify(frame)),
  };
  server.streams.push(stream);
  socket.on('close', (code) => {
    stream.closeCode = code;
  });
  socket.on('message', (content) => {
    const frame: ReceivedFrame = JSON.parse(String(content));
    stream.frames.push(frame);
    server.onFrame(frame, stream);
  });
}

/** The smallest server that a carrier can call: scripted answers, and everything it got. */
export async function startOurServer(): Promise<OurServer> {
  const http = createServer(async (request, response) => {
    const received = await readRequest(request, server.url);
    server.requests.push(received);
    const answer = await toScriptedAnswer(server.answers.get(received.path), received);
    response.writeHead(answer.status ?? 200, { 'content-type': answer.contentType ?? 'text/xml' });
    response.end(answer.body);
  });
  const sockets = new WebSocketServer({ server: http, path: '/media' });
  http.listen(0, '127.0.0.1');
  await once(http, 'listening');
  const { port } = http.address() as AddressInfo;
  const server: OurServer = {
    url: `http://127.0.0.1:${port}`,
    mediaUrl: `ws://127.0.0.1:${port}/media`,
    requests: [],
    streams: [],
    answers: new Map(),
    onFrame: () => undefined,
    requestsTo: (path) => server.requests.filter((request) => request.path === path),
    async [Symbol.asyncDispose]() {
      for (const client of sockets.clients) client.terminate();
      http.closeAllConnections();
      http.close();
      await once(http, 'close');
    },
  };
  sockets.on('connection', (socket, request) => receiveStream(server, socket, request));
  return server;
}

export function toResponse(...verbs: string[]): string {
  return `<?xml version="1.0" encoding="UTF-8"?><Response>${verbs.join('')}</Response>`;
}
