import type { CallRequest, NumberSettings } from './call-request.ts';
import type { Callees } from './callees.ts';
import { CarrierCall } from './carrier-call.ts';
import { type CarrierClock, wallClock } from './clock.ts';
import { ConferenceRooms } from './conference-rooms.ts';
import { LiveCall } from './live-call.ts';
import { OutgoingCall, type OutgoingRequest } from './outgoing-call.ts';
import type { Problem } from './problems.ts';
import type { Recording } from './recordings.ts';
import { newSid } from './sids.ts';
import { FrameTicker } from './ticker.ts';

const DEFAULT_SCRIPT_SPEED = 20;
const DEFAULT_API_URL = 'https://api.twilio.com';

export interface CarrierSimulatorOptions {
  accountSid: string;
  authToken: string;
  /** Answers for every number that has no settings of its own. */
  voiceUrl: string;
  numbers?: Readonly<Record<string, NumberSettings>>;
  /** Who answers when a script dials; a call's own list goes before it. */
  callees?: Callees;
  /** Speech of `<Say>`, ringing, pauses and time-outs run this much faster; media never do. Default 20. */
  scriptSpeed?: number;
  /** Keep what was heard and spoken; default true. A bench sets false. */
  keepsAudio?: boolean;
  /** The wall's time by default. */
  clock?: CarrierClock;
}

export interface CarrierSimulator extends AsyncDisposable {
  /** Resolves when our server has answered the first webhook, or failed to. */
  placeCall(request: CallRequest): Promise<CarrierCall>;
  /** Every call ever placed, by CallSid. */
  readonly calls: ReadonlyMap<string, CarrierCall>;
  readonly recordings: ReadonlyMap<string, Recording>;
  /** What Twilio would not have accepted, of all calls; empty after a good test. */
  readonly problems: readonly Problem[];
  /** Calls that were made by REST, in order. */
  readonly outgoing: readonly OutgoingCall[];
  /** Rings somebody; at once, the call goes on by itself. */
  makeCall(request: OutgoingRequest): OutgoingCall;
  setNumber(number: string, settings: NumberSettings): void;
  setCallees(callees: Callees): void;
  /** Where recordings are fetched; the REST simulator sets its own address. */
  setApiUrl(url: string): void;
}

/** A carrier that calls our server: signed webhooks, TwiML, and media at real time. */
export function startCarrierSimulator(options: CarrierSimulatorOptions): CarrierSimulator {
  const calls = new Map<string, CarrierCall>();
  const outgoing: OutgoingCall[] = [];
  const recordings = new Map<string, Recording>();
  const problems: Problem[] = [];
  const numbers = new Map(Object.entries(options.numbers ?? {}));
  const running = new Set<Promise<void>>();
  let callees = options.callees ?? {};
  let apiUrl = DEFAULT_API_URL;
  const clock = options.clock ?? wallClock;
  const settings = {
    clock,
    accountSid: options.accountSid,
    authToken: options.authToken,
    scriptSpeed: options.scriptSpeed ?? DEFAULT_SCRIPT_SPEED,
    keepsAudio: options.keepsAudio ?? true,
    ticker: new FrameTicker(clock),
    problems,
    recordings,
    callees: () => callees,
    rooms: new ConferenceRooms(),
    apiUrl: () => apiUrl,
  };

  async function placeCall(request: CallRequest): Promise<CarrierCall> {
    const callSid = request.callSid ?? newSid('CA');
    const number = numbers.get(request.to) ?? { voiceUrl: options.voiceUrl };
    const live = new LiveCall({ ...request, callSid }, number, settings);
    const call = new CarrierCall(request, live);
    calls.set(callSid, call);
    const run = live.run().finally(() => running.delete(run));
    running.add(run);
    await Promise.race([call.untilScripted(), run]);
    return call;
  }

  function makeCall(request: OutgoingRequest): OutgoingCall {
    const call = new OutgoingCall(request, callees[request.to] ?? { kind: 'no-answer' }, settings);
    outgoing.push(call);
    const run = call.run().finally(() => running.delete(run));
    running.add(run);
    return call;
  }

  return {
    placeCall,
    outgoing,
    makeCall,
    calls,
    recordings,
    problems,
    setNumber: (number, numberSettings) => numbers.set(number, numberSettings),
    setCallees: (next) => {
      callees = next;
    },
    setApiUrl: (url) => {
      apiUrl = url;
    },
    async [Symbol.asyncDispose]() {
      for (const call of [...calls.values(), ...outgoing]) call.hangUp();
      await Promise.all(running);
    },
  };
}
