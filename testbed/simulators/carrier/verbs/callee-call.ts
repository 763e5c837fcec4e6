import type { CalleeBehaviour } from '../callees.ts';
import type { Leg } from '../leg.ts';
import { pressKeys } from '../press-keys.ts';
import { readMethod, resolveUrl, type Scene } from '../script.ts';
import { newSid } from '../sids.ts';
import type { FormFields } from '../signature.ts';
import { toPlainText, type XmlElement } from '../xml-reader.ts';

const DEFAULT_RING_MS = 4000;
const BUSY_AFTER_MS = 1000;

export type CalleeStatus = 'completed' | 'busy' | 'no-answer' | 'failed' | 'canceled';

/** A callee who accepted and is bridged to the caller. */
export interface CalleeCall {
  talksForMs: number | undefined;
  finish(): void;
}

/** How one dialled number ended; `call` is set when the callee accepted. */
export interface CalleeEnd {
  callSid: string;
  status: CalleeStatus;
  call: CalleeCall | null;
}

export interface Ringing {
  scene: Scene;
  timeoutMs: number;
  callerId: string;
  /** Aborted by the first callee who accepts; the others stop ringing. */
  cancel: AbortController;
}

type StatusEvent = 'initiated' | 'ringing' | 'answered' | 'completed';

/** One dialled number's own call, as its status callbacks and its whisper see it. */
class DialledNumber {
  readonly callSid = newSid('CA');
  readonly to: string;
  readonly leg: Leg;
  readonly #element: XmlElement;
  readonly #ringing: Ringing;
  #status = 'queued';
  #sequenceNumber = 0;

  constructor(element: XmlElement, ringing: Ringing) {
    this.#element = element;
    this.#ringing = ringing;
    this.to = toPlainText(element);
    this.leg = ringing.scene.leg.createCallee(this.callSid, () => this.#describe());
  }

  get whisperUrl(): string | undefined {
    const url = this.#element.attributes.get('url');
    return url === undefined ? undefined : resolveUrl(url, this.#ringing.scene);
  }

  async whisper(): Promise<boolean> {
    const url = this.whisperUrl;
    if (url === undefined) return true;
    const source = { kind: 'url', url, method: readMethod(this.#element), fields: this.#describe() } as const;
    return (await this.#ringing.scene.runScript(this.leg, source)) === 'finished';
  }

  report(event: StatusEvent, callStatus: string): void {
    this.#status = callStatus;
    const url = this.#element.attributes.get('statusCallback');
    const wanted = (this.#element.attributes.get('statusCallbackEvent') ?? 'completed').split(/[\s,]+/);
    if (url === undefined || !wanted.includes(event)) return;
    const method = readMethod(this.#element, 'statusCallbackMethod');
    this.leg.notify(resolveUrl(url, this.#ringing.scene), method, {
      SequenceNumber: String(this.#sequenceNumber),
      Timestamp: new Date().toUTCString(),
      CallbackSource: 'call-progress-events',
    });
    this.#sequenceNumber += 1;
  }

  #describe(): FormFields {
    const { AccountSid = '', ApiVersion = '' } = this.#ringing.scene.leg.describe();
    const { callerId } = this.#ringing;
    return {
      CallSid: this.callSid,
      ParentCallSid: this.#ringing.scene.leg.callSid,
      AccountSid,
      ApiVersion,
      From: callerId,
      Caller: callerId,
      To: this.to,
      Called: this.to,
      CallStatus: this.#status,
      Direction: 'outbound-dial',
    };
  }
}

/** Waits for what the callee does; says whether there was an answer. */
async function untilAnswered(
  number: DialledNumber,
  behaviour: CalleeBehaviour,
  { signal, timeoutMs }: { signal: AbortSignal; timeoutMs: number },
): Promise<CalleeStatus | 'answered'> {
  if (behaviour.kind === 'failed') return 'failed';
  const ringMs = behaviour.kind === 'answers' ? (behaviour.afterRingMs ?? DEFAULT_RING_MS) : timeoutMs;
  number.report('ringing', 'ringing');
  await number.leg.wait(behaviour.kind === 'busy' ? BUSY_AFTER_MS : Math.min(ringMs, timeoutMs), signal);
  if (behaviour.kind === 'busy') return 'busy';
  return behaviour.kind === 'answers' && ringMs < timeoutMs ? 'answered' : 'no-answer';
}

/** The whisper runs on the callee's leg; accepted means that its script ran out without a hang-up. */
async function screen(
  number: DialledNumber,
  behaviour: CalleeBehaviour,
  signal: AbortSignal,
): Promise<boolean> {
  number.report('answered', 'in-progress');
  const leave = () => number.leg.leave();
  pressKeys(number.leg, behaviour, '');
  signal.addEventListener('abort', leave);
  try {
    return await number.whisper();
  } finally {
    signal.removeEventListener('abort', leave);
  }
}

/** Rings one number to its end, or to the moment when it is bridged. */
export async function ringCallee(element: XmlElement, ringing: Ringing): Promise<CalleeEnd> {
  const number = new DialledNumber(element, ringing);
  const signal = AbortSignal.any([ringing.scene.signal, ringing.cancel.signal]);
  const behaviour = ringing.scene.leg.party?.behaviourOf(number.to) ?? { kind: 'no-answer' };
  const finish = (status: CalleeStatus) => number.report('completed', status);
  number.report('initiated', 'queued');
  let status: CalleeStatus | 'answered';
  try {
    status = await untilAnswered(number, behaviour, { signal, timeoutMs: ringing.timeoutMs });
    const isAccepted = status === 'answered' && (await screen(number, behaviour, signal));
    if (isAccepted && !signal.aborted) {
      ringing.cancel.abort();
      const talksForMs = behaviour.kind === 'answers' ? behaviour.talksForMs : undefined;
      return {
        callSid: number.callSid,
        status: 'completed',
        call: { talksForMs, finish: () => finish('completed') },
      };
    }
  } catch (error) {
    if (!signal.aborted) throw error;
    status = 'canceled';
  }
  const end = status === 'answered' ? 'completed' : status;
  finish(end);
  return { callSid: number.callSid, status: end, call: null };
}
