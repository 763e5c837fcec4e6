// HOT PATH: looks into events without JSON.parse.

const OPEN = 0x7b;
const CLOSE = 0x7d;
const QUOTE = 0x22;
const BACKSLASH = 0x5c;
/** The type stands first or right after the event id; long values stand behind the other keys. */
const TYPE_SEARCH_BYTES = 200;

/** Whether the frame is an event of this type and one object without objects in it, so that its keys are its own. */
export function isFlatEvent(frame: Buffer, typePair: Buffer): boolean {
  const head = frame.length > TYPE_SEARCH_BYTES ? frame.subarray(0, TYPE_SEARCH_BYTES) : frame;
  return head.includes(typePair) && frame.indexOf(OPEN, 1) < 0 && frame[frame.length - 1] === CLOSE;
}

/** The ASCII text behind `"key":"`; null when there is none, or it has escapes or letters beyond ASCII. */
export function readAsciiText(frame: Buffer, key: Buffer): string | null {
  const at = frame.indexOf(key);
  if (at < 0) return null;
  const start = at + key.length;
  const end = frame.indexOf(QUOTE, start);
  for (let index = start; index < end; index++) {
    const code = frame[index] ?? 0;
    if (code === BACKSLASH || code < 0x20 || code > 0x7e) return null;
  }
  return end < 0 ? null : frame.toString('latin1', start, end);
}
