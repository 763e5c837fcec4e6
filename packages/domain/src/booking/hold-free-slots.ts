import type { Transaction } from '@afterhourfix/database';
import { type HoldId, type TimeWindow, toInstant, toLocalDay } from '@afterhourfix/vocabulary';
import type { ExternalTime } from './consult-calendar.ts';
import { insertHold, takeFirstFree, toTerms, type WindowWish } from './hold-window.ts';
import { type DaySpan, listOpenings, listWholeDays } from './list-openings.ts';
import { lockOffers } from './lock-call.ts';
import { type Availability, readAvailability } from './read-availability.ts';
import { releaseOffers } from './release-holds.ts';
import { toArrivalWindows } from './rules/arrival-windows.ts';
import { type Slot, type SlotSearch, toSlot } from './slot-search.ts';

const HALF_HOUR_MS = 30 * 60_000;

export interface HeldSlots {
  slots: Slot[];
  /** Reservations elsewhere that belonged to what the call was offered before. */
  givenBack: string[];
}

/** Holds the first windows that are free in our own calendar, one technician each. */
export async function holdFreeSlots(
  tx: Transaction,
  { search, time }: { search: SlotSearch; time: ExternalTime },
): Promise<HeldSlots> {
  const givenBack = await giveBackOffers(tx, search);
  const { windows, availabilities } = await findTime(tx, { search, time });
  const slots: Slot[] = [];
  for (const window of windows) {
    if (slots.length === search.limit) break;
    const slotId = await holdWindow(tx, { search, window, availabilities });
    if (slotId) slots.push(toSlot(slotId, { window, timeZone: search.timeZone }));
  }
  return { slots, givenBack };
}

/** The reservations elsewhere of what was given back. */
export async function giveBackOffers(tx: Transaction, search: SlotSearch): Promise<string[]> {
  const { ctx, input, now } = search;
  const businessId = ctx.business.id;
  await lockOffers(tx, input.callId);
  return releaseOffers(tx, { businessId, callId: input.callId, now });
}

/** What the visit takes of somebody's day. */
export function toWish({ policy }: SlotSearch, window: TimeWindow): WindowWish {
  const lengthMinutes = policy.p80Minutes + policy.bufferMinutes;
  return { window, lengthMinutes, minimumMinutes: policy.p50Minutes };
}

/** The windows of the search, and the time of all who could come in them. */
export async function findTime(
  tx: Transaction,
  { search, time }: { search: SlotSearch; time: ExternalTime },
): Promise<{ windows: TimeWindow[]; availabilities: Availability[] }> {
  const { ctx, input, works, policy, during } = search;
  const { business } = ctx;
  const { isEmergency = false, isPriority = false } = input;
  const span = {
    firstDay: toLocalDay(during.startsAt, business.timeZone),
    lastDay: toLocalDay(new Date(during.endsAt.getTime() - 1), business.timeZone),
  };
  const openings = await listOpenings(tx, { business, ...span });
  const windows = (isEmergency ? listNights(span, search) : listDoorTimes(openings, search))
    .flatMap((opening) => toArrivalWindows(opening, policy.arrival))
    .filter((window) => window.startsAt >= during.startsAt);
  const lastWindow = windows.at(-1);
  if (!lastWindow) return { windows, availabilities: [] };
  const availabilities = await readAvailability(tx, {
    business,
    trades: works.map(({ trade }) => trade),
    during: { startsAt: during.startsAt, endsAt: lastWindow.endsAt },
    openings,
    isEmergency,
    isPriority,
    externalBusy: time.busy,
    bufferMinutes: policy.bufferMinutes,
  });
  return { windows, availabilities };
}

/** When a technician may ring at a door: whoever opens at six does not do it then, unless the business wants it so. */
function listDoorTimes(openings: readonly TimeWindow[], { ctx, policy }: SlotSearch): TimeWindow[] {
  const { timeZone } = ctx.business;
  return openings.flatMap(({ startsAt: opensAt, endsAt }) => {
    const day = toLocalDay(opensAt, timeZone);
    const firstAt = toInstant({ day, time: policy.firstArrivalLocal, timeZone });
    const startsAt = new Date(Math.max(opensAt.getTime(), firstAt.getTime()));
    return startsAt < endsAt ? [{ startsAt, endsAt }] : [];
  });
}

/** Around the clock from the minute that is asked for; from the next half hour when it is as soon as possible. */
function listNights(span: DaySpan, { ctx, during, now }: SlotSearch): TimeWindow[] {
  const isAsked = during.startsAt > now;
  const fromMs = isAsked
    ? during.startsAt.getTime()
    : Math.ceil(during.startsAt.getTime() / HALF_HOUR_MS) * HALF_HOUR_MS;
  const days = listWholeDays(span, ctx.business.timeZone);
  const endsAt = days.at(-1)?.endsAt;
  // One stretch, for a window may begin before midnight and end after it.
  return endsAt && endsAt.getTime() > fromMs ? [{ startsAt: new Date(fromMs), endsAt }] : [];
}

/** Holds the window with the first who could come in it; null when nobody can. */
export async function holdWindow(
  tx: Transaction,
  held: { search: SlotSearch; window: TimeWindow; availabilities: Availability[] },
): Promise<HoldId | null> {
  const { search, window, availabilities } = held;
  const terms = toTerms(search);
  let slotId: HoldId | null = null;
  await takeFirstFree(tx, {
    business: search.ctx.business,
    wish: toWish(search, window),
    availabilities,
    async take(plan) {
      slotId = await insertHold(tx, { terms, window, plan });
      return slotId !== null;
    },
  });
  return slotId;
}
