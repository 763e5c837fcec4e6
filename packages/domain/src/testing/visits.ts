import { technicians } from '@afterhourfix/database/schema';
import type { QuoteId, TechnicianId, Trade } from '@afterhourfix/vocabulary';
import { eq } from 'drizzle-orm';
import {
  type BookSlotInput,
  bookSlot,
  type ExternalCalendar,
  type GetSlotsInput,
  getSlots,
  quoteVisit,
  type Slot,
} from '../booking/index.ts';
import type { DomainContext } from '../context.ts';
import type { PlacedCall } from './demo-world.ts';

export const VISIT = {
  name: 'Alex Romero',
  phone: '(602) 555-0107',
  addressLine: '1412 W Hayward Ave',
  zip: '85021',
  problem: 'Water heater leaks',
};

/** Plumbing at Saguaro, where one technician does it. */
export async function offerSlots(
  { ctx, call }: PlacedCall,
  wish: Partial<Omit<GetSlotsInput, 'callId'>> & { calendar?: ExternalCalendar } = {},
): Promise<Slot[]> {
  const { calendar = null, ...rest } = wish;
  const input = { callId: call.id, trade: 'plumbing', zip: VISIT.zip, ...rest } as const;
  const result = await getSlots(ctx, input, calendar);
  if (!result.ok) throw new Error(`Nothing was offered: ${result.refusal}`);
  return result.slots;
}

export async function offerSlot(...wish: Parameters<typeof offerSlots>): Promise<Slot> {
  const [slot] = await offerSlots(...wish);
  if (!slot) throw new Error('Nothing was offered');
  return slot;
}

/** What the caller is told before anything is booked; null when it cannot be priced. */
export async function tellPrice(
  { ctx, call }: Pick<PlacedCall, 'ctx'> & { call: Pick<PlacedCall['call'], 'id'> },
  visit: {
    trade?: Trade;
    otherTrades?: readonly Trade[] | undefined;
    zip?: string;
    visitAt?: Date | undefined;
  } = {},
): Promise<QuoteId | null> {
  const priced = await quoteVisit(ctx, { callId: call.id, trade: 'plumbing', zip: VISIT.zip, ...visit });
  return priced.ok ? priced.quote.quoteId : null;
}

/** Tells the price of the window first, unless a quote is named. */
export async function bookOffer(
  placed: PlacedCall,
  slot: { slotId: string; startsAt?: Date },
  change: Partial<BookSlotInput> & {
    calendar?: ExternalCalendar;
    trade?: Trade;
    otherTrades?: readonly Trade[];
  } = {},
) {
  const { ctx, call } = placed;
  const { calendar = null, trade = 'plumbing', otherTrades, ...rest } = change;
  const visit = { ...VISIT, ...rest };
  if (rest.quoteId === undefined)
    await tellPrice(placed, { trade, otherTrades, zip: visit.zip, visitAt: slot.startsAt });
  return bookSlot(ctx, { callId: call.id, slotId: slot.slotId, ...visit }, calendar);
}

export async function technicianBySlug(ctx: DomainContext, slug: string): Promise<TechnicianId> {
  const [row] = await ctx.db.transaction((tx) =>
    tx.select({ id: technicians.id }).from(technicians).where(eq(technicians.slug, slug)),
  );
  if (!row) throw new Error(`No technician ${slug}`);
  return row.id;
}
