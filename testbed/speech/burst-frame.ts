/** Preamble and sync word of a burst, most significant bit first. The sync word is the CCSDS marker. */
export const PREAMBLE = 0xaaaaaaaa | 0;
export const SYNC_WORD = 0x1acffc1d;
export const HEADER_BYTES = 4;
/** CRC-16 and the end mark. */
export const TRAILER_BYTES = 3;
/** About 14 s of tones: longer than anything that is said in one breath. */
export const MAX_WORDS_BYTES = 2048;

const LEADER_BYTES = 8;
/** Its last bit is a mark, which silence never reads as: so a burst cut in its last bits is noticed. */
const END_MARK = 0xa5;

export type FrameReading = { isIntact: true; words: string } | { isIntact: false };

/**
 * All bytes of a burst in the order they are keyed: preamble, sync, length, inverted length, UTF-8, CRC-16, end mark.
 * Throws a RangeError beyond `MAX_WORDS_BYTES`.
 */
export function buildFrame(words: string): Uint8Array {
  const payload = new TextEncoder().encode(words);
  if (payload.length > MAX_WORDS_BYTES) {
    throw new RangeError(
      `A burst carries at most ${MAX_WORDS_BYTES} bytes, these words are ${payload.length}`,
    );
  }
  const frame = new Uint8Array(LEADER_BYTES + HEADER_BYTES + payload.length + TRAILER_BYTES);
  const view = new DataView(frame.buffer);
  view.setUint32(0, PREAMBLE >>> 0);
  view.setUint32(4, SYNC_WORD);
  view.setUint16(LEADER_BYTES, payload.length);
  view.setUint16(LEADER_BYTES + 2, payload.length ^ 0xffff);
  frame.set(payload, LEADER_BYTES + HEADER_BYTES);
  const crcAt = frame.length - TRAILER_BYTES;
  view.setUint16(crcAt, crc16(frame.subarray(LEADER_BYTES, crcAt)));
  frame[crcAt + 2] = END_MARK;
  return frame;
}

/** Payload length from the header, or null when the header was damaged. */
export function readPayloadLength(header: Uint8Array): number | null {
  const length = ((header[0] ?? 0) << 8) | (header[1] ?? 0);
  const inverted = ((header[2] ?? 0) << 8) | (header[3] ?? 0);
  return (length ^ inverted) === 0xffff && length <= MAX_WORDS_BYTES ? length : null;
}

/** Reads header, payload and trailer, without preamble and sync word. */
export function readFrame(frame: Uint8Array): FrameReading {
  const crcAt = frame.length - TRAILER_BYTES;
  const claimed = ((frame[crcAt] ?? 0) << 8) | (frame[crcAt + 1] ?? 0);
  if (crc16(frame.subarray(0, crcAt)) !== claimed || frame[crcAt + 2] !== END_MARK)
    return { isIntact: false };
  // A byte order mark is one of the words' own characters here, not a hint to the decoder.
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  return { isIntact: true, words: decoder.decode(frame.subarray(HEADER_BYTES, crcAt)) };
}

/** CRC-16/CCITT-FALSE: polynomial 0x1021, initial value 0xffff. */
export function crc16(bytes: Uint8Array): number {
  let crc = 0xffff;
  for (const byte of bytes) {
    crc ^= byte << 8;
    for (let bit = 0; bit < 8; bit += 1)
      crc = crc & 0x8000 ? ((crc << 1) ^ 0x1021) & 0xffff : (crc << 1) & 0xffff;
  }
  return crc;
}
