import type { CallStatus, CarrierSettings } from './call-request.ts';
import type { CalleeBehaviour } from './callees.ts';
import { Leg, type TwimlStep } from './leg.ts';
import { pressKeys } from './press-keys.ts';
import { ProblemLog } from './problems.ts';
import { runScript } from './script-runner.ts';
import { newSid } from './sids.ts';
import type { FormFields } from './signature.ts';
import { Webhooks } from './webhooks.ts';

export type OutgoingEvent = 'initiated' | 'ringing' | 'answered' | 'completed';

/** What a client asks for by REST. */
export interface OutgoingRequest {
  from: string;
  to: string;
  url: string;
  method: 'GET' | 'POST';
  statusCallback?: string;
  statusCallbackEvents: readonly OutgoingEvent[];
  ringSeconds: number;
  /** Of the whole call from its answer. */
  limitSeconds: number;
  machineDetection: 'Enable' | 'DetectMessageEnd' | null;
  /** Dialled after the answer; `w` waits half a second. */
  sendDigits: string;
}

const DEFAULT_RING_MS = 4000;
const BUSY_AFTER_MS = 1000;
const DEFAULT_TALK_MS = 20_000;
/** Detection keeps a person waiting, and a machine to the end of its greeting. */
const PERSON_DETECTED_MS = 3000;
const GREETING_MS = 8000;
const PAUSE_MS = 500;

/** A call that the carrier makes for us: rings somebody, and runs our TwiML when they answer. */
export class OutgoingCall {
  readonly callSid = newSid('CA');
  readonly from: string;
  readonly to: string;
  readonly startedAt = new Date();
  readonly direction = 'outbound-api';
  readonly recordings: readonly never[] = [];
  readonly #request: OutgoingRequest;
  readonly #behaviour: CalleeBehaviour;
  readonly #settings: CarrierSettings;
  readonly #leg: Leg;
  readonly #webhooks: Webhooks;
  readonly #steps: TwimlStep[] = [];
  readonly #ended = Promise.withResolvers<CallStatus>();
  #status: CallStatus = 'queued';
  #answeredBy: string | null = null;
  #answeredAtMs: number | null = null;
  #endedAt: Date | null = null;
  #sequenceNumber = 0;

