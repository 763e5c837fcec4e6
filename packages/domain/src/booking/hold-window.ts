import type { Transaction } from '@afterhourfix/database';
import type { CallId, HoldId, TechnicianId, TimeWindow, Trade } from '@afterhourfix/vocabulary';
import { sql } from 'drizzle-orm';
import type { Business } from '../businesses/index.ts';
import { readPromisedAnew } from './promised-time.ts';
import type { Availability } from './read-availability.ts';
import { lastPlannedStart } from './rules/arrival-windows.ts';
import { findStart, toDate, toMinute, toPairs, toStretches } from './rules/stretches.ts';
import type { SlotSearch } from './slot-search.ts';

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

/** A rival's commitment since then is busy too; what was busy stays so. */
async function readAnew(
  tx: Transaction,
  { taking, availability }: { taking: Taking; availability: Availability },
): Promise<Availability> {
  const { startsAt, endsAt } = taking.wish.window;
  const during = { startsAt, endsAt: toDate(toMinute(endsAt) + taking.wish.lengthMinutes) };
  const promised = await readPromisedAnew(tx, { technicianId: availability.technicianId, during });
  return { ...availability, busy: toStretches([...toPairs(availability.busy), ...toPairs(promised)]) };
}

function withBusy(availability: Availability, { startsAt, endsAt }: TimeWindow): Availability {
  const pair: [number, number] = [toMinute(startsAt), toMinute(endsAt)];
  return { ...availability, busy: toStretches([...toPairs(availability.busy), pair]) };
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

/**
 * Puts a hold of the window into a technician's calendar; null when somebody was faster. As in `takeTime` the exclusion
 * constraint decides; the hold is only written for whoever got the time, in the same statement.
 */
export async function insertHold(
  tx: Transaction,
  { terms, window, plan }: { terms: HoldTerms; window: TimeWindow; plan: Plan },
): Promise<HoldId | null> {
  const { business, callId, trade, otherTrades, isEmergency, isPriority, timeZone } = terms;
  const [expiresAt, createdAt] = [terms.expiresAt.toISOString(), terms.now.toISOString()];
  const [startsAt, endsAt] = [window.startsAt.toISOString(), window.endsAt.toISOString()];
  const plannedFrom = plan.during.startsAt.toISOString();
  const plannedUntil = plan.during.endsAt.toISOString();
  const [hold] = await tx.executePrepared<{ id: HoldId }>(
    'booking.insert-hold',
    sql`
      with taken as (
        insert into technician_commitments (business_id, technician_id, during, hold_id, expires_at)
        values (${business.id}, ${plan.technicianId}, tstzrange(${plannedFrom}, ${plannedUntil}), uuidv7(), ${expiresAt})
        on conflict do nothing
        returning business_id, technician_id, hold_id, lower(during) as planned_from, upper(during) as planned_until,
          expires_at
      )
      insert into holds (id, business_id, technician_id, planned_from, planned_until, expires_at, call_id, trade,
        other_trades, is_emergency, is_priority, starts_at, ends_at, time_zone, created_at)
      select hold_id, business_id, technician_id, planned_from, planned_until, expires_at, ${callId}::uuid, ${trade},
        ${sql.param(otherTrades)}::text[], ${isEmergency}::boolean, ${isPriority}::boolean, ${startsAt}::timestamptz, ${endsAt}::timestamptz, ${timeZone},
        ${createdAt}::timestamptz
      from taken
      returning id`,
  );
  return hold?.id ?? null;
}
