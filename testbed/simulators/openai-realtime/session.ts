import type { WebSocket } from 'ws';
import type { BenchLine } from './bench-session.ts';
import { CallerTurns } from './caller-turns.ts';
import { readClientEvent, refuseBinaryFrame } from './client-events.ts';
import type { SimulatorClock } from './clock.ts';
import { Conversation, type Entry } from './conversation.ts';
import type { Faults } from './faults.ts';
import { InputAudio } from './input-audio.ts';
import { Link, type SentError } from './link.ts';
import type { Mind } from './mind.ts';
import { type ReceivedEvent, ReceivedEvents } from './received-events.ts';
import type { ResponsePace } from './response-run.ts';
import { Responses } from './responses.ts';
import { defaultSessionConfig } from './session-config.ts';
import type { SessionParts } from './session-parts.ts';
import { SessionRequests } from './session-requests.ts';
import { refusal } from './vendor-error.ts';
import { newVendorId } from './vendor-ids.ts';
import type { ClientEvent, ServerEvent, SessionConfig } from './wire-types.ts';

export interface SessionSettings {
  model: string;
  mind: Mind;
  faults: Faults;
  clock: SimulatorClock;
  pace: ResponsePace;
  transcriptionDelayMs: number;
  expiresAfterMs: number;
  /** Replaces hearing and thinking by counted, stamped blocks of audio. */
  bench: BenchLine | null;
  onServerEvent(event: ServerEvent): void;
  onUnexpected(unexpected: Unexpected): void;
}

/** Something that a correct client never causes; a test should fail on it. */
export interface Unexpected {
  sessionId: string;
  problem: string;
  received: unknown;
}

/** One simulated Realtime session, from session.created to the end of its socket. */
export class RealtimeSession {
  readonly id = newVendorId('sess');
  readonly unexpected: Unexpected[] = [];
  /** Resolves when the socket is gone, whoever closed it. */
  readonly closed: Promise<{ code: number; reason: string }>;
  readonly bench: BenchLine | null;
  appendCount = 0;
  readonly #settings: SessionSettings;
  readonly #parts: SessionParts;
  readonly #responses: Responses;
  readonly #turns: CallerTurns;
  readonly #requests: SessionRequests;
  readonly #ending = new AbortController();
  readonly #expiresAt: Date;
  readonly #received = new ReceivedEvents();
  #heldFrames: string[] | null = null;

