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
/** Frames may come while the token is being checked: ten seconds' worth, and as much again for odd ones. */
const MAX_EARLY_FRAMES = 500;
const MAX_EARLY_BYTES = 400_000;
/** Faults are told once and then counted: a broken peer must not fill the log. */
const FAULTS_LOGGED = 3;
const CLOSE_GRACE_MS = 2_000;
/** Twilio sends media all the time; a peer that vanished without a word is found by their absence, 20 s later at most. */
const VITAL_SIGN_PERIOD_MS = 5_000;
const PERIODS_WITHOUT_MEDIA = 3;

type Started = Extract<CarrierFrame, { type: 'started' }>;
type EndCause = Parameters<CarrierListener['ended']>[0];

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
  #earlyBytes = 0;
  /** Why the socket closed before anyone listened; a `stop` among the early frames knows better. */
  #earlyEnd: EndCause | null = null;
  #vitalSigns: Disposable | null = null;
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
      else this.#receivedSafely(frame as Buffer);
    });
    // Only `stop` says that the caller hung up: a bare close, however clean, may leave somebody on the line.
    this.#socket.on('close', () => this.#closed('connection-lost'));
  }

  attach(listener: CarrierListener): void {
    this.#listener = listener;
    this.#callerAudio = new CallerAudio(this.#clock, (audio, byteLength) =>
      listener.callerAudio(audio, byteLength),
    );
    const early = this.#earlyFrames;
    this.#earlyFrames = [];
    for (const frame of early) this.#receivedSafely(frame);
    if (this.#earlyEnd) this.#end(this.#earlyEnd);
    if (!this.#isEnded) this.#watchVitalSigns(this.#callerAudio);
  }

  sendAudio(audio: string): boolean {
    if (this.#isEnded || this.#socket.bufferedAmount > MAX_BUFFERED_BYTES) return false;
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
    if (this.#isEnded) return;
    this.#finish();
  }

  [Symbol.dispose](): void {
    this.close();
  }

  /** One of the four boundaries where a fault of ours ends: this frame is lost, no call and no process. */
  #receivedSafely(frame: Buffer): void {
    try {
      this.#received(frame);
    } catch (error) {
      this.#log.error({ err: error }, 'media frame failed');
    }
  }

  #received(frame: Buffer): void {
    if (!this.#callerAudio) return this.#keepEarly(frame);
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

  #keepEarly(frame: Buffer): void {
    const isFull =
      this.#earlyFrames.length >= MAX_EARLY_FRAMES || this.#earlyBytes + frame.length > MAX_EARLY_BYTES;
    if (isFull) return this.#fault('too much before the call was admitted');
    this.#earlyFrames.push(frame);
    this.#earlyBytes += frame.length;
  }

  #watchVitalSigns(callerAudio: CallerAudio): void {
    let frames = callerAudio.frames;
    let periods = 0;
    this.#vitalSigns = this.#clock.every(VITAL_SIGN_PERIOD_MS, () => {
      periods = callerAudio.frames === frames ? periods + 1 : 0;
      frames = callerAudio.frames;
      if (periods < PERIODS_WITHOUT_MEDIA) return;
      this.#log.warn({ frames }, 'no media any more, the carrier is taken for lost');
      this.#end('connection-lost');
    });
  }

  #closed(cause: EndCause): void {
    if (this.#listener) this.#end(cause);
    else this.#earlyEnd = cause;
  }

  #end(cause: EndCause): void {
    if (this.#isEnded) return;
    this.#finish();
    this.#listener?.ended(cause);
  }

  /** Twilio closes after its `stop`; a peer that does not must not keep the socket. */
  #finish(): void {
    this.#isEnded = true;
    this.#vitalSigns?.[Symbol.dispose]();
    this.#callerAudio?.[Symbol.dispose]();
    const { frames = 0, filledMs = 0 } = this.#callerAudio ?? {};
    this.#log.info({ frames, filledMs, faults: this.faults }, 'media ended');
    if (this.#socket.readyState === this.#socket.CLOSED) return;
    this.#socket.close(1000);
    const grace = this.#clock.after(CLOSE_GRACE_MS, () => this.#socket.terminate());
    this.#socket.once('close', () => grace[Symbol.dispose]());
  }
}
