import { randomBytes } from 'node:crypto';
import type {
  CallRequest,
  CallStatus,
  CarrierSettings,
  MediaListeners,
  NumberSettings,
} from './call-request.ts';
import { CallerLine } from './caller-line.ts';
import type { CallingParty, StreamRequest } from './calling-party.ts';
import { toInboundFields } from './inbound-fields.ts';
import { Leg, type ScriptSource, type TwimlStep } from './leg.ts';
import { MediaConnection } from './media-connection.ts';
import { ProblemLog } from './problems.ts';
import { type Recording, type RecordingRequest, startRecording } from './recordings.ts';
import type { ScriptEnd } from './script.ts';
import { runScript } from './script-runner.ts';
import type { StreamRecord } from './stream-record.ts';
import { startTranscription, type Transcription, type TranscriptionRequest } from './transcriptions.ts';
import { Waiters } from './waiters.ts';
import { Webhooks } from './webhooks.ts';

export type Script = { twiml: string } | { url: string; method?: 'GET' | 'POST' };

const FINAL_STATUS: Readonly<Record<ScriptEnd, CallStatus>> = {
  finished: 'completed',
  'hung-up': 'completed',
  gone: 'completed',
  rejected: 'no-answer',
  busy: 'busy',
  error: 'completed',
};

/** The carrier's side of one call: wires line, script, streams and callbacks until the end. */
export class LiveCall {
  readonly callSid: string;
  readonly line: CallerLine;
  readonly leg: Leg;
  readonly problems: ProblemLog;
  readonly waiters = new Waiters();
  readonly steps: TwimlStep[] = [];
  readonly streams: StreamRecord[] = [];
  readonly recordings: Recording[] = [];
  readonly transcriptions: Transcription[] = [];
  readonly mediaListeners = new Set<MediaListeners>();
  readonly ended = Promise.withResolvers<CallStatus>();
  readonly #request: CallRequest;
  readonly #settings: CarrierSettings;
  readonly #number: NumberSettings;
  readonly #webhooks: Webhooks;
  #status: CallStatus = 'ringing';
  #hasScript = false;
  #connection: MediaConnection | null = null;
  #endedAt: Date | null = null;

  constructor(request: CallRequest & { callSid: string }, number: NumberSettings, settings: CarrierSettings) {
    this.#request = request;
    this.#settings = settings;
    this.#number = number;
    this.callSid = request.callSid;
    this.line = new CallerLine(settings);
    this.problems = new ProblemLog(this.callSid, () => this.line.nowMs(), settings.problems);
    this.#webhooks = new Webhooks(settings.authToken, this.problems);
    this.leg = this.#createLeg();
  }

  get status(): CallStatus {
    return this.#status;
  }

  get endedAt(): Date | null {
    return this.#endedAt;
  }

  get hasScript(): boolean {
    return this.#hasScript;
  }

  /** The open media connection, or null. */
  get connection(): MediaConnection | null {
    return this.#connection;
  }

