// HOT PATH: 50 frames per second and call in, 5 to 50 out. Budget: no JSON.parse and no object per media frame.
import { isBase64Text } from '../base64-text.ts';

/** Longest text frame we take; Twilio's own media frames are under 400 bytes. */
export const MAX_CARRIER_FRAME_BYTES = 64 * 1024;

const MEDIA_START = '{"event":"media"';
const MEDIA_KEY = '"media":';
const PAYLOAD_KEY = '"payload":"';
const TIMESTAMP_KEY = '"timestamp":"';
const QUOTE = 0x22;
const CLOSE = 0x7d;
const DIGIT_ZERO = 0x30;
const DIGIT_NINE = 0x39;
/** Digits of a timestamp that a number still holds exactly. */
const MAX_TIMESTAMP_DIGITS = 15;

/** The part of a media frame we use; one instance per stream is filled again and again. */
export interface CallerMedia {
  /** Base64 of µ-law, 8 kHz, mono. */
  payload: string;
  /** Milliseconds since the stream began. */
  timestampMs: number;
}

/** What a carrier's control frame says, in our words. */
export type CarrierFrame =
  | { type: 'connected' }
  | {
      type: 'started';
      streamSid: string;
      callSid: string;
      parameters: Record<string, string>;
      encoding: string;
      sampleRateHz: number;
    }
  | { type: 'media'; payload: string; timestampMs: number }
  | { type: 'digit-pressed'; digit: string }
  | { type: 'mark-returned'; name: string }
  | { type: 'stopped' };

export type MediaRead = 'media' | 'not-media' | 'bad-payload';

/**
 * Fills `into` from a media frame laid out as Twilio sends it. `not-media` means that `readCarrierFrame` must
 * look at it, including media frames in another layout; `bad-payload` that the audio is unusable.
 */
export function readCallerMedia(frame: Buffer, into: CallerMedia): MediaRead {
  // One native call, then V8's own string search: half the time of searching the bytes (0.33 against 0.70 µs).
  const text = frame.toString('latin1');
  if (!text.startsWith(MEDIA_START) || text.charCodeAt(text.length - 1) !== CLOSE) return 'not-media';
  // Quotes within a text are escaped, so these keys are keys; only the first inner object may be `media` itself.
  const open = text.indexOf('{', 1);
  if (!text.startsWith(MEDIA_KEY, open - MEDIA_KEY.length)) return 'not-media';
  const close = text.indexOf('}', open);
  const nested = text.indexOf('{', open + 1);
  if (nested >= 0 && nested < close) return 'not-media';
  const payloadAt = findValue(text, PAYLOAD_KEY, { open, close });
  const timestampMs = readDigits(text, findValue(text, TIMESTAMP_KEY, { open, close }));
  if (payloadAt < 0 || timestampMs < 0) return 'not-media';
  const end = text.indexOf('"', payloadAt);
  if (!isBase64Text(frame, payloadAt, end)) {
    // A slash may be escaped: legal, though Twilio never does.
    return text.slice(payloadAt, end).includes('\\') ? 'not-media' : 'bad-payload';
  }
  into.timestampMs = timestampMs;
  into.payload = text.slice(payloadAt, end);
  return 'media';
}

/** Where the value of the key begins within the object; -1 when it has no such key. */
function findValue(text: string, key: string, { open, close }: { open: number; close: number }): number {
  const at = text.indexOf(key, open);
  return at < 0 || at > close ? -1 : at + key.length;
}

/** A text of digits; -1 when it is anything else. */
function readDigits(text: string, start: number): number {
  if (start < 0) return -1;
  let value = 0;
  for (let index = start; index <= start + MAX_TIMESTAMP_DIGITS; index++) {
    const code = text.charCodeAt(index);
    if (code === QUOTE) return index === start ? -1 : value;
    if (!(code >= DIGIT_ZERO && code <= DIGIT_NINE)) return -1;
    value = value * 10 + (code - DIGIT_ZERO);
  }
  return -1;
}

