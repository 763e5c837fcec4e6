import type { CallStatus, MediaListeners } from './call-request.ts';
import type { HeardListener } from './caller-line.ts';
import type { Reply } from './keypad.ts';
import type { TwimlStep } from './leg.ts';
import type { LiveCall, Script } from './live-call.ts';
import type { Problem } from './problems.ts';
import type { Recording, RecordingRequest } from './recordings.ts';
import type { StreamRecord } from './stream-record.ts';
import type { Transcription, TranscriptionRequest } from './transcriptions.ts';

/** One call as the caller lives it. All times are milliseconds since the call was answered. */
export class CarrierCall {
  readonly callSid: string;
  readonly from: string;
  readonly to: string;
  readonly startedAt = new Date();
  readonly #call: LiveCall;

  constructor(parties: { from: string; to: string }, call: LiveCall) {
    this.callSid = call.callSid;
    this.from = parties.from;
    this.to = parties.to;
    this.#call = call;
  }

  get status(): CallStatus {
    return this.#call.status;
  }

  get endedAt(): Date | null {
    return this.#call.endedAt;
  }

  /** The carrier's clock at the answer, by default `performance.now()`: lays the call on the process's own axis. */
  get answeredAtMs(): number | null {
    return this.#call.line.answeredAtMs;
  }

  get problems(): readonly Problem[] {
    return this.#call.problems.entries;
  }

  /** Every verb executed, on both legs, in order. */
  get twimlHistory(): readonly TwimlStep[] {
    return this.#call.steps;
  }

  /** Every media connection of the call, in order. */
  get streams(): readonly StreamRecord[] {
    return this.#call.streams;
  }

  get recordings(): readonly Recording[] {
    return this.#call.recordings;
  }

  get transcriptions(): readonly Transcription[] {
    return this.#call.transcriptions;
  }

  /** Milliseconds since the answer; stands still after the end. */
  nowMs(): number {
    return this.#call.line.nowMs();
  }

  /** Resolves when the last sample was sent at real time, or the call ended before. */
  sendSpeech(mulaw: Uint8Array): Promise<void> {
    return this.#call.line.speak(mulaw);
  }

  /** One key: to the media stream, and to the verb that listens just now; nothing keeps it for later. */
  pressKey(key: string): void {
    this.#call.connection?.sendDigit(key);
    this.#call.leg.keypad.press(key);
  }

  /** Answers the next `<Gather>` that accepts this kind of reply; resolves when it took it, or at the end. */
  async replyToGather(reply: Reply): Promise<void> {
    const over = this.#call.waiters.until(() => false);
    await Promise.race([this.#call.leg.keypad.reply(reply), over]);
  }

  hangUp(): void {
    this.#call.hangUp();
  }

  /** Cuts the running TwiML off and plays the other: what REST does to a live call. False when it is over. */
  redirect(script: Script): boolean {
    return this.#call.redirect(script);
  }

  startRecording(request: RecordingRequest): Recording {
    return this.#call.startRecording(request);
  }

  startTranscription(request: TranscriptionRequest): Transcription {
    return this.#call.startTranscription(request);
  }

  /** Resolves when somebody's words are turned into text; also at the end. */
  untilTranscribed(): Promise<void> {
    return this.#call.waiters.until(() => this.transcriptions.length > 0);
  }

  /** µ-law that the caller truly heard, byte n at n / 8 ms, silence where nothing played. */
  heard(): Uint8Array {
    return this.#call.line.heard.toBytes();
  }

  /** µ-law that the caller spoke, aligned as {@link heard}; also what faults kept from our server. */
  spoken(): Uint8Array {
    return this.#call.line.spoken.toBytes();
  }

  /** µ-law bytes heard between this mark and the one before it, in all streams of the call. */
  heardBytesOf(markName: string): number {
    const marks = this.streams.flatMap((stream) => stream.marks);
    return marks.filter((mark) => mark.name === markName).reduce((sum, mark) => sum + mark.heardBytes, 0);
  }

  /** Every 20 ms of the call, silence too. */
  onHeard(listener: HeardListener): Disposable {
    return this.#call.line.onHeard(listener);
  }

  /** Watches the media socket, for measurements. */
  onMedia(listeners: MediaListeners): Disposable {
    this.#call.mediaListeners.add(listeners);
    return { [Symbol.dispose]: () => this.#call.mediaListeners.delete(listeners) };
  }

  /** Nothing reaches our server for so long; the caller's words in it are lost, timestamps go on. */
  gap(durationMs: number): void {
    this.#call.connection?.uplink.startGap(durationMs, this.nowMs());
  }

  /** Holds each further frame up to so long, order kept; 0 heals the line. */
  jitter(maxDelayMs: number): void {
    this.#call.connection?.uplink.setJitter(maxDelayMs);
  }

  /** Loses this share of the frames to our server, 0 to 1. */
  dropFrames(ratio: number): void {
    this.#call.connection?.uplink.setDropRatio(ratio);
  }

  /** `terminate`: the connection breaks without a close. `half-open`: it stays, but nothing passes any more. */
  mediaSocketKill(manner: 'terminate' | 'half-open'): void {
    this.#call.connection?.kill(manner);
  }

  /** Sends anything at all over the open media socket, as a broken or hostile peer would. */
  sendRaw(content: string | Uint8Array): void {
    this.#call.connection?.sendRaw(content);
  }

  /** Resolves with the final status when all callbacks of the call have been answered too. */
  untilEnded(): Promise<CallStatus> {
    return this.#call.ended.promise;
  }

  /** Resolves when our server has given TwiML; also when the call ends without any. */
  untilScripted(): Promise<void> {
    return this.#call.waiters.until(() => this.#call.hasScript);
  }

  /** Resolves when the nth stream (default the first) is open; also when the call ends without it. */
  untilStreaming(nth = 1): Promise<void> {
    return this.#call.waiters.until(() => (this.streams[nth - 1]?.openedAtMs ?? null) !== null);
  }

  /** Resolves when the nth stream (default the first) is over; also when the call ends. */
  untilStreamEnded(nth = 1): Promise<void> {
    return this.#call.waiters.until(() => (this.streams[nth - 1]?.closedAtMs ?? null) !== null);
  }

  /** Resolves when this verb has begun for the nth time; also when the call ends without it. */
  untilVerb(verb: string, nth = 1): Promise<void> {
    return this.#call.waiters.until(
      () => this.twimlHistory.filter((step) => step.verb === verb).length >= nth,
    );
  }

  /** Resolves when something was heard since `sinceMs` and then nothing for `quietMs`; also at the end. */
  async untilQuiet(quietMs: number, sinceMs = this.nowMs()): Promise<void> {
    using _ticks = this.onHeard(() => this.#call.waiters.wake());
    await this.#call.waiters.until(() => {
      const heardAtMs = this.#call.line.lastHeardAtMs ?? 0;
      return heardAtMs > sinceMs && this.nowMs() - heardAtMs >= quietMs;
    });
  }
}
