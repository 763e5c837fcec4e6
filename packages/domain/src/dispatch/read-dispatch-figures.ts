import type { Transaction } from '@afterhourfix/database';
import { callEvents, dispatches, missedEmergencies, technicians } from '@afterhourfix/database/schema';
import { and, eq, gte, inArray } from 'drizzle-orm';
import { z } from 'zod';
import type { DomainContext } from '../context.ts';
import { readPolicy } from './dispatch-policy.ts';
import { countWakes } from './list-candidates.ts';
import { readWakes } from './read-wakes.ts';
import { type DispatchFigures, type MissedEmergency, toFigures } from './rules/dispatch-figures.ts';
import { toFairness, toWakesByMonth, type WakesOfMonth } from './rules/wake-figures.ts';

const MONTH_MS = 30 * 86_400_000;
const HALF_YEAR_MS = 6 * MONTH_MS;
const Judged = z.object({ ruleIds: z.array(z.string()) });

export interface TechnicianWakes {
  name: string;
  /** Offers by night in the last thirty days. */
  wakes: number;
  isOverBudget: boolean;
  /** Of the last half year, by the calendar, the newest first. */
  months: WakesOfMonth[];
}

export interface Figures extends DispatchFigures {
  technicians: TechnicianWakes[];
  /** How evenly the nights of the last thirty days are shared: 1 is alike. Null when nobody was woken. */
  wakeFairness: number | null;
}

/** What came of the dispatches since an instant, how well each rule told them, and who was woken how often. */
export function readDispatchFigures(ctx: DomainContext, { since }: { since: Date }): Promise<Figures> {
  return ctx.db.transaction(async (tx) => {
    const businessId = ctx.business.id;
    const rows = await tx
      .select()
      .from(dispatches)
      .where(and(eq(dispatches.businessId, businessId), gte(dispatches.createdAt, since)));
    const people = await listWakes(tx, ctx);
    return {
      ...toFigures(rows, await listMissed(tx, { ctx, since })),
      technicians: people,
      wakeFairness: toFairness(people.map(({ wakes }) => wakes)),
    };
  });
}

async function listMissed(
  tx: Transaction,
  { ctx, since }: { ctx: DomainContext; since: Date },
): Promise<MissedEmergency[]> {
  const businessId = ctx.business.id;
  const rows = await tx
    .select()
    .from(missedEmergencies)
    .where(and(eq(missedEmergencies.businessId, businessId), gte(missedEmergencies.createdAt, since)));
  if (rows.length === 0) return [];
  const callIds = rows.map(({ callId }) => callId);
  const events = await tx
    .select({ callId: callEvents.callId, payload: callEvents.payload })
    .from(callEvents)
    .where(
      and(
        eq(callEvents.businessId, businessId),
        eq(callEvents.type, 'triage-judged'),
        inArray(callEvents.callId, callIds),
      ),
    );
  return rows.map(({ callId, ruleIds }) => {
    const fired = events
      .filter((event) => event.callId === callId)
      .flatMap(({ payload }) => Judged.safeParse(payload).data?.ruleIds ?? []);
    return { ruleIds: [...ruleIds, ...fired] };
  });
}

async function listWakes(tx: Transaction, ctx: DomainContext): Promise<TechnicianWakes[]> {
  const { monthlyWakeBudget } = await readPolicy(tx, ctx);
  const people = await tx
    .select({ id: technicians.id, name: technicians.name })
    .from(technicians)
    .where(and(eq(technicians.businessId, ctx.business.id), eq(technicians.isActive, true)))
    .orderBy(technicians.slug);
  const nowMs = ctx.clock.now().getTime();
  const technicianIds = people.map(({ id }) => id);
  const counts = await countWakes(tx, { ctx, since: new Date(nowMs - MONTH_MS), technicianIds });
  const wakes = await readWakes(tx, { ctx, since: new Date(nowMs - HALF_YEAR_MS) });
  return people.map(({ id, name }) => {
    const count = counts.get(id) ?? 0;
    const months = toWakesByMonth(wakes.filter(({ technicianId }) => technicianId === id));
    return { name, wakes: count, isOverBudget: count > monthlyWakeBudget, months };
  });
}
