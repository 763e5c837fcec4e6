export type AudioRefusal = 'not-audio' | 'too-large' | 'too-short';
export type AudioFileRead =
  | { ok: true; contentType: 'audio/wav' | 'audio/mpeg' }
  | { ok: false; refusal: AudioRefusal };

/** Fetched for each caller who waits, and again whenever it has been played out. */
const MAX_BYTES = 4_194_304;
/** The end of it asks us what comes next: a shorter one asks too often. */
const LEAST_MS = 3_000;
/** The least that anybody encodes: 8 kbit/s. */
const LEAST_MP3_BYTES = (LEAST_MS / 1_000) * 1_000;

/** PCM, A-law and µ-law: what the carrier plays (twilio.com/docs/voice/twiml/play). */
const PLAYED_FORMATS = [1, 6, 7];
const RIFF_HEADER_BYTES = 12;
const CHUNK_HEADER_BYTES = 8;

/** What a file is by its own bytes, whatever it is called: a WAV or MP3 that the carrier can play to callers. */
export function readAudioFile(file: Uint8Array): AudioFileRead {
  if (file.byteLength > MAX_BYTES) return { ok: false, refusal: 'too-large' };
  const bytes = Buffer.from(file.buffer, file.byteOffset, file.byteLength);
  if (bytes.toString('latin1', 0, 4) === 'RIFF' && bytes.toString('latin1', 8, 12) === 'WAVE')
    return readWav(bytes);
  if (!isMp3(bytes)) return { ok: false, refusal: 'not-audio' };
  return bytes.byteLength < LEAST_MP3_BYTES
    ? { ok: false, refusal: 'too-short' }
    : { ok: true, contentType: 'audio/mpeg' };
}

function readWav(bytes: Buffer): AudioFileRead {
  let bytesPerSecond = 0;
  for (let at = RIFF_HEADER_BYTES; at + CHUNK_HEADER_BYTES <= bytes.byteLength; ) {
    const name = bytes.toString('latin1', at, at + 4);
    const length = bytes.readUInt32LE(at + 4);
    const body = at + CHUNK_HEADER_BYTES;
    if (name === 'fmt ' && body + 12 <= bytes.byteLength) {
      if (!PLAYED_FORMATS.includes(bytes.readUInt16LE(body))) return { ok: false, refusal: 'not-audio' };
      bytesPerSecond = bytes.readUInt32LE(body + 8);
    }
    if (name === 'data') {
      if (bytesPerSecond === 0) return { ok: false, refusal: 'not-audio' };
      const heldBytes = Math.min(length, bytes.byteLength - body);
      const isLongEnough = (heldBytes / bytesPerSecond) * 1_000 >= LEAST_MS;
      return isLongEnough ? { ok: true, contentType: 'audio/wav' } : { ok: false, refusal: 'too-short' };
    }
    // Chunks begin at even places.
    at = body + length + (length % 2);
  }
  return { ok: false, refusal: 'not-audio' };
}

/** A tag, or a frame of layer III with a bit rate and a sample rate that exist. */
function isMp3(bytes: Buffer): boolean {
  if (bytes.toString('latin1', 0, 3) === 'ID3') return true;
  const [first = 0, second = 0, third = 0] = bytes;
  const isLayerThree = first === 0xff && (second & 0xe6) === 0xe2;
  return isLayerThree && third >> 4 !== 0x0f && third >> 4 !== 0 && ((third >> 2) & 3) !== 3;
}
