import type { CallId, HoldId, TimeWindow, Trade } from '@afterhourfix/vocabulary';
import type { DomainContext } from '../context.ts';
import type { BookingPolicy } from './booking-policy.ts';
import { toSpeakableWindow } from './rules/speakable-window.ts';

interface VisitWork {
  trade: Trade;
  otherTrades: readonly Trade[];
}

type VisitTrades = readonly [Trade, ...Trade[]];

/** All trades of a hold or a booking, in the order of their work. */
export function tradesOf(visit: VisitWork): VisitTrades {
  return [visit.trade, ...visit.otherTrades];
}

export function isForSameTrades(one: VisitWork, other: VisitWork): boolean {
  const trades = tradesOf(other);
  return tradesOf(one).length === trades.length && tradesOf(one).every((trade) => trades.includes(trade));
}

export interface GetSlotsInput {
  callId: CallId;
  trade: Trade;
  zip: string;
  /** Further trades that the same trouble needs: one incident, and one visit when one technician can do it all. */
  otherTrades?: readonly Trade[] | undefined;
  /** As triage names it; it decides how long the visit takes. */
  jobType?: string | undefined;
  /** At any hour, with those who are on call. */
  isEmergency?: boolean | undefined;
  /** The caller pays for priority: without the usual notice, and who is on call comes during business hours too. */
  isPriority?: boolean | undefined;
  /** Nothing that begins before this; now, when left out or past. */
  earliestAt?: Date | undefined;
  limit?: number | undefined;
}

/** A window that is kept for this call until its hold lapses. */
export interface Slot {
  slotId: HoldId;
  startsAt: Date;
  endsAt: Date;
  speakable: string;
}

/** What one trade does on a visit. */
export interface Work {
  trade: Trade;
  jobType?: string | undefined;
  /** Trades of the same search whose work comes first. */
  after: readonly Trade[];
}

/** What one search goes by. */
export interface SlotSearch {
  ctx: DomainContext;
  input: GetSlotsInput;
  /** What one visit is to do, in its order. */
  works: readonly [Work, ...Work[]];
  /** Of the whole visit. */
  policy: BookingPolicy;
  now: Date;
  heldUntil: Date;
  /** Windows begin within it. */
  during: TimeWindow;
  /** Of the service address; openings and shifts are in the business's. */
  timeZone: string;
  limit: number;
}

export function toSlot(slotId: HoldId, { window, timeZone }: { window: TimeWindow; timeZone: string }): Slot {
  const { startsAt, endsAt } = window;
  return { slotId, startsAt, endsAt, speakable: toSpeakableWindow(window, timeZone) };
}
