import type { Clock, Logger } from '@afterhourfix/foundation';
import type { BusinessId } from '@afterhourfix/vocabulary';
import { AwaitedCallers } from './awaited-callers.ts';
import type { CallSession } from './call-session/call-session.ts';
import type { Departure } from './call-session/call-state.ts';

/** The carrier connects its media within a second or two of our answer. */
const UNCLAIMED_LIMIT_MS = 20_000;
/** The carrier asks right after the media ended. */
const DEPARTURE_KEPT_MS = 120_000;
/** The carrier asks what comes next right after the media ended; when the caller hung up, perhaps not at all. */
const ASKED_AFTER_MEDIA_MS = 15_000;
/** What the carriers still ask and report of the calls that were the last ones here. */
const LAST_REPORTS_MS = 3_000;

type Live = { session: CallSession; businessId: BusinessId; isAttached: boolean; unclaimed: Disposable };

/** The calls on this node by CallSid: answered and waiting for media, or live. */
export class LiveCalls {
  readonly awaited: AwaitedCallers;
  readonly #clock: Clock;
  readonly #log: Logger;
  readonly #calls = new Map<string, Live>();
  readonly #departures = new Map<string, { departure: Departure; forget: Disposable }>();
  readonly #perBusiness = new Map<BusinessId, number>();
  #onIdle: (() => void) | null = null;

  constructor(parts: { clock: Clock; log: Logger }) {
    this.#clock = parts.clock;
    this.#log = parts.log;
    this.awaited = new AwaitedCallers({ clock: parts.clock, onEmpty: () => this.#checkIdle() });
  }

  get count(): number {
    return this.#calls.size;
  }

  countOf(businessId: BusinessId): number {
    return this.#perBusiness.get(businessId) ?? 0;
  }

  has(callSid: string): boolean {
    return this.#calls.has(callSid);
  }

  /** An earlier session of the same call is let go: its media broke without our noticing, or never came. */
  add(callSid: string, { session, businessId }: { session: CallSession; businessId: BusinessId }): void {
    const earlier = this.#calls.get(callSid);
    if (earlier) letGo(earlier);
    const unclaimed = this.#clock.after(UNCLAIMED_LIMIT_MS, () => {
      this.#log.warn({ callSid }, 'no media came for an answered call');
      session.release();
    });
    this.#calls.set(callSid, { session, businessId, isAttached: false, unclaimed });
    this.#perBusiness.set(businessId, this.countOf(businessId) + 1);
  }

  /** The session waiting for this call's media; null when there is none here or it has its media already. */
  claim(callSid: string): CallSession | null {
    const live = this.#calls.get(callSid);
    if (!live || live.isAttached) return null;
    live.isAttached = true;
    live.unclaimed[Symbol.dispose]();
    return live.session;
  }

  /** Only the session that stands there: a later one of the same call stays. */
  remove(callSid: string, session: CallSession): void {
    const live = this.#calls.get(callSid);
    if (live?.session !== session) return;
    live.unclaimed[Symbol.dispose]();
    this.#calls.delete(callSid);
    const count = this.countOf(live.businessId) - 1;
    if (count > 0) this.#perBusiness.set(live.businessId, count);
    else this.#perBusiness.delete(live.businessId);
    if (live.isAttached) this.awaited.expect(callSid, ASKED_AFTER_MEDIA_MS);
    this.#checkIdle();
  }

  /** Kept beside the database's word, so that a call ends as meant while PostgreSQL is away. */
  departed(callSid: string, departure: Departure): void {
    this.#departures.get(callSid)?.forget[Symbol.dispose]();
    const forget = this.#clock.after(DEPARTURE_KEPT_MS, () => this.#departures.delete(callSid));
    this.#departures.set(callSid, { departure, forget });
  }

  takeDeparture(callSid: string): Departure | null {
    const kept = this.#departures.get(callSid);
    kept?.forget[Symbol.dispose]();
    this.#departures.delete(callSid);
    return kept?.departure ?? null;
  }

  /**
   * Waits until no call is left and nobody awaited, at most `limitMs`; hands the rest to other nodes; and stays a
   * little for what the carrier then asks and reports. Without calls it is over at once.
   */
  async drain(limitMs: number): Promise<void> {
    if (this.#isIdle) return;
    await new Promise<void>((resolve) => {
      const limit = this.#clock.after(limitMs, resolve);
      this.#onIdle = () => {
        limit[Symbol.dispose]();
        resolve();
      };
    });
    for (const live of [...this.#calls.values()]) letGo(live);
    await new Promise<void>((resolve) => {
      this.#clock.after(LAST_REPORTS_MS, resolve);
    });
  }

  [Symbol.dispose](): void {
    for (const { session } of [...this.#calls.values()]) session.release();
    for (const { forget } of this.#departures.values()) forget[Symbol.dispose]();
    this.#departures.clear();
    this.awaited[Symbol.dispose]();
  }

  get #isIdle(): boolean {
    return this.#calls.size === 0 && this.awaited.count === 0;
  }

  #checkIdle(): void {
    if (this.#isIdle) this.#onIdle?.();
  }
}

function letGo({ session, isAttached }: Live): void {
  if (isAttached) session.handOff();
  else session.release();
}
