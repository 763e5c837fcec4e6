import type { CallId, HoldId, TimeWindow, Trade } from '@afterhourfix/vocabulary';
import type { DomainContext } from '../context.ts';
import type { BookingPolicy } from './booking-policy.ts';
import { toSpeakableWindow } from './rules/speakable-window.ts';

export interface GetSlotsInput {
  callId: CallId;
  trade: Trade;
  zip: string;
  /** Further trades that the same trouble needs: they are one incident, and its order holds for their visits. */
  otherTrades?: readonly Trade[] | undefined;
  /** As triage names it; it decides how long the visit takes. */
  jobType?: string | undefined;
  /** At any hour, with those who are on call. */
  isEmergency?: boolean | undefined;
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

/** What one search goes by. */
export interface SlotSearch {
  ctx: DomainContext;
  input: GetSlotsInput;
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
