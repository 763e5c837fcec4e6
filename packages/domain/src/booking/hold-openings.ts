import type { Transaction } from '@afterhourfix/database';
import { holds } from '@afterhourfix/database/schema';
import { VendorError } from '@afterhourfix/foundation';
import type { HoldId } from '@afterhourfix/vocabulary';
import { eq } from 'drizzle-orm';
import type { ExternalCalendar, ExternalOpening } from './calendar.ts';
import { releaseReservations } from './consult-calendar.ts';
import { giveBackOffers } from './hold-free-slots.ts';
import { insertHold, toTerms } from './hold-window.ts';
import { releaseHoldRows } from './release-holds.ts';
import { retryDeadlock } from './retry-deadlock.ts';
import { type Slot, type SlotSearch, toSlot } from './slot-search.ts';

/** Openings that others took since they were listed; the caller waits on the line. */
const MAX_TAKEN = 4;

interface Offer {
  calendar: ExternalCalendar;
  openings: readonly ExternalOpening[];
}

/**
 * Offers what the vendor itself would take. Our hold is written first, then theirs; `isTentative` when the vendor
 * went away in between, so that nothing is reserved there.
 */
export async function holdOpenings(
  search: SlotSearch,
  { calendar, openings }: Offer,
): Promise<{ slots: Slot[]; isTentative: boolean }> {
  const { ctx, during, limit, timeZone } = search;
  const givenBack = await ctx.db.transaction((tx) => giveBackOffers(tx, search));
  await releaseReservations(calendar, { refs: givenBack, log: ctx.log });
  const slots: Slot[] = [];
  let taken = 0;
  let isTentative = false;
  for (const opening of openings.toSorted((a, b) => a.startsAt.getTime() - b.startsAt.getTime())) {
    if (slots.length === limit || taken === MAX_TAKEN) break;
    if (opening.startsAt < during.startsAt || opening.startsAt >= during.endsAt) continue;
    if (slots.some((slot) => slot.startsAt.getTime() === opening.startsAt.getTime())) continue;
    const held = await holdOpening(search, { calendar, opening });
    if (held.slotId === null) taken += 1;
    else slots.push(toSlot(held.slotId, { window: opening, timeZone }));
    isTentative ||= held.isTentative;
  }
  return { slots, isTentative };
}

async function holdOpening(
  search: SlotSearch,
  { calendar, opening }: { calendar: ExternalCalendar; opening: ExternalOpening },
): Promise<{ slotId: HoldId | null; isTentative: boolean }> {
  const { ctx, heldUntil } = search;
  const slotId = await retryDeadlock(() =>
    ctx.db.transaction((tx) => insertOpeningHold(tx, { search, opening })),
  );
  if (slotId === null) return { slotId, isTentative: false };
  try {
    const reserved = await calendar.reserve(opening, heldUntil);
    await ctx.db.transaction(async (tx) => {
      if (!reserved.ok) return releaseHoldRows(tx, { ids: [slotId] });
      const { reservationRef } = reserved;
      await tx.update(holds).set({ reservationRef }).where(eq(holds.id, slotId));
    });
    return { slotId: reserved.ok ? slotId : null, isTentative: false };
  } catch (error) {
    if (!(error instanceof VendorError)) throw error;
    ctx.log.warn({ err: error, calendar: calendar.kind }, 'an opening could not be reserved');
    return { slotId, isTentative: true };
  }
}

async function insertOpeningHold(
  tx: Transaction,
  { search, opening }: { search: SlotSearch; opening: ExternalOpening },
): Promise<HoldId | null> {
  const { startsAt, endsAt, ref: openingRef, technicianId } = opening;
  const window = { startsAt, endsAt };
  const terms = toTerms(search);
  if (technicianId !== null) {
    const slotId = await insertHold(tx, { terms, window, plan: { technicianId, during: window } });
    if (slotId) await tx.update(holds).set({ openingRef }).where(eq(holds.id, slotId));
    return slotId;
  }
  const { business, now, ...rest } = terms;
  const [row] = await tx
    .insert(holds)
    .values({ ...rest, ...window, openingRef, businessId: business.id, createdAt: now })
    .returning({ id: holds.id });
  return row?.id ?? null;
}
