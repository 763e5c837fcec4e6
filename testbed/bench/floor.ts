// The floor: the least a bridge can do. It slices the base64 payload out of one envelope into the other and does
// nothing else: no JSON.parse, no pacing, no marks, no queue for early audio, no database, no signature.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebSocket, WebSocketServer } from 'ws';
import { serveDesk } from './child-desk.ts';
import { measuredDesk } from './measured-desk.ts';

const FORMAT = '{"type":"audio/pcmu"}';
const SESSION_UPDATE = `{"type":"session.update","session":{"type":"realtime","audio":{"input":{"format":${FORMAT}},"output":{"format":${FORMAT}}}}}`;

function slice(frame: Buffer, key: string): string | null {
  const at = frame.indexOf(key);
  if (at < 0) return null;
  const start = at + key.length;
  return frame.toString('latin1', start, frame.indexOf('"', start));
}

function bridge(carrier: WebSocket, engineUrl: string): void {
  const engine = new WebSocket(engineUrl, {
    headers: { authorization: 'Bearer bench' },
    perMessageDeflate: false,
  });
  let toCarrier = '';
  engine.on('open', () => {
    engine.send(SESSION_UPDATE);
    engine.send('{"type":"response.create"}');
  });
  carrier.on('message', (frame: Buffer) => {
    const audio = slice(frame, '"payload":"');
    const streamSid = audio === null ? slice(frame, '"streamSid":"') : null;
    if (streamSid !== null) toCarrier = `{"event":"media","streamSid":"${streamSid}","media":{"payload":"`;
    else if (audio !== null && engine.readyState === WebSocket.OPEN)
      engine.send(`{"type":"input_audio_buffer.append","audio":"${audio}"}`);
  });
  engine.on('message', (frame: Buffer) => {
    if (!frame.includes('"response.output_audio.delta"')) return;
    const audio = slice(frame, '"delta":"');
    if (audio !== null && toCarrier !== '') carrier.send(`${toCarrier}${audio}"}}`);
  });
  carrier.on('close', () => engine.close());
  engine.on('close', () => carrier.close());
  engine.on('error', () => carrier.close());
}

const server = createServer();
new WebSocketServer({ server, perMessageDeflate: false }).on('connection', (carrier) =>
  bridge(carrier, process.env.OPENAI_REALTIME_URL ?? ''),
);

process.on('SIGTERM', () => process.exit(0));

const floorDesk = {
  ...measuredDesk,
  /** Listens and answers its media address. */
  async start(): Promise<string> {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    // A TCP server's address is an object, never a pipe's name.
    return `ws://127.0.0.1:${(server.address() as AddressInfo).port}/media`;
  },
};
export type FloorDesk = typeof floorDesk;
serveDesk(floorDesk);
