// HOT PATH: `sendMedia` and `playFrame` run 50 times a second for every call.
import WebSocket, { type RawData } from 'ws';
import type { CallFaults } from './faults.ts';
import { readServerFrame } from './server-frame.ts';
import { signStreamUrl } from './signature.ts';
import { CONNECTED_FRAME, StreamFrames } from './stream-frames.ts';
import { StreamPlayback } from './stream-playback.ts';
import { newStreamRecord, type StreamEnding, type StreamRecord } from './stream-record.ts';
import { Uplink } from './uplink.ts';

/** Audio waiting in the socket beyond which Twilio throws away what a slow server does not read. */
const MAX_BUFFERED_BYTES = 64 * 1024;
const HANDSHAKE_TIMEOUT_MS = 10_000;
/** The first timestamp is not 0 on a true call either. */
const FIRST_TIMESTAMP_MS = 5;
const MAX_PROBLEMS_PER_STREAM = 100;

export interface MediaConnectionOptions {
  url: string;
  streamSid: string;
  accountSid: string;
  callSid: string;
  authToken: string;
  customParameters: Readonly<Record<string, string>>;
  faults: CallFaults;
  nowMs: () => number;
  onProblem: (code: number, message: string) => void;
  onMediaReceived: (bytes: Uint8Array, atMs: number) => void;
  onClear: (atMs: number) => void;
}

/** One media socket as Twilio keeps it: the caller's audio out, our server's audio queued and played. */
export class MediaConnection {
  readonly record: StreamRecord;
  readonly uplink: Uplink;
  /** Settles once, when the socket is gone or was never opened. */
  readonly ended: Promise<StreamEnding>;
  readonly #options: MediaConnectionOptions;
  readonly #socket: WebSocket;
  readonly #frames: StreamFrames;
  readonly #playback: StreamPlayback;
  #settleEnded: (ending: StreamEnding) => void = () => undefined;
  #settleOpened: (isOpen: boolean) => void = () => undefined;
  readonly opened: Promise<boolean>;
  #framesOfCall = 0;
  #isStarted = false;
  #isHalfOpen = false;
  #ending: StreamEnding | null = null;
  #problemCount = 0;

