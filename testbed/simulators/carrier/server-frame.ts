// HOT PATH: every frame that our server sends passes here.

/** What our server may send; anything else is Twilio's warning 31951 or 31950. */
export type ServerFrame =
  | { kind: 'media'; bytes: Uint8Array }
  | { kind: 'mark'; name: string }
  | { kind: 'clear' }
  | { kind: 'fault'; code: 31950 | 31951; reason: string };

type Json = Readonly<Record<string, unknown>>;

const EXPECTED_KEYS: ReadonlyMap<unknown, readonly string[]> = new Map([
  ['media', ['event', 'media', 'streamSid']],
  ['mark', ['event', 'mark', 'streamSid']],
  ['clear', ['event', 'streamSid']],
]);

function fault(reason: string): ServerFrame {
  return { kind: 'fault', code: 31951, reason };
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function parseObject(text: string): Json | null {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : null;
  } catch {
    return null;
  }
}

/** Null when the keys are exactly the expected ones, otherwise what is wrong. */
function describeKeyFault(value: Json, expected: readonly string[]): string | null {
  const keys = Object.keys(value);
  const extra = keys.find((key) => !expected.includes(key));
  if (extra !== undefined) return `unexpected field ${extra}`;
  return keys.length === expected.length ? null : `missing field of ${expected.join(', ')}`;
}

/** Null when the text is not plain base64: node's decoder skips what it does not know, so the length tells. */
function decodeBase64(text: string): Uint8Array | null {
  if (text.length === 0 || text.length % 4 !== 0 || text.includes('-') || text.includes('_')) return null;
  const padding = text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0;
  const bytes = Buffer.from(text, 'base64');
  return bytes.length === (text.length / 4) * 3 - padding ? bytes : null;
}

function readMedia(media: unknown): ServerFrame {
  if (!isObject(media)) return fault('media is not an object');
  const keyFault = describeKeyFault(media, ['payload']);
  if (keyFault !== null) return fault(`media: ${keyFault}`);
  const bytes = typeof media.payload === 'string' ? decodeBase64(media.payload) : null;
  return bytes === null ? fault('media.payload is not base64') : { kind: 'media', bytes };
}

function readMark(mark: unknown): ServerFrame {
  if (!isObject(mark)) return fault('mark is not an object');
  const keyFault = describeKeyFault(mark, ['name']);
  if (keyFault !== null) return fault(`mark: ${keyFault}`);
  if (typeof mark.name !== 'string' || mark.name === '') return fault('mark.name is missing');
  return { kind: 'mark', name: mark.name };
}

/** Reads one text frame as strictly as Twilio does. */
export function readServerFrame(text: string, streamSid: string): ServerFrame {
  const frame = parseObject(text);
  if (frame === null) return fault('not a JSON object');
  const { event } = frame;
  const expected = EXPECTED_KEYS.get(event);
  if (expected === undefined) return fault(`unknown event ${String(event)}`);
  const keyFault = describeKeyFault(frame, expected);
  if (keyFault !== null) return fault(`${String(event)}: ${keyFault}`);
  if (frame.streamSid !== streamSid) return fault('streamSid is not that of this stream');
  if (event === 'media') return readMedia(frame.media);
  return event === 'mark' ? readMark(frame.mark) : { kind: 'clear' };
}
