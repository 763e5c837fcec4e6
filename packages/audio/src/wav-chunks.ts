export type WavFault =
  | 'not-wav'
  | 'no-format'
  | 'bad-format'
  | 'unsupported-encoding'
  | 'no-audio'
  | 'truncated';

/** The bytes are not a WAV file that we can read; the message says what they are instead. */
export class WavError extends Error {
  readonly fault: WavFault;

  constructor(fault: WavFault, message: string) {
    super(message);
    this.name = 'WavError';
    this.fault = fault;
  }
}

export interface WavChunks {
  readonly format: DataView;
  readonly audio: Uint8Array;
}

const RIFF_HEADER_BYTES = 12;
const CHUNK_HEADER_BYTES = 8;
// A program that writes to a pipe cannot come back to fill in the sizes, and leaves one of these.
const UNFINISHED_SIZES: readonly number[] = [0, 0x7fffffff, 0xffffffff];

/** Finds the two chunks that matter among whatever else the file carries. Throws WavError. */
export function findWavChunks(bytes: Uint8Array): WavChunks {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (readTag(view, 0) !== 'RIFF' || readTag(view, 8) !== 'WAVE') {
    throw new WavError('not-wav', `not a WAV file: ${bytes.length} bytes without a RIFF/WAVE header`);
  }
  const isUnfinished = UNFINISHED_SIZES.includes(view.getUint32(4, true));
  let format: DataView | undefined;
  let offset = RIFF_HEADER_BYTES;
  while (offset + CHUNK_HEADER_BYTES <= bytes.length) {
    const tag = readTag(view, offset);
    const start = offset + CHUNK_HEADER_BYTES;
    const size = view.getUint32(offset + 4, true);
    const end = Math.min(start + size, bytes.length);
    if (tag === 'fmt ' && !format) format = new DataView(bytes.buffer, bytes.byteOffset + start, end - start);
    if (tag === 'data') {
      if (!format) throw new WavError('no-format', 'the WAV file has audio before any fmt chunk');
      return { format, audio: bytes.subarray(start, isUnfinished && size === 0 ? bytes.length : end) };
    }
    // Chunks begin at even offsets.
    offset = end + (size % 2);
  }
  throw format
    ? new WavError('no-audio', 'the WAV file has no data chunk')
    : new WavError('no-format', 'the WAV file has no fmt chunk');
}

function readTag(view: DataView, offset: number): string {
  if (offset + 4 > view.byteLength) return '';
  return String.fromCharCode(...[0, 1, 2, 3].map((i) => view.getUint8(offset + i)));
}
