// HOT PATH: every media frame of a call passes `#received` and `sendAudio`.
import { base64ByteLength } from '@afterhourfix/audio';
import type { Clock, Logger } from '@afterhourfix/foundation';
import {
  type CallerMedia,
  type CarrierFrame,
  CarrierFrameWriter,
  readCallerMedia,
  readCarrierFrame,
} from '@afterhourfix/integrations/twilio/media-frames';
import type { WebSocket } from 'ws';
import { CallerAudio } from './caller-audio.ts';
import type { CarrierLeg, CarrierListener } from './carrier.ts';

/** About 8 s of audio in the socket's buffer: Twilio has stopped reading. */
const MAX_BUFFERED_BYTES = 96 * 1024;
/** Frames may come while the token is being checked; a second's worth of them is plenty. */
const MAX_EARLY_FRAMES = 500;
/** Faults are told once and then counted: a broken peer must not fill the log. */
const FAULTS_LOGGED = 3;
const CLOSE_GRACE_MS = 2_000;

type Started = Extract<CarrierFrame, { type: 'started' }>;

/** Twilio's media stream as a carrier leg: from its `start` message to the end of the socket. */
export class TwilioCarrierLeg implements CarrierLeg {
  readonly started: Started;
  readonly #socket: WebSocket;
  readonly #clock: Clock;
  readonly #log: Logger;
  readonly #writer: CarrierFrameWriter;
  readonly #media: CallerMedia = { payload: '', timestampMs: 0 };
  #callerAudio: CallerAudio | null = null;
  #listener: CarrierListener | null = null;
  #earlyFrames: Buffer[] = [];
  #isEnded = false;
  /** Frames we could not use: broken JSON, binary, bad base64. */
  faults = 0;

  constructor(parts: { socket: WebSocket; started: Started; clock: Clock; log: Logger }) {
    this.started = parts.started;
    this.#socket = parts.socket;
    this.#clock = parts.clock;
    this.#log = parts.log;
    this.#writer = new CarrierFrameWriter(parts.started.streamSid);
    this.#socket.on('message', (frame, isBinary) => {
      // `ws` hands over Buffers as long as binaryType is left at its default.
      if (isBinary) this.#fault('binary frame');
      else this.#received(frame as Buffer);
    });
    this.#socket.on('close', (code) => this.#end(code === 1000 ? 'caller-hung-up' : 'connection-lost'));
  }

  attach(listener: CarrierListener): void {
    this.#listener = listener;
    this.#callerAudio = new CallerAudio(this.#clock, (audio, byteLength) =>
      listener.callerAudio(audio, byteLength),
    );
    const early = this.#earlyFrames;
    this.#earlyFrames = [];
    for (const frame of early) this.#received(frame);
    if (this.#isEnded) listener.ended('caller-hung-up');
  }

  sendAudio(audio: string): boolean {
    if (this.#socket.bufferedAmount > MAX_BUFFERED_BYTES) return false;
    this.#socket.send(this.#writer.toMediaFrame(audio));
    return true;
  }

  sendMark(name: string): void {
    if (!this.#isEnded) this.#socket.send(this.#writer.toMarkFrame(name));
  }

  clear(): void {
    if (!this.#isEnded) this.#socket.send(this.#writer.clearFrame);
  }

  close(): void {
    this.#isEnded = true;
    this.#callerAudio?.[Symbol.dispose]();
    this.#socket.close(1000);
    const grace = this.#clock.after(CLOSE_GRACE_MS, () => this.#socket.terminate());
    this.#socket.once('close', () => grace[Symbol.dispose]());
  }

  [Symbol.dispose](): void {
    if (!this.#isEnded) this.close();
  }

  #received(frame: Buffer): void {
    if (!this.#callerAudio) {
      if (this.#earlyFrames.length < MAX_EARLY_FRAMES) this.#earlyFrames.push(frame);
      return;
    }
    switch (readCallerMedia(frame, this.#media)) {
      case 'media':
        this.#heard(this.#media.payload, this.#media.timestampMs);
        return;
      case 'bad-payload':
        this.#fault('bad base64');
        return;
      case 'not-media':
        this.#receivedControl(readCarrierFrame(frame));
    }
  }

  #receivedControl(frame: ReturnType<typeof readCarrierFrame>): void {
    if (frame === null) return;
    if (frame === 'malformed') return this.#fault('malformed frame');
    switch (frame.type) {
      case 'media':
        return this.#heard(frame.payload, frame.timestampMs);
      case 'digit-pressed':
        return this.#listener?.digitPressed(frame.digit);
      case 'mark-returned':
        return this.#listener?.markReturned(frame.name);
      case 'stopped':
        return this.#end('caller-hung-up');
      case 'connected':
      case 'started':
        return; // Said once before this leg existed; a repetition changes nothing.
    }
  }

  #heard(payload: string, timestampMs: number): void {
    if (!this.#isEnded) this.#callerAudio?.accept(payload, base64ByteLength(payload), timestampMs);
  }

  #fault(what: string): void {
    this.faults++;
    if (this.faults <= FAULTS_LOGGED) this.#log.warn({ what, faults: this.faults }, 'media frame ignored');
  }

  #end(cause: 'caller-hung-up' | 'connection-lost'): void {
    if (this.#isEnded) return;
    this.#isEnded = true;
    this.#callerAudio?.[Symbol.dispose]();
    this.#listener?.ended(cause);
  }
}
