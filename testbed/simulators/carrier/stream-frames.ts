// HOT PATH: `mediaFrame` runs for each of the 50 frames a second of every call.
import { FRAME_BYTES, MULAW_SILENCE } from './audio-timeline.ts';

const SILENCE_PAYLOAD = Buffer.alloc(FRAME_BYTES, MULAW_SILENCE).toString('base64');

export const CONNECTED_FRAME = '{"event":"connected","protocol":"Call","version":"1.0.0"}';

export interface StreamIdentity {
  streamSid: string;
  accountSid: string;
  callSid: string;
}

/** Writes what Twilio sends on one stream; all its numbers are strings, except those of the media format. */
export class StreamFrames {
  readonly #identity: StreamIdentity;
  readonly #beforeMedia: string;
  readonly #afterMedia: string;
  readonly #isStreamSidLast: boolean;
  #sequenceNumber = 0;
  #chunk = 0;

  /** Both orders of fields have been seen in the wild, so a reader may depend on neither. */
  constructor(identity: StreamIdentity, isStreamSidLast: boolean) {
    this.#identity = identity;
    this.#isStreamSidLast = isStreamSidLast;
    const streamSid = `"streamSid":"${identity.streamSid}"`;
    this.#beforeMedia = `",${isStreamSidLast ? '' : `${streamSid},`}"media":{"track":"inbound","chunk":"`;
    this.#afterMedia = isStreamSidLast ? `"},${streamSid}}` : '"}}';
  }

  startFrame(customParameters: Readonly<Record<string, string>>): string {
    return this.#write('start', {
      ...this.#identity,
      tracks: ['inbound'],
      customParameters,
      mediaFormat: { encoding: 'audio/x-mulaw', sampleRate: 8000, channels: 1 },
    });
  }

  /** `frame` null is silence, whose payload is built once. */
  mediaFrame(frame: Uint8Array | null, timestampMs: number): string {
    this.#sequenceNumber += 1;
    this.#chunk += 1;
    const payload = frame === null ? SILENCE_PAYLOAD : toBase64(frame);
    return `{"event":"media","sequenceNumber":"${this.#sequenceNumber}${this.#beforeMedia}${this.#chunk}","timestamp":"${timestampMs}","payload":"${payload}${this.#afterMedia}`;
  }

  markFrame(name: string): string {
    return this.#write('mark', { name });
  }

  dtmfFrame(digit: string): string {
    return this.#write('dtmf', { track: 'inbound_track', digit });
  }

  stopFrame(): string {
    const { accountSid, callSid } = this.#identity;
    return this.#write('stop', { accountSid, callSid });
  }

  #write(event: string, content: object): string {
    this.#sequenceNumber += 1;
    const { streamSid } = this.#identity;
    const sequenceNumber = String(this.#sequenceNumber);
    return JSON.stringify(
      this.#isStreamSidLast
        ? { event, sequenceNumber, [event]: content, streamSid }
        : { event, sequenceNumber, streamSid, [event]: content },
    );
  }
}

function toBase64(frame: Uint8Array): string {
  return Buffer.from(frame.buffer, frame.byteOffset, frame.byteLength).toString('base64');
}
