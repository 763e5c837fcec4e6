// HOT PATH: 5 to 50 frames per second and call. Budget: no JSON.parse; three short strings and the audio itself.

import { isBase64Text } from '../base64-text.ts';
import { isFlatEvent, readAsciiText } from './flat-event.ts';

const TYPE = Buffer.from('"type":"response.output_audio.delta"');
const RESPONSE_ID = Buffer.from('"response_id":"');
const ITEM_ID = Buffer.from('"item_id":"');
const CONTENT_INDEX = Buffer.from('"content_index":');
const DELTA = Buffer.from('"delta":"');
const CLOSE = 0x7d;
const COMMA = 0x2c;
const QUOTE = 0x22;
const DIGIT_ZERO = 0x30;

/** One instance per connection is filled again and again. */
export interface AudioDelta {
  responseId: string;
  itemId: string;
  contentIndex: number;
  /** Base64 in the session's output format. */
  audio: string;
}

/**
 * Fills `into` when the frame is an audio delta laid out as expected. False, with `into` untouched, for anything
 * else: nested objects, escapes, spaces, audio that is no base64. `readServerEvent` then has the last word.
 */
export function readAudioDelta(frame: Buffer, into: AudioDelta): boolean {
  if (!isFlatEvent(frame, TYPE)) return false;
  const responseId = readAsciiText(frame, RESPONSE_ID);
  const itemId = readAsciiText(frame, ITEM_ID);
  const contentIndex = readIndex(frame);
  const audio = readAudio(frame);
  if (responseId === null || itemId === null || contentIndex < 0 || audio === null) return false;
  into.responseId = responseId;
  into.itemId = itemId;
  into.contentIndex = contentIndex;
  into.audio = audio;
  return true;
}

function readAudio(frame: Buffer): string | null {
  const at = frame.indexOf(DELTA);
  if (at < 0) return null;
  const start = at + DELTA.length;
  const end = frame.indexOf(QUOTE, start);
  return end >= 0 && isBase64Text(frame, start, end) ? frame.toString('latin1', start, end) : null;
}

/** One digit; -1 when it is more than that. */
function readIndex(frame: Buffer): number {
  const at = frame.indexOf(CONTENT_INDEX);
  if (at < 0) return -1;
  const digit = (frame[at + CONTENT_INDEX.length] ?? 0) - DIGIT_ZERO;
  const behind = frame[at + CONTENT_INDEX.length + 1];
  return digit >= 0 && digit <= 9 && (behind === COMMA || behind === CLOSE) ? digit : -1;
}