  constructor(request: OutgoingRequest, behaviour: CalleeBehaviour, settings: CarrierSettings) {
    this.#request = request;
    this.#behaviour = behaviour;
    this.#settings = settings;
    this.from = request.from;
    this.to = request.to;
    const problems = new ProblemLog(this.callSid, () => this.nowMs(), settings.problems);
    this.#webhooks = new Webhooks(settings.authToken, problems);
    this.#leg = new Leg({
      callSid: this.callSid,
      describe: () => this.#describe(),
      webhooks: this.#webhooks,
      problems,
      scriptSpeed: settings.scriptSpeed,
      clock: settings.clock,
      nowMs: () => this.nowMs(),
      onDocument: () => undefined,
      onStep: (step) => this.#steps.push(step),
      party: null,
      rooms: settings.rooms,
      talksForMs: behaviour.kind === 'answers' ? (behaviour.talksForMs ?? DEFAULT_TALK_MS) : null,
    });
  }

  get status(): CallStatus {
    return this.#status;
  }

  get endedAt(): Date | null {
    return this.#endedAt;
  }

  /** What machine detection told, as in the API; null before the answer or without it. */
  get answeredBy(): string | null {
    return this.#answeredBy;
  }

  /** Every verb executed, in order. */
  get twimlHistory(): readonly TwimlStep[] {
    return this.#steps;
  }

  /** Since the answer; 0 before it. */
  nowMs(): number {
    return this.#answeredAtMs === null ? 0 : this.#settings.clock.monotonicMs() - this.#answeredAtMs;
  }

  /** Ends it from either side, while it rings too. */
  hangUp(): void {
    if (this.#endedAt === null) this.#leg.leave();
  }

  /** Resolves with the final status when all callbacks of the call have been answered too. */
  untilEnded(): Promise<CallStatus> {
    return this.#ended.promise;
  }

  async run(): Promise<void> {
    const ended = await this.#live();
    this.#status = ended;
    this.#leg.leave();
    this.#endedAt = new Date();
    this.#report('completed');
    await this.#webhooks.settled();
    this.#ended.resolve(ended);
  }

  async #live(): Promise<CallStatus> {
    this.#report('initiated');
    const signal = this.#leg.beginDocument();
    try {
      const answer = await this.#ring(signal);
      if (answer !== 'in-progress') return answer;
      this.#status = answer;
      this.#answeredAtMs = this.#settings.clock.monotonicMs();
      this.#report('answered');
      await this.#detect(signal);
    } catch (error) {
      if (!signal.aborted) throw error;
      return this.#answeredAtMs === null ? 'canceled' : 'completed';
    }
    await this.#talk();
    return 'completed';
  }

  async #ring(signal: AbortSignal): Promise<CallStatus> {
    const behaviour = this.#behaviour;
    if (behaviour.kind === 'failed') return 'failed';
    this.#status = 'ringing';
    this.#report('ringing');
    const patienceMs = this.#request.ringSeconds * 1000;
    const ringMs = behaviour.kind === 'answers' ? (behaviour.afterRingMs ?? DEFAULT_RING_MS) : patienceMs;
    await this.#leg.wait(behaviour.kind === 'busy' ? BUSY_AFTER_MS : Math.min(ringMs, patienceMs), signal);
    if (behaviour.kind === 'busy') return 'busy';
    return behaviour.kind === 'answers' && ringMs < patienceMs ? 'in-progress' : 'no-answer';
  }

  /** Our TwiML is asked for only when the detection has made up its mind. */
  async #detect(signal: AbortSignal): Promise<void> {
    const { machineDetection, sendDigits } = this.#request;
    await this.#leg.wait([...sendDigits].filter((digit) => digit === 'w').length * PAUSE_MS, signal);
    if (machineDetection === null || this.#behaviour.kind !== 'answers') return;
    const { answeredBy = 'human' } = this.#behaviour;
    const isHeardOut = answeredBy === 'machine' && machineDetection === 'DetectMessageEnd';
    await this.#leg.wait(isHeardOut ? GREETING_MS : PERSON_DETECTED_MS, signal);
    const machine = machineDetection === 'Enable' ? 'machine_start' : 'machine_end_beep';
    this.#answeredBy = answeredBy === 'machine' ? machine : answeredBy;
  }

  async #talk(): Promise<void> {
    const { url, method, sendDigits, limitSeconds } = this.#request;
    pressKeys(this.#leg, this.#behaviour, sendDigits.replaceAll('w', ''));
    const over = new AbortController();
    const limit = this.#leg.wait(limitSeconds * 1000, over.signal).then(
      () => this.#leg.leave(),
      () => undefined,
    );
    await runScript(this.#leg, { kind: 'url', url, method, fields: this.#describe() });
    over.abort();
    await limit;
  }

  #report(event: OutgoingEvent): void {
    const { statusCallback, statusCallbackEvents } = this.#request;
    if (statusCallback === undefined || !statusCallbackEvents.includes(event)) return;
    const isOver = event === 'completed';
    this.#leg.notify(statusCallback, 'POST', {
      SequenceNumber: String(this.#sequenceNumber),
      Timestamp: new Date().toUTCString(),
      CallbackSource: 'call-progress-events',
      ...(isOver && { CallDuration: String(Math.ceil(this.nowMs() / 1000)) }),
    });
    this.#sequenceNumber += 1;
  }

  #describe(): FormFields {
    return {
      CallSid: this.callSid,
      AccountSid: this.#settings.accountSid,
      ApiVersion: '2010-04-01',
      From: this.from,
      Caller: this.from,
      To: this.to,
      Called: this.to,
      CallStatus: this.#status,
      Direction: this.direction,
      ...(this.#answeredBy !== null && { AnsweredBy: this.#answeredBy }),
    };
  }
}
