import type { CallingParty } from './calling-party.ts';
import { type CarrierClock, wait } from './clock.ts';
import type { ConferenceRooms } from './conference-rooms.ts';
import { Keypad } from './keypad.ts';
import type { ProblemLog } from './problems.ts';
import type { FormFields } from './signature.ts';
import type { WebhookRequest } from './webhook-client.ts';
import type { Webhooks } from './webhooks.ts';
import { toPlainText, type XmlElement } from './xml-reader.ts';

const APPLICATION_ERROR = 'We are sorry, an application error has occurred. Goodbye.';

/** One executed verb. */
export interface TwimlStep {
  verb: string;
  /** What is said, played or dialled; empty when the verb holds no text. */
  text: string;
  attributes: Readonly<Record<string, string>>;
  /** Of the leg on which it ran: a whisper runs on the callee's. */
  callSid: string;
  /** The verb around it, for what a `<Gather>` says; `application-error` for Twilio's own words. */
  within: string | null;
  atMs: number;
}

/** Where TwiML comes from. */
export type ScriptSource =
  | ({ kind: 'url' } & Pick<WebhookRequest, 'url' | 'method' | 'fields' | 'signature' | 'idempotencyToken'>)
  | { kind: 'text'; twiml: string };

export interface LegOptions {
  callSid: string;
  /** The parameters that every request about this leg carries, as of now. */
  describe: () => FormFields;
  webhooks: Webhooks;
  problems: ProblemLog;
  /** How many times faster than true speech, ringing and waiting a script runs. */
  scriptSpeed: number;
  clock: CarrierClock;
  nowMs: () => number;
  /** TwiML has come for this leg. */
  onDocument: () => void;
  onStep: (step: TwimlStep) => void;
  /** Null on a callee's leg: no stream, no recording and no further dialling there. */
  party: CallingParty | null;
  rooms: ConferenceRooms;
  /** Hangs up by itself when it has talked for so long; null waits for the others. */
  talksForMs: number | null;
}

/** One person's side of a call, on which TwiML runs until it ends, is replaced, or the person is gone. */
export class Leg {
  readonly callSid: string;
  readonly keypad = new Keypad();
  readonly party: CallingParty | null;
  readonly problems: ProblemLog;
  readonly scriptSpeed: number;
  readonly #options: LegOptions;
  #controller = new AbortController();
  #replacement: ScriptSource | null = null;
  #isGone = false;

  constructor(options: LegOptions) {
    this.callSid = options.callSid;
    this.party = options.party;
    this.problems = options.problems;
    this.scriptSpeed = options.scriptSpeed;
    this.#options = options;
  }

  get rooms(): ConferenceRooms {
    return this.#options.rooms;
  }

  get talksForMs(): number | null {
    return this.#options.talksForMs;
  }

  get isGone(): boolean {
    return this.#isGone;
  }

  /** A leg of another person in the same call, reported in the same places. */
  createCallee(callSid: string, describe: () => FormFields): Leg {
    return new Leg({ ...this.#options, callSid, describe, party: null });
  }

  describe(): FormFields {
    return this.#options.describe();
  }

  /** The signal that ends the document which begins now. */
  beginDocument(): AbortSignal {
    this.#controller = new AbortController();
    if (this.#isGone || this.#replacement !== null) this.#controller.abort();
    return this.#controller.signal;
  }

  /** Cuts the running document off at once; the other one follows. */
  replaceScript(source: ScriptSource): void {
    this.#replacement = source;
    this.#controller.abort();
  }

  takeReplacement(): ScriptSource | null {
    const replacement = this.#isGone ? null : this.#replacement;
    this.#replacement = null;
    return replacement;
  }

  leave(): void {
    this.#isGone = true;
    this.#controller.abort();
  }

  /** Waits in script time; rejects when the signal ends the document. */
  async wait(scriptMs: number, signal: AbortSignal): Promise<void> {
    await wait(this.#options.clock, scriptMs / this.scriptSpeed, signal);
  }

  ask(request: WebhookRequest) {
    return this.#options.webhooks.ask(request);
  }

  /** News about this leg, sent aside. */
  notify(url: string, method: 'GET' | 'POST', fields: FormFields): void {
    this.#options.webhooks.notify({ url, method, fields: { ...this.describe(), ...fields } });
  }

  noteDocument(): void {
    this.#options.onDocument();
  }

  /** Twilio's own words before it gives up on a call. */
  noteApplicationError(): void {
    this.noteStep({ name: 'Say', attributes: new Map(), children: [APPLICATION_ERROR] }, 'application-error');
  }

  noteStep(element: XmlElement, within: string | null): void {
    this.#options.onStep({
      verb: element.name,
      text: toPlainText(element),
      attributes: Object.fromEntries(element.attributes),
      callSid: this.callSid,
      within,
      atMs: this.#options.nowMs(),
    });
  }
}