/** Null for frames we do not use (Twilio may add events at any time); `malformed` for what is not its JSON. */
export function readCarrierFrame(frame: Buffer): CarrierFrame | null | 'malformed' {
  let json: unknown;
  try {
    json = JSON.parse(frame.toString('utf8'));
  } catch {
    return 'malformed';
  }
  if (!isRecord(json) || typeof json.event !== 'string') return 'malformed';
  switch (json.event) {
    case 'connected':
      return { type: 'connected' };
    case 'start':
      return readStart(json.start) ?? 'malformed';
    case 'media':
      return readMedia(json.media) ?? 'malformed';
    case 'dtmf':
      return readDigit(json.dtmf) ?? 'malformed';
    case 'mark':
      return readMark(json.mark) ?? 'malformed';
    case 'stop':
      return { type: 'stopped' };
    default:
      return null;
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function readStart(start: unknown): CarrierFrame | null {
  if (!isRecord(start) || typeof start.streamSid !== 'string' || typeof start.callSid !== 'string')
    return null;
  const format = isRecord(start.mediaFormat) ? start.mediaFormat : {};
  return {
    type: 'started',
    streamSid: start.streamSid,
    callSid: start.callSid,
    parameters: readParameters(start.customParameters),
    encoding: toScalarText(format.encoding) ?? 'audio/x-mulaw',
    sampleRateHz: Number(toScalarText(format.sampleRate) ?? 8000),
  };
}

function toScalarText(value: unknown): string | null {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : null;
}

function readParameters(parameters: unknown): Record<string, string> {
  if (!isRecord(parameters)) return {};
  const texts = Object.entries(parameters).filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string',
  );
  return Object.fromEntries(texts);
}

function readMedia(media: unknown): CarrierFrame | null {
  if (!isRecord(media) || typeof media.payload !== 'string') return null;
  const bytes = Buffer.from(media.payload, 'latin1');
  if (!isBase64Text(bytes, 0, bytes.length)) return null;
  const timestampMs = readTimestamp(media.timestamp);
  return timestampMs === null ? null : { type: 'media', payload: media.payload, timestampMs };
}

/** Twilio writes numbers as texts; other carriers that speak its protocol write numbers. */
function readTimestamp(timestamp: unknown): number | null {
  if (typeof timestamp === 'string') return /^\d{1,15}$/.test(timestamp) ? Number(timestamp) : null;
  return typeof timestamp === 'number' && Number.isSafeInteger(timestamp) && timestamp >= 0
    ? timestamp
    : null;
}

function readDigit(dtmf: unknown): CarrierFrame | null {
  if (!isRecord(dtmf) || typeof dtmf.digit !== 'string' || !/^[0-9*#A-D]$/.test(dtmf.digit)) return null;
  return { type: 'digit-pressed', digit: dtmf.digit };
}

function readMark(mark: unknown): CarrierFrame | null {
  if (!isRecord(mark) || typeof mark.name !== 'string') return null;
  return { type: 'mark-returned', name: mark.name };
}

/** Builds the three frames Twilio takes, and nothing but their documented fields (error 31951 otherwise). */
export class CarrierFrameWriter {
  readonly #mediaStart: string;
  readonly #markStart: string;
  readonly clearFrame: string;

  constructor(streamSid: string) {
    const sid = JSON.stringify(streamSid);
    this.#mediaStart = `{"event":"media","streamSid":${sid},"media":{"payload":"`;
    this.#markStart = `{"event":"mark","streamSid":${sid},"mark":{"name":"`;
    this.clearFrame = `{"event":"clear","streamSid":${sid}}`;
  }

  /** `payload` is base64 of µ-law; its alphabet needs no escaping. */
  toMediaFrame(payload: string): string {
    return `${this.#mediaStart}${payload}"}}`;
  }

  /** `name` must need no escaping: ours are letters, digits and dots. */
  toMarkFrame(name: string): string {
    return `${this.#markStart}${name}"}}`;
  }
}
