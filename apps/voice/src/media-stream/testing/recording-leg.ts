import type { Clock } from '@afterhourfix/foundation';
import type { CarrierLeg, CarrierListener } from '../carrier.ts';

const BYTES_PER_MS = 8;

export interface RecordingLegOptions {
  clock: Clock;
  /** Marks come back when the audio before them was played; a carrier may also keep them. */
  returnsMarks?: boolean;
}

/** A carrier on a test's clock: plays at real time, returns marks when played or cleared, and remembers everything. */
export class RecordingLeg implements CarrierLeg {
  readonly #clock: Clock;
  readonly #returnsMarks: boolean;
  #listener: CarrierListener | null = null;
  #playedOutAtMs = 0;
  #marksUnderWay: { name: string; timer: Disposable }[] = [];
  readonly audio: string[] = [];
  readonly marks: string[] = [];
  clears = 0;
  isBlocked = false;
  isClosed = false;
  /** The most audio, in ms, that was ever waiting here to be played. */
  highestLeadMs = 0;

  constructor({ clock, returnsMarks = true }: RecordingLegOptions) {
    this.#clock = clock;
    this.#returnsMarks = returnsMarks;
  }

  /** Every byte that came, in order. */
  get bytes(): Buffer {
    return Buffer.concat(this.audio.map((piece) => Buffer.from(piece, 'base64')));
  }

  get leadMs(): number {
    return Math.max(0, this.#playedOutAtMs - this.#clock.monotonicMs());
  }

  /** The listener of the call, for a test that plays the caller. */
  get caller(): CarrierListener {
    if (!this.#listener) throw new Error('Nobody listens to this carrier');
    return this.#listener;
  }

  attach(listener: CarrierListener): void {
    this.#listener = listener;
  }

  sendAudio(audio: string): boolean {
    if (this.isBlocked) return false;
    this.audio.push(audio);
    const lengthMs = Buffer.from(audio, 'base64').length / BYTES_PER_MS;
    this.#playedOutAtMs = Math.max(this.#playedOutAtMs, this.#clock.monotonicMs()) + lengthMs;
    this.highestLeadMs = Math.max(this.highestLeadMs, this.leadMs);
    return true;
  }

  sendMark(name: string): void {
    this.marks.push(name);
    if (!this.#returnsMarks) return;
    const mark = { name, timer: this.#clock.after(this.leadMs, () => this.#return(mark)) };
    this.#marksUnderWay.push(mark);
  }

  /** As Twilio does: what was not played is forgotten, and every outstanding mark comes back at once. */
  clear(): void {
    this.clears++;
    this.#playedOutAtMs = this.#clock.monotonicMs();
    for (const mark of [...this.#marksUnderWay]) this.#return(mark);
  }

  close(): void {
    this.isClosed = true;
  }

  [Symbol.dispose](): void {
    this.close();
  }

  #return(mark: { name: string; timer: Disposable }): void {
    mark.timer[Symbol.dispose]();
    this.#marksUnderWay = this.#marksUnderWay.filter((other) => other !== mark);
    this.#listener?.markReturned(mark.name);
  }
}