  /** Asks the voice webhook and plays its script to the end of the call. */
  async run(): Promise<void> {
    const { webhookSignature, webhookRepeats = 0 } = this.#request.faults ?? {};
    const first = {
      url: this.#number.voiceUrl,
      method: 'POST' as const,
      fields: this.leg.describe(),
      idempotencyToken: randomBytes(16).toString('hex'),
      ...(webhookSignature === undefined ? {} : { signature: webhookSignature }),
    };
    for (let count = 0; count < webhookRepeats; count += 1) {
      await this.#webhooks.ask(first).catch(() => null);
    }
    const source: ScriptSource = { kind: 'url', ...first };
    const end = await runScript(this.leg, source, this.#number.voiceFallbackUrl);
    await this.#finish(FINAL_STATUS[end]);
  }

  hangUp(): void {
    if (this.#endedAt !== null || this.leg.isGone) return;
    this.#status = this.line.answeredAtMs === null ? 'no-answer' : 'completed';
    this.leg.leave();
  }

  /** False when the call is over. */
  redirect(script: Script): boolean {
    if (this.#endedAt !== null || this.leg.isGone) return false;
    this.leg.replaceScript(
      'twiml' in script
        ? { kind: 'text', twiml: script.twiml }
        : { kind: 'url', url: script.url, method: script.method ?? 'POST', fields: this.leg.describe() },
    );
    return true;
  }

  startRecording(request: RecordingRequest): Recording {
    const recording = startRecording(request, {
      callSid: this.callSid,
      accountSid: this.#settings.accountSid,
      apiUrl: this.#settings.apiUrl(),
      position: () => this.line.heard.byteLength,
      cut: (fromByte, toByte) => ({
        caller: this.line.spoken.toBytes(fromByte, toByte),
        agent: this.line.heard.toBytes(fromByte, toByte),
      }),
      notify: (url, method, fields) => this.leg.notify(url, method, fields),
    });
    this.recordings.push(recording);
    this.#settings.recordings.set(recording.sid, recording);
    return recording;
  }

  startTranscription(request: TranscriptionRequest): Transcription {
    const transcription = startTranscription(request, {
      notify: (url, method, fields) => this.leg.notify(url, method, fields),
    });
    this.transcriptions.push(transcription);
    this.waiters.wake();
    return transcription;
  }

  #createLeg(): Leg {
    const fixedFields = toInboundFields(
      { ...this.#request, callSid: this.callSid },
      this.#settings.accountSid,
    );
    return new Leg({
      callSid: this.callSid,
      describe: () => ({ ...fixedFields, CallStatus: this.#status }),
      webhooks: this.#webhooks,
      problems: this.problems,
      scriptSpeed: this.#settings.scriptSpeed,
      clock: this.#settings.clock,
      nowMs: () => this.line.nowMs(),
      onDocument: () => {
        this.#hasScript = true;
        this.waiters.wake();
      },
      onStep: (step) => {
        this.steps.push(step);
        this.waiters.wake();
      },
      party: this.#createParty(),
      rooms: this.#settings.rooms,
      talksForMs: null,
    });
  }

  #createParty(): CallingParty {
    const { callees, faults = {}, from } = this.#request;
    return {
      from,
      faults,
      line: this.line,
      answer: () => {
        if (this.#status === 'ringing') this.#status = 'in-progress';
        this.line.answer();
      },
      openStream: (request) => this.#openStream(request),
      behaviourOf: (number) => callees?.[number] ?? this.#settings.callees()[number] ?? { kind: 'no-answer' },
      startRecording: (request) => this.startRecording(request),
    };
  }

  #openStream(request: StreamRequest): MediaConnection {
    const connection = new MediaConnection({
      ...request,
      accountSid: this.#settings.accountSid,
      callSid: this.callSid,
      authToken: this.#settings.authToken,
      faults: this.#request.faults ?? {},
      nowMs: () => this.line.nowMs(),
      onProblem: (code, message) => this.problems.add(code, message),
      onMediaReceived: (bytes, atMs) => {
        for (const listener of this.mediaListeners) listener.onMediaReceived?.(bytes, atMs);
      },
      onClear: (atMs) => {
        for (const listener of this.mediaListeners) listener.onClear?.(atMs);
      },
    });
    this.streams.push(connection.record);
    this.#connection = connection;
    void connection.opened.then(() => this.waiters.wake());
    void connection.ended.then(() => {
      if (this.#connection === connection) this.#connection = null;
      this.waiters.wake();
    });
    return connection;
  }

  async #finish(status: CallStatus): Promise<void> {
    if (this.#status === 'ringing' || this.#status === 'in-progress') this.#status = status;
    this.leg.leave();
    this.line.end();
    this.#endedAt = new Date();
    for (const recording of this.recordings) recording.finish();
    for (const transcription of this.transcriptions) transcription.finish();
    this.#reportEnd();
    await this.#webhooks.settled();
    this.waiters.end();
    this.ended.resolve(this.#status);
  }

  #reportEnd(): void {
    const url = this.#number.statusCallback;
    if (url === undefined) return;
    const lengthMs = this.line.nowMs();
    const [recording] = this.recordings;
    this.leg.notify(url, 'POST', {
      CallDuration: String(Math.ceil(lengthMs / 1000)),
      Duration: String(Math.ceil(lengthMs / 60_000)),
      Timestamp: new Date().toUTCString(),
      SequenceNumber: '0',
      CallbackSource: 'call-progress-events',
      SipResponseCode: '200',
      ...(recording === undefined ? {} : { RecordingUrl: recording.url, RecordingSid: recording.sid }),
    });
  }
}
