import type { Transaction } from '@afterhourfix/database';
import { holds } from '@afterhourfix/database/schema';
import type { CallId, HoldId, TechnicianId, TimeWindow, Trade } from '@afterhourfix/vocabulary';
import { eq } from 'drizzle-orm';
import type { Business } from '../businesses/index.ts';
import { type Availability, readCommitments } from './read-availability.ts';
import { lastPlannedStart } from './rules/arrival-windows.ts';
import { findStart, toDate, toMinute, toStretches } from './rules/stretches.ts';
import type { SlotSearch } from './slot-search.ts';
import { takeTime } from './take-time.ts';

/** Rivals for one technician's morning; each one who was faster leaves less of it. */
const MAX_RIVALS = 20;

export interface WindowWish {
  window: TimeWindow;
  /** What the visit takes with the way to the next one, and how much of the shift has to be left. */
  lengthMinutes: number;
  minimumMinutes: number;
}

/** Who comes, and what of their day it takes. */
export interface Plan {
  technicianId: TechnicianId;
  during: TimeWindow;
}

/** The earliest time in the first half of the window at which the technician can begin. */
export function findPlan({ technicianId, working, busy }: Availability, wish: WindowWish): Plan | null {
  const { window, lengthMinutes, minimumMinutes } = wish;
  const from = toMinute(window.startsAt);
  const until = toMinute(lastPlannedStart(window));
  const start = findStart({ working, busy, from, until, lengthMinutes, minimumMinutes });
  if (start === null) return null;
  return { technicianId, during: { startsAt: toDate(start), endsAt: toDate(start + lengthMinutes) } };
}

export interface Taking {
  business: Business;
  wish: WindowWish;
  availabilities: Availability[];
  /** Takes the planned time; false when somebody was faster. */
  take(plan: Plan): Promise<boolean>;
}

/** The first technician whose time could be taken; null when nobody is free in the window. */
export async function takeFirstFree(tx: Transaction, taking: Taking): Promise<Plan | null> {
  for (const [index, known] of taking.availabilities.entries()) {
    let availability = known;
    for (let rivals = 0; rivals < MAX_RIVALS; rivals += 1) {
      const plan = findPlan(availability, taking.wish);
      if (!plan) break;
      if (await taking.take(plan)) {
        taking.availabilities[index] = withBusy(availability, plan.during);
        return plan;
      }
      availability = await readAnew(tx, { taking, availability });
      taking.availabilities[index] = availability;
    }
  }
  return null;
}

async function readAnew(
  tx: Transaction,
  { taking, availability }: { taking: Taking; availability: Availability },
): Promise<Availability> {
  const { technicianId } = availability;
  const { startsAt, endsAt } = taking.wish.window;
  const during = { startsAt, endsAt: toDate(toMinute(endsAt) + taking.wish.lengthMinutes) };
  const taken = await readCommitments(tx, {
    business: taking.business,
    during,
    technicianIds: [technicianId],
  });
  const windows = (taken.get(technicianId) ?? []).map(([from, until]) => ({
    startsAt: toDate(from),
    endsAt: toDate(until),
  }));
  return windows.reduce(withBusy, availability);
}

function withBusy(availability: Availability, during: TimeWindow): Availability {
  const pairs: [number, number][] = [[toMinute(during.startsAt), toMinute(during.endsAt)]];
  for (let index = 0; index < availability.busy.length; index += 2)
    pairs.push([availability.busy[index] ?? 0, availability.busy[index + 1] ?? 0]);
  return { ...availability, busy: toStretches(pairs) };
}

export interface HoldTerms {
  business: Business;
  callId: CallId;
  trade: Trade;
  otherTrades: Trade[];
  isEmergency: boolean;
  isPriority: boolean;
  expiresAt: Date;
  now: Date;
  timeZone: string;
}

export function toTerms({ ctx, input, works, heldUntil, now, timeZone }: SlotSearch): HoldTerms {
  const { callId, isEmergency = false, isPriority = false } = input;
  const [{ trade }, ...others] = works;
  return {
    business: ctx.business,
    callId,
    trade,
    otherTrades: others.map((work) => work.trade),
    isEmergency,
    isPriority,
    expiresAt: heldUntil,
    now,
    timeZone,
  };
}

/** Puts a hold of the window into a technician's calendar; null when somebody was faster. */
export async function insertHold(
  tx: Transaction,
  { terms, window, plan }: { terms: HoldTerms; window: TimeWindow; plan: Plan },
): Promise<HoldId | null> {
  const { business, now, ...rest } = terms;
  const { technicianId, during } = plan;
  const [row] = await tx
    .insert(holds)
    .values({
      ...rest,
      ...window,
      businessId: business.id,
      technicianId,
      plannedFrom: during.startsAt,
      plannedUntil: during.endsAt,
      createdAt: now,
    })
    .returning({ id: holds.id });
  if (!row) throw new Error('An insert returned no row');
  const claim = { businessId: business.id, holdId: row.id, technicianId, window: during };
  if (await takeTime(tx, { ...claim, expiresAt: terms.expiresAt })) return row.id;
  await tx.delete(holds).where(eq(holds.id, row.id));
  return null;
}
