import type { Transaction } from '@afterhourfix/database';
import {
  shiftOverrides,
  technicianShifts,
  technicians,
  technicianTimeOff,
} from '@afterhourfix/database/schema';
import { NotFound } from '@afterhourfix/foundation';
import { resolveLocalTime, type TechnicianId, type TimeWindow } from '@afterhourfix/vocabulary';
import { and, eq } from 'drizzle-orm';
import type { DomainContext } from '../context.ts';
import { type MergedShifts, mergeShifts, type ShiftHours, type WeeklyShift } from './rules/shifts.ts';

/**
 * A technician's week, instead of the one before; shifts that overlap or touch become one. None: they work whenever
 * the business is open. Visits that are booked stay. Throws `NotFound` for an unknown technician.
 */
export async function setWeeklyShifts(
  ctx: DomainContext,
  { technicianId, shifts }: { technicianId: TechnicianId; shifts: readonly WeeklyShift[] },
): Promise<MergedShifts> {
  const merged = mergeShifts(shifts);
  if (!merged.ok) return merged;
  const businessId = ctx.business.id;
  await ctx.db.transaction(async (tx) => {
    await lockTechnician(tx, { ctx, technicianId });
    await tx.delete(technicianShifts).where(eq(technicianShifts.technicianId, technicianId));
    if (merged.shifts.length === 0) return;
    const rows = merged.shifts.map((shift) => ({ ...shift, businessId, technicianId }));
    await tx.insert(technicianShifts).values(rows);
  });
  return merged;
}

export type OverrideShiftsResult =
  | { ok: true }
  | { ok: false; refusal: 'no-such-day' | 'not-a-time' | 'not-a-weekday' | 'empty-shift' };

/**
 * Other hours than the weekly ones on one day, `YYYY-MM-DD`; none: the day is off. Throws `NotFound` for an unknown
 * technician.
 */
export async function overrideShifts(
  ctx: DomainContext,
  input: { technicianId: TechnicianId; onDay: string; hours: readonly ShiftHours[] },
): Promise<OverrideShiftsResult> {
  const { technicianId, onDay, hours } = input;
  const { timeZone, id: businessId } = ctx.business;
  if (!('at' in resolveLocalTime({ day: onDay, time: '00:00', timeZone })))
    return { ok: false, refusal: 'no-such-day' };
  const merged = mergeShifts(hours.map((shift) => ({ ...shift, weekday: 0, isOnCall: false })));
  if (!merged.ok) return { ok: false, refusal: merged.refusal };
  await ctx.db.transaction(async (tx) => {
    await lockTechnician(tx, { ctx, technicianId });
    const ofDay = and(eq(shiftOverrides.technicianId, technicianId), eq(shiftOverrides.onDay, onDay));
    await tx.delete(shiftOverrides).where(ofDay);
    const row = { businessId, technicianId, onDay };
    const rows = hours.length > 0 ? hours.map((shift) => ({ ...row, ...shift })) : [row];
    await tx.insert(shiftOverrides).values(rows);
  });
  return { ok: true };
}

export type AddTimeOffResult = { ok: true } | { ok: false; refusal: 'ends-before-it-starts' };

/** Time in which nothing is planned for a technician; visits that are booked stay. Throws `NotFound`. */
export async function addTimeOff(
  ctx: DomainContext,
  { technicianId, during }: { technicianId: TechnicianId; during: TimeWindow },
): Promise<AddTimeOffResult> {
  if (!(during.startsAt < during.endsAt)) return { ok: false, refusal: 'ends-before-it-starts' };
  await ctx.db.transaction(async (tx) => {
    await lockTechnician(tx, { ctx, technicianId });
    await tx.insert(technicianTimeOff).values({ businessId: ctx.business.id, technicianId, ...during });
  });
  return { ok: true };
}

/** Two changes of one technician's hours follow each other. */
async function lockTechnician(
  tx: Transaction,
  { ctx, technicianId }: { ctx: DomainContext; technicianId: TechnicianId },
): Promise<void> {
  const [row] = await tx
    .select({ id: technicians.id })
    .from(technicians)
    .where(and(eq(technicians.businessId, ctx.business.id), eq(technicians.id, technicianId)))
    .for('no key update');
  if (!row) throw new NotFound(`No technician ${technicianId}`);
}
