/** Bytes of one block: 20 ms of µ-law. Each begins with a stamp and is silence behind it. */
export const BLOCK_BYTES = 160;
const MAGIC = 0xb51d;
const CHECKED_BYTES = 14;
const SILENCE = 0xff;

export interface BenchStamp {
  counter: number;
  /** Milliseconds since 1970 with fractions, as `nowMs` tells them in the process that sent it. */
  sentAtMs: number;
}

/** The instant with microseconds, comparable between processes of one machine. */
export function nowMs(): number {
  return performance.timeOrigin + performance.now();
}

function checksum(bytes: Buffer, offset: number): number {
  let sum = 0;
  for (let index = 0; index < CHECKED_BYTES; index++)
    sum = (sum * 31 + (bytes[offset + index] ?? 0)) & 0xffff;
  return sum;
}

/** `count` blocks with counters from `firstCounter` on, all sent now. */
export function stampBlocks(firstCounter: number, count: number): Buffer {
  const bytes = Buffer.alloc(count * BLOCK_BYTES, SILENCE);
  const sentAtMs = nowMs();
  for (let block = 0; block < count; block++) {
    const offset = block * BLOCK_BYTES;
    bytes.writeUInt16BE(MAGIC, offset);
    bytes.writeUInt32BE(firstCounter + block, offset + 2);
    bytes.writeDoubleBE(sentAtMs, offset + 6);
    bytes.writeUInt16BE(checksum(bytes, offset), offset + CHECKED_BYTES);
  }
  return bytes;
}

/** The stamp at `offset`, or null when these bytes are something else or were cut. */
export function readStamp(bytes: Buffer, offset = 0): BenchStamp | null {
  if (bytes.length < offset + CHECKED_BYTES + 2 || bytes.readUInt16BE(offset) !== MAGIC) return null;
  if (bytes.readUInt16BE(offset + CHECKED_BYTES) !== checksum(bytes, offset)) return null;
  return { counter: bytes.readUInt32BE(offset + 2), sentAtMs: bytes.readDoubleBE(offset + 6) };
}
