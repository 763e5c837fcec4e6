import type { Transaction } from '@afterhourfix/database';
import type { Trade } from '@afterhourfix/vocabulary';
import type { DomainContext } from '../context.ts';
import { slotsOffered } from '../events.ts';
import { createIncident } from '../incidents/index.ts';
import { type AreaRefusal, checkServiceArea, isServed, toAreaRefusal } from '../service-area/index.ts';
import type { ExternalCalendar } from './calendar.ts';
import { chooseWorks, narrow } from './choose-works.ts';
import { consultCalendar, type ExternalTime, OUR_OWN, releaseReservations } from './consult-calendar.ts';
import { type HeldSlots, holdFreeSlots } from './hold-free-slots.ts';
import { holdOpenings } from './hold-openings.ts';
import { planSearch, type WantedSlots } from './plan-search.ts';
import { retryDeadlock } from './retry-deadlock.ts';
import type { GetSlotsInput, Slot, SlotSearch, Work } from './slot-search.ts';

export type GetSlotsResult =
  | {
      ok: true;
      slots: Slot[];
      /** Of the service address, in which the slots are told. */
      timeZone: string;
      heldUntil: Date;
      /** Whose work is done on the visit, in its order. */
      trades: Trade[];
      /** Trades of the same trouble that need visits of their own, to be looked for once this one is booked. */
      laterTrades: Trade[];
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
  const works = await listWorks(ctx, input);
  const offer = calendar
    ? await offerTheirs(ctx, { input, works, calendar })
    : await offerOurs(ctx, { input, works });
  const { search, slots, isTentative } = offer;
  if (isTooFar(search)) return { ok: false, refusal: 'too-far-ahead' };
  if (slots.length === 0) return { ok: false, refusal: 'no-slot-free' };
  slotsOffered(ctx, { callId: input.callId, count: slots.length });
  const { timeZone, heldUntil } = search;
  const trades = search.works.map(({ trade }) => trade);
  const laterTrades = works.map(({ trade }) => trade).filter((trade) => !trades.includes(trade));
  return { ok: true, slots, timeZone, heldUntil, trades, laterTrades, isTentative };
}

type Works = SlotSearch['works'];

/** With other trades it is an incident, whose order the works have; what nobody of ours does there is not among them. */
async function listWorks(ctx: DomainContext, input: GetSlotsInput): Promise<Works> {
  const { callId, zip, trade, otherTrades = [], jobType } = input;
  const alone: Work = { trade, jobType, after: [] };
  const others = otherTrades.filter((other) => other !== trade);
  if (others.length === 0) return [alone];
  const jobTypes = jobType === undefined ? [] : [jobType];
  const incident = await createIncident(ctx, { callId, zip, trades: [trade, ...others], jobTypes });
  const served = new Set<Trade>([trade]);
  for (const other of others)
    if (isServed(await checkServiceArea(ctx, { zip, trade: other }))) served.add(other);
  const [first = alone, ...rest] = incident.workOrders
    .filter((order) => served.has(order.trade) && order.status !== 'referred' && order.status !== 'done')
    .map((order): Work => {
      const before = incident.workOrders.filter(({ id }) => order.dependsOn.includes(id));
      return { trade: order.trade, jobType: order.jobType, after: before.map((one) => one.trade) };
    });
  return [first, ...rest];
}

const isTooFar = ({ during }: SlotSearch) => during.startsAt >= during.endsAt;

interface Offer {
  search: SlotSearch;
  slots: Slot[];
  isTentative: boolean;
}

/** In one transaction: the caller waits for each round trip. */
function offerOurs(ctx: DomainContext, wanted: WantedSlots): Promise<Offer> {
  return retryDeadlock(() =>
    ctx.db.transaction(async (tx) => {
      const whole = await planSearch(tx, { ctx, ...wanted });
      if (isTooFar(whole)) return { search: whole, slots: [], isTentative: false };
      const search = await chooseWorks(tx, { search: whole, time: OUR_OWN });
      return { isTentative: false, ...(await holdChosen(tx, { search, time: OUR_OWN })) };
    }),
  );
}

/** The first work alone when rivals took all time for the whole. */
async function holdChosen(
  tx: Transaction,
  { search, time }: { search: SlotSearch; time: ExternalTime },
): Promise<HeldSlots & { search: SlotSearch }> {
  const held = await holdFreeSlots(tx, { search, time });
  const [first, ...others] = search.works;
  if (held.slots.length > 0 || others.length === 0) return { search, ...held };
  const alone = await narrow(tx, { search, works: [first] });
  return { search: alone, ...(await holdFreeSlots(tx, { search: alone, time })), givenBack: held.givenBack };
}

async function offerTheirs(
  ctx: DomainContext,
  { calendar, ...wanted }: WantedSlots & { calendar: ExternalCalendar },
): Promise<Offer> {
  const whole = await ctx.db.transaction((tx) => planSearch(tx, { ctx, ...wanted }));
  if (isTooFar(whole)) return { search: whole, slots: [], isTentative: false };
  const [first, ...rest] = whole.works;
  const trades = [first.trade, ...rest.map(({ trade }) => trade)] as const;
  const time = await consultCalendar(ctx, { calendar, trades, during: whole.during });
  if (time.openings) {
    // A vendor that finds the time itself does so for one trade: who of its people knows several it does not tell.
    const search = await ctx.db.transaction((tx) => narrow(tx, { search: whole, works: [first] }));
    return { search, ...(await holdOpenings(search, { calendar, openings: time.openings })) };
  }
  const held = await retryDeadlock(() =>
    ctx.db.transaction(async (tx) =>
      holdChosen(tx, { search: await chooseWorks(tx, { search: whole, time }), time }),
    ),
  );
  await releaseReservations(calendar, { refs: held.givenBack, log: ctx.log });
  return { search: held.search, slots: held.slots, isTentative: time.isAway };
}