  constructor(options: MediaConnectionOptions) {
    this.#options = options;
    const { streamSid, accountSid, callSid, faults, url, customParameters } = options;
    this.record = newStreamRecord({ streamSid, url, customParameters, requestedAtMs: options.nowMs() });
    this.uplink = new Uplink(faults);
    this.#frames = new StreamFrames(
      { streamSid, accountSid, callSid: faults.startCallSid ?? callSid },
      faults.streamSidLast ?? false,
    );
    this.#playback = new StreamPlayback({
      record: this.record,
      faults,
      nowMs: options.nowMs,
      sendMark: (name) => this.#sendText(this.#frames.markFrame(name)),
    });
    this.ended = new Promise((resolve) => {
      this.#settleEnded = resolve;
    });
    this.opened = new Promise((resolve) => {
      this.#settleOpened = resolve;
    });
    this.#socket = this.#connect();
  }

  get isLive(): boolean {
    return this.#isStarted && this.#ending === null;
  }

  /** One frame of the caller's voice; null is silence. */
  sendMedia(frame: Uint8Array | null): void {
    if (!this.isLive) return;
    const timestampMs = FIRST_TIMESTAMP_MS + this.#framesOfCall * 20;
    this.#framesOfCall += 1;
    const nowMs = this.#options.nowMs();
    if (this.#isLost(nowMs)) {
      this.record.framesDropped += 1;
      this.uplink.flush(nowMs, this.#sendText);
      return;
    }
    this.record.framesSent += 1;
    this.uplink.pass(this.#frames.mediaFrame(frame, timestampMs), nowMs, this.#sendText);
  }

  sendDigit(digit: string): void {
    if (this.isLive) this.#sendText(this.#frames.dtmfFrame(digit));
  }

  /** Anything at all, as a broken or hostile peer would send it. */
  sendRaw(content: string | Uint8Array): void {
    this.#socket.send(content);
  }

  /** The 20 ms that the caller hears next, or null for silence. */
  playFrame(): Uint8Array | null {
    return this.#playback.playFrame();
  }

  /** Twilio's own ending: `stop`, then the close. */
  stop(): void {
    if (this.#ending !== null) return;
    if (this.isLive && !this.#isHalfOpen) {
      this.uplink.flush(Number.POSITIVE_INFINITY, this.#sendText);
      this.#sendText(this.#frames.stopFrame());
    }
    this.#finish('carrier', 1000);
    if (this.#isHalfOpen || this.#socket.readyState === WebSocket.CONNECTING) this.#socket.terminate();
    else this.#socket.close(1000);
  }

  /** `terminate`: the connection breaks without a close. `half-open`: it stays, but nothing passes any more. */
  kill(manner: 'terminate' | 'half-open'): void {
    if (manner === 'half-open') {
      this.#isHalfOpen = true;
      this.#socket.pause();
      return;
    }
    this.#finish('network', 1006);
    this.#socket.terminate();
  }

  #connect(): WebSocket {
    const { url, faults, authToken } = this.#options;
    const signature =
      faults.streamSignature === 'wrong' ? 'AAAAAAAAAAAAAAAAAAAAAAAAAAA=' : signStreamUrl(authToken, url);
    const socket = new WebSocket(url, {
      headers: faults.streamSignature === 'missing' ? {} : { 'X-Twilio-Signature': signature },
      perMessageDeflate: false,
      handshakeTimeout: HANDSHAKE_TIMEOUT_MS,
    });
    socket.on('open', () => this.#start());
    socket.on('message', (content, isBinary) => this.#receive(content, isBinary));
    socket.on('close', (code) => this.#notice(code));
    socket.on('error', (error) => this.#fail(error));
    return socket;
  }

  #start(): void {
    this.record.openedAtMs = this.#options.nowMs();
    this.#socket.send(CONNECTED_FRAME);
    if (this.#options.faults.withholdsStart !== true) {
      this.#socket.send(this.#frames.startFrame(this.#options.customParameters));
      this.#isStarted = true;
    }
    this.#settleOpened(true);
  }

  #fail(error: Error): void {
    if (this.record.openedAtMs !== null) return;
    this.#options.onProblem(31920, `media socket ${this.#options.url} was not opened: ${error.message}`);
    this.#finish('refused', null);
  }

  /** Our server's side is gone: by a close, or as when its process died. */
  #notice(code: number): void {
    if (this.#ending !== null) return;
    const isBroken = code === 1006;
    if (isBroken) this.#addProblem(31921, 'our server broke the media socket without a close');
    this.#finish(isBroken ? 'network' : 'server', code);
  }

  readonly #sendText = (text: string): void => {
    if (!this.#isHalfOpen && this.#socket.readyState === WebSocket.OPEN) this.#socket.send(text);
  };

  #isLost(nowMs: number): boolean {
    if (this.#isHalfOpen || this.uplink.decideFate(nowMs) === 'lost') return true;
    if (this.#socket.bufferedAmount < MAX_BUFFERED_BYTES) return false;
    this.#addProblem(31930, 'our server reads too slowly, audio thrown away');
    return true;
  }

  #receive(content: RawData, isBinary: boolean): void {
    if (this.#ending !== null) return;
    if (isBinary) {
      this.#addProblem(31950, 'binary frame from our server');
      return;
    }
    const frame = readServerFrame(content.toString(), this.record.streamSid);
    switch (frame.kind) {
      case 'media':
        this.#options.onMediaReceived(frame.bytes, this.#playback.receiveMedia(frame.bytes));
        break;
      case 'mark':
        this.#playback.receiveMark(frame.name);
        break;
      case 'clear':
        this.#options.onClear(this.#playback.clear());
        break;
      case 'fault':
        this.#addProblem(frame.code, frame.reason);
    }
  }

  #addProblem(code: number, message: string): void {
    this.#problemCount += 1;
    if (this.#problemCount <= MAX_PROBLEMS_PER_STREAM) this.#options.onProblem(code, message);
  }

  #finish(ending: StreamEnding, closeCode: number | null): void {
    if (this.#ending !== null) return;
    this.#ending = ending;
    this.record.endedBy = ending;
    this.record.closeCode = closeCode;
    this.record.closedAtMs = this.#options.nowMs();
    this.#playback.discard();
    this.#settleOpened(false);
    this.#settleEnded(ending);
  }
}
