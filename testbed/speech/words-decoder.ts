// HOT PATH: 200 of these run at once in the bench. Budget 5 ns a silent sample, 60 ns a loud one; no allocation per sample.
import { HEADER_BYTES, MAX_WORDS_BYTES, readFrame, readPayloadLength, TRAILER_BYTES } from './burst-frame.ts';
import { Carrier } from './carrier.ts';
import { SyncSearch, type SyncSighting } from './sync-search.ts';
import { ToneCorrelator } from './tone-correlator.ts';

/** Positions count every sample pushed since the decoder was made or reset. `words` is '' unless intact. */
export type DecodedWords = { words: string; startsAtSample: number; endsAtSample: number; isIntact: boolean };

/** Below this a sample is silence: a burst at -20 dB still peaks at 1,160. */
const SILENCE_PEAK = 150;
/** 5 ms of silence end whatever was heard. */
const SILENCE_SAMPLES = 40;
const DC_SHIFT = 9;
const EDGE_SAMPLES = 32;
const LEADER_SAMPLES = EDGE_SAMPLES + Math.round((64 * 20) / 3);
/** What is heard within 200 ms of a broken burst is the rest of it. */
const SAME_BURST_SAMPLES = 1600;

/**
 * Finds bursts in a stream of 8 kHz PCM16, whatever the chunk size.
 * A burst that was recognised but not whole is reported once with `isIntact: false`.
 */
export class WordsDecoder {
  private readonly tones = new ToneCorrelator();
  private readonly sync = new SyncSearch();
  private readonly carrier = new Carrier();
  private readonly frame = new Uint8Array(HEADER_BYTES + MAX_WORDS_BYTES + TRAILER_BYTES);
  private position = 0;
  private dcAccumulator = 0;
  /** Sample at which the line counts as silent again; 0 while it is silent. */
  private loudUntil = 0;
  private reportedAt = Number.NEGATIVE_INFINITY;

  private isReceiving = false;
  private isPreambleWhole = false;
  private syncCentre = 0;
  private nextBitAt = 0;
  private bitCount = 0;
  private frameBits = 0;
  private found: DecodedWords[] = [];

  push(samples: Int16Array): DecodedWords[] {
    const length = samples.length;
    for (let index = 0; index < length; index += 1) {
      const level = (samples[index] ?? 0) - (this.dcAccumulator >> DC_SHIFT);
      this.dcAccumulator += level;
      if (level > SILENCE_PEAK || level < -SILENCE_PEAK) {
        if (this.loudUntil === 0) this.wake();
        this.loudUntil = this.position + SILENCE_SAMPLES;
      }
      if (this.loudUntil !== 0) this.listen(level);
      this.position += 1;
    }
    if (this.found.length === 0) return [];
    const found = this.found;
    this.found = [];
    return found;
  }

  reset(): void {
    this.position = this.dcAccumulator = this.loudUntil = 0;
    this.reportedAt = Number.NEGATIVE_INFINITY;
    this.isReceiving = false;
    this.found = [];
    this.wake();
  }

  private wake(): void {
    this.tones.clear();
    this.sync.clear();
    this.carrier.clear();
  }

  private listen(level: number): void {
    if (this.position >= this.loudUntil) {
      this.loseCarrier();
      this.loudUntil = 0;
      return;
    }
    this.tones.push(level);
    if (this.carrier.push(this.tones, this.position)) this.loseCarrier();
    if (this.isReceiving) {
      if (this.position === this.nextBitAt) this.takeBit(this.tones.bit);
      return;
    }
    const sighting = this.sync.push(this.tones.bit, this.position);
    if (sighting !== null && this.carrier.isHeard) this.beginFrame(sighting);
  }

  private loseCarrier(): void {
    if (this.isReceiving) this.endFrame(null);
    else if (
      this.carrier.wasBurst(this.position) &&
      this.carrier.startedAt > this.reportedAt + SAME_BURST_SAMPLES
    ) {
      this.report(null, this.carrier.startedAt);
    }
    this.carrier.clear();
  }

  private beginFrame(sighting: SyncSighting): void {
    this.isReceiving = true;
    this.isPreambleWhole = sighting.isPreambleWhole;
    this.syncCentre = sighting.centre;
    this.bitCount = 0;
    this.frameBits = HEADER_BYTES * 8;
    this.scheduleBit();
  }

  private scheduleBit(): void {
    this.nextBitAt = this.syncCentre + Math.floor(((this.bitCount + 1) * 40 + 3) / 6);
  }

  private takeBit(bit: number): void {
    const at = this.bitCount >> 3;
    // Eight shifts push a byte of the burst before out of its place.
    this.frame[at] = ((this.frame[at] ?? 0) << 1) | bit;
    this.bitCount += 1;
    if (this.bitCount === HEADER_BYTES * 8) this.takeHeader();
    if (this.bitCount < this.frameBits) this.scheduleBit();
    else if (this.isReceiving) this.takeFrame();
  }

  private takeHeader(): void {
    const payloadLength = readPayloadLength(this.frame);
    if (payloadLength === null) this.endFrame(null);
    else this.frameBits = (HEADER_BYTES + payloadLength + TRAILER_BYTES) * 8;
  }

  private takeFrame(): void {
    const reading = readFrame(this.frame.subarray(0, this.frameBits / 8));
    this.endFrame(reading.isIntact && this.isPreambleWhole ? reading.words : null);
  }

  private endFrame(words: string | null): void {
    this.isReceiving = false;
    this.sync.clear();
    this.report(words, Math.max(0, this.syncCentre + 1 - LEADER_SAMPLES));
  }

  private report(words: string | null, startsAtSample: number): void {
    const endsAtSample = this.position + 1;
    this.reportedAt = endsAtSample;
    this.found.push({ words: words ?? '', startsAtSample, endsAtSample, isIntact: words !== null });
  }
}
