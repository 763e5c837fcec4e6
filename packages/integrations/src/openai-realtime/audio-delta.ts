// HOT PATH: 5 to 50 frames per second and call. Budget: no JSON.parse; three short strings and the audio itself.

const TYPE = Buffer.from('"type":"response.output_audio.delta"');
const RESPONSE_ID = Buffer.from('"response_id":"');
const ITEM_ID = Buffer.from('"item_id":"');
const CONTENT_INDEX = Buffer.from('"content_index":');
const DELTA = Buffer.from('"delta":"');
const QUOTE = 0x22;
const BACKSLASH = 0x5c;
/** The type stands first or right after the event id; a delta's audio begins behind the other keys. */
const TYPE_SEARCH_BYTES = 200;

/** One instance per connection is filled again and again. */
export interface AudioDelta {
  responseId: string;
  itemId: string;
  contentIndex: number;
  /** Base64 in the session's output format. */
  audio: string;
}

/** Fills `into` when the frame is an audio delta laid out as expected; false sends it through `readServerEvent`. */
export function readAudioDelta(frame: Buffer, into: AudioDelta): boolean {
  const head = frame.length > TYPE_SEARCH_BYTES ? frame.subarray(0, TYPE_SEARCH_BYTES) : frame;
  if (!head.includes(TYPE)) return false;
  const responseId = readText(frame, RESPONSE_ID);
  const itemId = readText(frame, ITEM_ID);
  const audio = readText(frame, DELTA);
  if (responseId === null || itemId === null || audio === null) return false;
  into.responseId = responseId;
  into.itemId = itemId;
  into.contentIndex = readDigit(frame);
  into.audio = audio;
  return true;
}

function readText(frame: Buffer, key: Buffer): string | null {
  const at = frame.indexOf(key);
  if (at < 0) return null;
  const start = at + key.length;
  const end = frame.indexOf(QUOTE, start);
  // An escaped value is legal JSON but never sent for ids or base64: leave it to the full parser.
  return end < 0 || frame[end - 1] === BACKSLASH ? null : frame.toString('latin1', start, end);
}

function readDigit(frame: Buffer): number {
  const at = frame.indexOf(CONTENT_INDEX);
  const digit = at < 0 ? 0 : (frame[at + CONTENT_INDEX.length] ?? 0x30) - 0x30;
  return digit >= 0 && digit <= 9 ? digit : 0;
}
