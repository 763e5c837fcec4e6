import type { Transaction } from '@afterhourfix/database';
import { holds, technicianCommitments, technicians } from '@afterhourfix/database/schema';
import { addDays, type TechnicianId, toLocalDay } from '@afterhourfix/vocabulary';
import { and, eq } from 'drizzle-orm';
import type { DomainContext } from '../context.ts';
import { readVisitPolicy } from './booking-policy.ts';
import { takeFirstFree } from './hold-window.ts';
import { clearLapsedCommitments } from './lapsed-holds.ts';
import { listOpenings } from './list-openings.ts';
import { readAvailability } from './read-availability.ts';
import { releaseCallHolds } from './release-holds.ts';
import { tradesOf } from './slot-search.ts';
import { takeTime } from './take-time.ts';

export type Hold = typeof holds.$inferSelect;

/**
 * Whose calendar now carries the hold: the technician it was made for, or, after it lapsed or they left, another one
 * who knows its trades and is free in the same window, since the caller was promised the window. Null when nobody is.
 * A hold of an external calendar that picks who comes is carried by nobody here: `technicianId` is null.
 */
export async function secureTime(
  tx: Transaction,
  { ctx, hold }: { ctx: DomainContext; hold: Hold },
): Promise<{ technicianId: TechnicianId | null } | null> {
  if (hold.technicianId === null) return { technicianId: null };
  const [kept] = await tx
    .select({ technicianId: technicianCommitments.technicianId })
    .from(technicianCommitments)
    .where(
      and(eq(technicianCommitments.businessId, hold.businessId), eq(technicianCommitments.holdId, hold.id)),
    )
    .for('update');
  if (kept && (await lockActive(tx, kept.technicianId))) return { technicianId: kept.technicianId };
  if (kept) await tx.delete(technicianCommitments).where(eq(technicianCommitments.holdId, hold.id));
  const retaken = await retakeTime(tx, { ctx, hold });
  return retaken && (await lockActive(tx, retaken.technicianId)) ? retaken : null;
}

/** Nobody is removed between this and the booking. */
async function lockActive(tx: Transaction, technicianId: TechnicianId): Promise<boolean> {
  const [technician] = await tx
    .select({ isActive: technicians.isActive })
    .from(technicians)
    .where(eq(technicians.id, technicianId))
    .for('key share');
  return technician?.isActive ?? false;
}

async function retakeTime(
  tx: Transaction,
  { ctx, hold }: { ctx: DomainContext; hold: Hold },
): Promise<{ technicianId: TechnicianId } | null> {
  const { businessId, expiresAt } = hold;
  // A newer offer of the same window to the same caller must not stand in the way.
  await releaseCallHolds(tx, { businessId, callId: hold.callId });
  await clearLapsedCommitments(tx, { businessId, now: ctx.clock.now() });
  const { availabilities, wish } = await readTimeAround(tx, { ctx, hold });
  const plan = await takeFirstFree(tx, {
    business: ctx.business,
    wish,
    availabilities,
    take: ({ technicianId, during }) =>
      takeTime(tx, { businessId, holdId: hold.id, technicianId, window: during, expiresAt }),
  });
  if (!plan) return null;
  const { startsAt: plannedFrom, endsAt: plannedUntil } = plan.during;
  await tx.update(holds).set({ plannedFrom, plannedUntil }).where(eq(holds.id, hold.id));
  return { technicianId: plan.technicianId };
}

async function readTimeAround(tx: Transaction, { ctx, hold }: { ctx: DomainContext; hold: Hold }) {
  const { business } = ctx;
  const { isEmergency, isPriority } = hold;
  const trades = tradesOf(hold);
  const window = { startsAt: hold.startsAt, endsAt: hold.endsAt };
  const works = trades.map((trade) => ({ trade }));
  const policy = await readVisitPolicy(tx, { businessId: business.id, works });
  const day = toLocalDay(hold.startsAt, business.timeZone);
  // An opening of the day before may reach over midnight into the window.
  const openings = await listOpenings(tx, { business, firstDay: addDays(day, -1), lastDay: day });
  const lengthMinutes = plannedMinutes(hold) ?? policy.p80Minutes + policy.bufferMinutes;
  const availabilities = await readAvailability(tx, {
    business,
    trades,
    during: { startsAt: window.startsAt, endsAt: new Date(window.endsAt.getTime() + lengthMinutes * 60_000) },
    openings,
    isEmergency,
    isPriority,
    externalBusy: [],
    bufferMinutes: policy.bufferMinutes,
  });
  const minimumMinutes = Math.min(policy.p50Minutes, lengthMinutes);
  return { availabilities, wish: { window, lengthMinutes, minimumMinutes } };
}

function plannedMinutes({ plannedFrom, plannedUntil }: Hold): number | null {
  if (!plannedFrom || !plannedUntil) return null;
  return Math.round((plannedUntil.getTime() - plannedFrom.getTime()) / 60_000);
}
