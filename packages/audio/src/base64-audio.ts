// Audio travels as base64 inside JSON; these work on the text, so that a passthrough never decodes a frame.

/** µ-law or A-law at 8 kHz. */
export const MULAW_BYTES_PER_MS = 8;

/** 16-bit samples at 24 kHz. */
export const PCM24_BYTES_PER_MS = 48;

const BYTES_PER_GROUP = 3;
const CHARACTERS_PER_GROUP = 4;
const EQUALS_SIGN = 61;

/** Bytes in a base64 text, with or without padding. The text is trusted to be base64. */
export function base64ByteLength(text: string): number {
  let end = text.length;
  while (end > 0 && text.charCodeAt(end - 1) === EQUALS_SIGN) end--;
  return Math.floor((end * BYTES_PER_GROUP) / CHARACTERS_PER_GROUP);
}

/**
 * The base64 text of the bytes from `startByte` up to `endByte`. Both must be multiples of 3, since elsewhere
 * a character belongs to two bytes; only an `endByte` at or beyond the end, which takes all that is left, may
 * be any number. Throws RangeError otherwise.
 */
export function sliceBase64(text: string, startByte: number, endByte: number): string {
  const isToTheEnd = endByte >= base64ByteLength(text);
  if (!isBoundary(startByte) || !(isToTheEnd || isBoundary(endByte)) || endByte < startByte) {
    throw new RangeError(`base64 cannot be cut from byte ${startByte} to ${endByte}: 3 bytes stay together`);
  }
  return text.slice(toCharacters(startByte), isToTheEnd ? text.length : toCharacters(endByte));
}

function isBoundary(byteOffset: number): boolean {
  return byteOffset >= 0 && byteOffset % BYTES_PER_GROUP === 0;
}

function toCharacters(byteOffset: number): number {
  return (byteOffset / BYTES_PER_GROUP) * CHARACTERS_PER_GROUP;
}

// A gap is a whole number of frames and mostly a short one; the limit only guards memory against odd lengths.
const MAX_CACHED_SILENCES = 64;
const silences = new Map<number, string>();

/** Base64 of that many µ-law silence bytes; the same string for the same length. */
export function mulawSilenceBase64(byteLength: number): string {
  const known = silences.get(byteLength);
  if (known !== undefined) return known;
  const silence = writeSilence(byteLength);
  if (silences.size < MAX_CACHED_SILENCES) silences.set(byteLength, silence);
  return silence;
}

const PARTIAL_GROUPS = ['', '/w==', '//8='] as const;

function writeSilence(byteLength: number): string {
  if (!Number.isInteger(byteLength) || byteLength < 0) {
    throw new RangeError(`silence cannot be ${byteLength} bytes long`);
  }
  const wholeGroups = Math.floor(byteLength / BYTES_PER_GROUP);
  return '////'.repeat(wholeGroups) + (PARTIAL_GROUPS[byteLength % BYTES_PER_GROUP] ?? '');
}
