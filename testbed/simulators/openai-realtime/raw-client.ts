import { WebSocket } from 'ws';
import { mulawFromPcm16, speakSync } from '../../speech/index.ts';
import type { ServerEvent } from './wire-types.ts';

const FRAME_BYTES = 160;
const SILENT_MULAW = 0xff;

/** A bare WebSocket client for tests of the simulator: sends what it is told, keeps all that arrives. */
export class RawClient implements Disposable {
  readonly socket: WebSocket;
  readonly events: ServerEvent[] = [];
  readonly closed: Promise<{ code: number; reason: string }>;
  readonly #waiting = new Set<() => void>();

  constructor(url: string, headers: Record<string, string> = { authorization: 'Bearer test-key' }) {
    this.socket = new WebSocket(url, { headers });
    const { promise, resolve } = Promise.withResolvers<{ code: number; reason: string }>();
    this.closed = promise;
    this.socket.on('error', () => undefined);
    this.socket.on('close', (code, reason) => {
      resolve({ code, reason: reason.toString() });
      this.#wake();
    });
    this.socket.on('message', (frame) => {
      this.events.push(JSON.parse(frame.toString()));
      this.#wake();
    });
  }

  send(event: object): void {
    this.socket.send(JSON.stringify(event));
  }

  /** Appends 20 ms frames of µ-law. */
  append(bytes: Uint8Array): void {
    for (let from = 0; from < bytes.length; from += FRAME_BYTES) {
      const audio = Buffer.from(bytes.subarray(from, from + FRAME_BYTES)).toString('base64');
      this.send({ type: 'input_audio_buffer.append', audio });
    }
  }

  appendSilence(durationMs: number): void {
    this.append(Buffer.alloc(durationMs * 8, SILENT_MULAW));
  }

  /** A whole turn of the caller: the words, and the silence that ends them. */
  say(words: string): void {
    this.append(mulawFromPcm16(speakSync(words, { voice: 'caller' }).samples));
    this.appendSilence(800);
  }

  /** Resolves with the n-th (from 1) event of this type, now or when it comes. */
  async until(type: string, nth = 1): Promise<ServerEvent> {
    for (;;) {
      const found = this.all(type)[nth - 1];
      if (found) return found;
      if (this.socket.readyState === WebSocket.CLOSED)
        throw new Error(`The socket closed before ${type}; there came ${this.types().join(', ')}`);
      await new Promise<void>((resolve) => this.#waiting.add(resolve));
    }
  }

  all(type: string): ServerEvent[] {
    return this.events.filter((event) => event.type === type);
  }

  types(): string[] {
    return this.events.map((event) => event.type);
  }

  [Symbol.dispose](): void {
    this.socket.terminate();
  }

  #wake(): void {
    for (const wake of this.#waiting) wake();
    this.#waiting.clear();
  }
}

export const PHONE_SESSION = {
  type: 'realtime',
  audio: {
    input: { format: { type: 'audio/pcmu' }, transcription: { model: 'gpt-4o-mini-transcribe' } },
    output: { format: { type: 'audio/pcmu' }, voice: 'marin' },
  },
};

/** A client whose session already speaks µ-law; `session` adds to the phone session or replaces parts of it. */
export async function openPhoneSession(url: string, session: object = {}): Promise<RawClient> {
  const client = new RawClient(`${url}?model=gpt-realtime-2.1`);
  await client.until('conversation.created');
  client.send({ type: 'session.update', session: { ...PHONE_SESSION, ...session } });
  await client.until('session.updated');
  return client;
}
