import type { Transaction } from '@afterhourfix/database';
import { addDays, type Trade, toInstant, toLocalDay } from '@afterhourfix/vocabulary';
import type { DomainContext } from '../context.ts';
import { slotsOffered } from '../events.ts';
import { createIncident } from '../incidents/index.ts';
import {
  type AreaRefusal,
  checkServiceArea,
  isServed,
  toAddressTimeZone,
  toAreaRefusal,
} from '../service-area/index.ts';
import { readBookingPolicy } from './booking-policy.ts';
import type { ExternalCalendar } from './calendar.ts';
import { consultCalendar, OUR_OWN, releaseReservations } from './consult-calendar.ts';
import { holdFreeSlots } from './hold-free-slots.ts';
import { holdOpenings } from './hold-openings.ts';
import { retryDeadlock } from './retry-deadlock.ts';
import type { GetSlotsInput, Slot, SlotSearch } from './slot-search.ts';

const HOLD_MS = 5 * 60_000;
const MINUTE_MS = 60_000;
const DEFAULT_LIMIT = 2;
const MAX_LIMIT = 10;

export type GetSlotsResult =
  | {
      ok: true;
      slots: Slot[];
      /** Of the service address, in which the slots are told. */
      timeZone: string;
      heldUntil: Date;
      /** The calendar of the business does not answer: what is booked now is held, and confirmed by text. */
      isTentative: boolean;
    }
  | { ok: false; refusal: GetSlotsRefusal };

export type GetSlotsRefusal =
  | AreaRefusal
  | 'trade-not-offered'
  | 'no-slot-free'
  | 'invalid-time'
  | 'too-far-ahead';

/**
 * The next free arrival windows, each with a technician who can plan it. Each is held for this call for five minutes;
 * what the call was offered before is given back first.
 */
export async function getSlots(
  ctx: DomainContext,
  input: GetSlotsInput,
  calendar: ExternalCalendar | null = null,
): Promise<GetSlotsResult> {
  if (!ctx.business.trades.includes(input.trade)) return { ok: false, refusal: 'trade-not-offered' };
  if (input.earliestAt && Number.isNaN(input.earliestAt.getTime()))
    return { ok: false, refusal: 'invalid-time' };
  const area = await checkServiceArea(ctx, { zip: input.zip, trade: input.trade });
  if (!isServed(area)) return { ok: false, refusal: toAreaRefusal(area) };
  if (input.otherTrades?.length) await openIncidentOf(ctx, { ...input, otherTrades: input.otherTrades });
  const { search, slots, isTentative } = calendar
    ? await offerTheirs(ctx, { input, calendar })
    : await offerOurs(ctx, input);
  if (isTooFar(search)) return { ok: false, refusal: 'too-far-ahead' };
  if (slots.length === 0) return { ok: false, refusal: 'no-slot-free' };
  slotsOffered(ctx, { callId: input.callId, count: slots.length });
  return { ok: true, slots, timeZone: search.timeZone, heldUntil: search.heldUntil, isTentative };
}

function openIncidentOf(
  ctx: DomainContext,
  { callId, zip, trade, otherTrades, jobType }: GetSlotsInput & { otherTrades: readonly Trade[] },
) {
  const jobTypes = jobType === undefined ? [] : [jobType];
  return createIncident(ctx, { callId, zip, trades: [trade, ...otherTrades], jobTypes });
}

const isTooFar = ({ during }: SlotSearch) => during.startsAt >= during.endsAt;

async function planSearch(
  tx: Transaction,
  { ctx, input }: { ctx: DomainContext; input: GetSlotsInput },
): Promise<SlotSearch> {
  const { business } = ctx;
  const { trade, jobType, isEmergency = false, earliestAt, limit = DEFAULT_LIMIT } = input;
  const policy = await readBookingPolicy(tx, { businessId: business.id, trade, jobType });
  const now = ctx.clock.now();
  const noticeMs = isEmergency ? 0 : policy.minimumNoticeMinutes * MINUTE_MS;
  const noticed = new Date(now.getTime() + noticeMs);
  const { timeZone } = business;
  const lastDay = addDays(toLocalDay(now, timeZone), policy.maximumDaysAhead);
  return {
    ctx,
    input,
    policy,
    now,
    heldUntil: new Date(now.getTime() + HOLD_MS),
    during: {
      startsAt: earliestAt && earliestAt > noticed ? earliestAt : noticed,
      endsAt: toInstant({ day: lastDay, time: '24:00', timeZone }),
    },
    timeZone: toAddressTimeZone(business, input.zip),
    limit: Math.min(MAX_LIMIT, Math.max(1, limit)),
  };
}

interface Offer {
  search: SlotSearch;
  slots: Slot[];
  isTentative: boolean;
}

/** In one transaction: the caller waits for each round trip. */
function offerOurs(ctx: DomainContext, input: GetSlotsInput): Promise<Offer> {
  return retryDeadlock(() =>
    ctx.db.transaction(async (tx) => {
      const search = await planSearch(tx, { ctx, input });
      if (isTooFar(search)) return { search, slots: [], isTentative: false };
      const { slots } = await holdFreeSlots(tx, { search, time: OUR_OWN });
      return { search, slots, isTentative: false };
    }),
  );
}

async function offerTheirs(
  ctx: DomainContext,
  { input, calendar }: { input: GetSlotsInput; calendar: ExternalCalendar },
): Promise<Offer> {
  const search = await ctx.db.transaction((tx) => planSearch(tx, { ctx, input }));
  if (isTooFar(search)) return { search, slots: [], isTentative: false };
  const time = await consultCalendar(ctx, { calendar, trade: input.trade, during: search.during });
  if (time.openings)
    return { search, ...(await holdOpenings(search, { calendar, openings: time.openings })) };
  const held = await retryDeadlock(() => ctx.db.transaction((tx) => holdFreeSlots(tx, { search, time })));
  await releaseReservations(calendar, { refs: held.givenBack, log: ctx.log });
  return { search, slots: held.slots, isTentative: time.isAway };
}