  constructor(socket: WebSocket, settings: SessionSettings) {
    this.#settings = settings;
    this.bench = settings.bench;
    const { clock, expiresAfterMs } = settings;
    this.#expiresAt = new Date(clock.now().getTime() + expiresAfterMs);
    this.#parts = this.#assemble(socket);
    this.#responses = new Responses(this.#parts, {
      onCreated: () => this.#turns.onResponseCreated(),
      onDone: (run) => this.#turns.onResponseDone(run),
    });
    this.#turns = new CallerTurns(this.#parts, this.#responses);
    this.#requests = new SessionRequests(this.#parts, this.#responses, this.#turns);
    const expiry = clock.after(expiresAfterMs, () => this.#expire());
    const { promise, resolve } = Promise.withResolvers<{ code: number; reason: string }>();
    this.closed = promise;
    socket.on('message', (frame, isBinary) => this.#onFrame(frame.toString(), isBinary));
    socket.on('error', () => socket.terminate());
    socket.on('close', (code, reason) => {
      expiry[Symbol.dispose]();
      this.#end();
      resolve({ code, reason: reason.toString() });
    });
  }

  /** Every well-formed client event but appends, in order. */
  get received(): readonly ReceivedEvent[] {
    return this.#received.list;
  }
  get model(): string {
    return this.#parts.config.model;
  }
  get config(): Readonly<SessionConfig> {
    return this.#parts.config;
  }
  get conversation(): readonly Entry[] {
    return this.#parts.conversation.entries;
  }
  /** Every error event sent, in order. */
  get errors(): readonly SentError[] {
    return this.#parts.link.errors;
  }
  /** Bytes of audio appended so far. */
  get appendedBytes(): number {
    return this.#parts.input.appendedBytes;
  }
  get isOpen(): boolean {
    return this.#parts.link.isOpen;
  }
  get faults(): Faults {
    return this.#parts.faults;
  }

  /** Changes how this session fails from now on. */
  setFaults(faults: Partial<Faults>): void {
    this.#parts.faults = { ...this.#parts.faults, ...faults };
    if (this.#parts.faults.isHalfOpen) this.#parts.link.goHalfOpen();
  }

  /** Greets the client; called once, when the socket is open. */
  begin(): void {
    const { link, conversation, faults } = this.#parts;
    link.send({ type: 'session.created', session: this.#parts.describeSession() });
    link.send({
      type: 'conversation.created',
      conversation: { id: conversation.id, object: 'realtime.conversation' },
    });
    if (faults.isHalfOpen) link.goHalfOpen();
  }

  /** Resolves with the n-th (from 1) client event of this type, now or when it comes. */
  untilReceived<Type extends ReceivedEvent['type']>(
    type: Type,
    nth = 1,
  ): Promise<Extract<ReceivedEvent, { type: Type }>> {
    return this.#received.until(type, nth);
  }

  /** A slow line: what the client sends, audio apart, is not served before `releaseRequests`. */
  holdRequests(): void {
    this.#heldFrames ??= [];
  }
  releaseRequests(): void {
    const frames = this.#heldFrames ?? [];
    this.#heldFrames = null;
    for (const frame of frames) this.#onFrame(frame, false);
  }

  /** Behaves as if voice activity had begun now. */
  startSpeech(): void {
    this.#turns.startSpeech(this.#parts.input.positionMs);
  }
  send(event: ServerEvent): void {
    this.#parts.link.send(event);
  }
  sendRaw(frame: string | Buffer): void {
    this.#parts.link.sendRaw(frame);
  }
  sendGarbage(): void {
    this.#parts.link.sendGarbage();
  }
  flood(options: { count: number; bytesEach: number }): void {
    this.#parts.link.flood(options);
  }
  close(code: number, reason = ''): void {
    this.#parts.link.close(code, reason);
  }
  /** Cuts the connection without a closing handshake. */
  terminate(): void {
    this.#parts.link.terminate();
  }

  #assemble(socket: WebSocket): SessionParts {
    const { model, mind, faults, clock, pace, transcriptionDelayMs, onServerEvent } = this.#settings;
    const config = defaultSessionConfig(model);
    const input = new InputAudio(config.audio.input.format);
    input.configure(config.audio.input.format, config.audio.input.turn_detection);
    return {
      id: this.id,
      link: new Link(socket, () => this.#parts.faults, onServerEvent),
      conversation: new Conversation(),
      input,
      mind,
      clock,
      pace,
      transcriptionDelayMs,
      signal: this.#ending.signal,
      config,
      faults: { ...faults },
      describeSession: () => this.#describe(),
      reportUnexpected: (problem, received) => this.#reportUnexpected(problem, received),
      runInBackground: (work) => void work.catch((error) => this.#onBackgroundFailure(error)),
    };
  }

  #describe(): object {
    const expiresAt = Math.floor(this.#expiresAt.getTime() / 1_000);
    return { ...this.#parts.config, id: this.id, object: 'realtime.session', expires_at: expiresAt };
  }

  #onFrame(frame: string, isBinary: boolean): void {
    const read = isBinary ? refuseBinaryFrame() : readClientEvent(frame);
    if (!read.ok) {
      this.#reportUnexpected(read.refusal.message, read.received);
      this.#parts.link.refuse(read.refusal, read.eventId);
      return;
    }
    const { event } = read;
    if (event.type !== 'input_audio_buffer.append' && this.#heldFrames) {
      this.#heldFrames.push(frame);
      return;
    }
    if (event.type === 'input_audio_buffer.append') {
      this.appendCount++;
      if (this.bench) {
        this.bench.recordAppend(event.audio);
        return;
      }
    } else {
      this.#received.add(event);
      if (event.type === 'response.create' && this.bench) {
        this.bench.answer(this.#parts);
        return;
      }
    }
    this.#serve(event);
  }

  #serve(event: ClientEvent): void {
    const problem = this.#requests.serve(event);
    if (!problem) return;
    if (problem.isClientMistake) this.#reportUnexpected(problem.message, event);
    this.#parts.link.refuse(problem, event.event_id ?? null);
  }

  #reportUnexpected(problem: string, received: unknown): void {
    const unexpected = { sessionId: this.id, problem, received };
    this.unexpected.push(unexpected);
    this.#settings.onUnexpected(unexpected);
  }

  #onBackgroundFailure(error: unknown): void {
    // Work that was still waiting when the socket went ends by this abort.
    if (!this.#ending.signal.aborted) this.#reportUnexpected('The simulator failed', String(error));
  }

  #expire(): void {
    const minutes = Math.round(this.#settings.expiresAfterMs / 60_000);
    const message = `Your session hit the maximum duration of ${minutes} minutes.`;
    this.#parts.link.refuse(refusal('session_expired', message), null);
    this.#parts.link.close(1001, 'session_expired');
  }

  #end(): void {
    this.#ending.abort();
    this.#responses.abandonAll();
    this.#turns[Symbol.dispose]();
    this.bench?.stop();
    // Nobody can retrieve it any more, and a simulator may outlive thousands of sessions.
    for (const entry of this.#parts.conversation.entries) entry.audioBytes = null;
    this.#received.end();
  }
}
