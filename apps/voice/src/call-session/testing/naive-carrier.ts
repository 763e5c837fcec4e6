const BYTES_PER_MS = 8;

type Queued =
  | { kind: 'audio'; utteranceId: string; endsAtByte: number; bytesLeft: number }
  | { kind: 'mark'; name: string };

export interface NaiveCarrierFaults {
  /** Audio starts to sound this long after it came to an empty queue. */
  startDelayMs: number;
  /** How long a mark is under way. */
  markDelayMs: (name: string) => number;
}

/** A carrier that plays what it is sent at real time, byte by byte, and remembers truly how far each utterance was heard. */
export class NaiveCarrier {
  readonly #faults: NaiveCarrierFaults;
  #queue: Queued[] = [];
  #nowMs = 0;
  #silentUntilMs = 0;
  readonly #underWay: { name: string; atMs: number }[] = [];
  /** Bytes of each utterance up to and including the last one played. */
  readonly heardBytes = new Map<string, number>();

  constructor(faults: NaiveCarrierFaults) {
    this.#faults = faults;
  }

  get nowMs(): number {
    return this.#nowMs;
  }

  send(audio: { utteranceId: string; endsAtByte: number; byteLength: number }): void {
    const isDry = !this.#queue.some((queued) => queued.kind === 'audio');
    if (isDry) this.#silentUntilMs = this.#nowMs + this.#faults.startDelayMs;
    const { utteranceId, endsAtByte, byteLength } = audio;
    this.#queue.push({ kind: 'audio', utteranceId, endsAtByte, bytesLeft: byteLength });
  }

  mark(name: string): void {
    this.#queue.push({ kind: 'mark', name });
    this.#returnMarks();
  }

  /** Lets time pass, a millisecond at a time; returns the marks that came back, with the time of each. */
  play(forMs: number, onMark: (name: string, nowMs: number) => void): void {
    for (let left = forMs; left > 0; left--) {
      this.#nowMs++;
      if (this.#nowMs > this.#silentUntilMs) this.#sound(BYTES_PER_MS);
      this.#returnMarks();
      for (const { name } of this.#takeArrived()) onMark(name, this.#nowMs);
    }
  }

  #sound(budget: number): void {
    let bytes = budget;
    while (bytes > 0) {
      this.#returnMarks();
      const first = this.#queue[0];
      if (first?.kind !== 'audio') return;
      const played = Math.min(bytes, first.bytesLeft);
      first.bytesLeft -= played;
      bytes -= played;
      this.heardBytes.set(first.utteranceId, first.endsAtByte - first.bytesLeft);
      if (first.bytesLeft === 0) this.#queue.shift();
    }
  }

  #returnMarks(): void {
    for (let first = this.#queue[0]; first?.kind === 'mark'; first = this.#queue[0]) {
      this.#queue.shift();
      this.#underWay.push({ name: first.name, atMs: this.#nowMs + this.#faults.markDelayMs(first.name) });
    }
  }

  #takeArrived(): { name: string }[] {
    const arrived = this.#underWay.filter(({ atMs }) => atMs <= this.#nowMs);
    for (const mark of arrived) this.#underWay.splice(this.#underWay.indexOf(mark), 1);
    return arrived;
  }
}
