import type { Transaction } from '@afterhourfix/database';
import { dispatches, technicians } from '@afterhourfix/database/schema';
import { and, eq, gte } from 'drizzle-orm';
import type { DomainContext } from '../context.ts';
import { readPolicy } from './dispatch-policy.ts';
import { countWakes } from './list-candidates.ts';
import { type DispatchFigures, toFigures } from './rules/dispatch-figures.ts';

const MONTH_MS = 30 * 86_400_000;

export interface TechnicianWakes {
  name: string;
  /** Offers by night in the last thirty days. */
  wakes: number;
  isOverBudget: boolean;
}

/** What came of the dispatches since an instant, and how often each technician was woken in the last thirty days. */
export function readDispatchFigures(
  ctx: DomainContext,
  { since }: { since: Date },
): Promise<DispatchFigures & { technicians: TechnicianWakes[] }> {
  return ctx.db.transaction(async (tx) => {
    const businessId = ctx.business.id;
    const rows = await tx
      .select()
      .from(dispatches)
      .where(and(eq(dispatches.businessId, businessId), gte(dispatches.createdAt, since)));
    return { ...toFigures(rows), technicians: await listWakes(tx, ctx) };
  });
}

async function listWakes(tx: Transaction, ctx: DomainContext): Promise<TechnicianWakes[]> {
  const { monthlyWakeBudget } = await readPolicy(tx, ctx);
  const people = await tx
    .select({ id: technicians.id, name: technicians.name })
    .from(technicians)
    .where(and(eq(technicians.businessId, ctx.business.id), eq(technicians.isActive, true)))
    .orderBy(technicians.slug);
  const since = new Date(ctx.clock.now().getTime() - MONTH_MS);
  const wakes = await countWakes(tx, { ctx, since, technicianIds: people.map(({ id }) => id) });
  return people.map(({ id, name }) => {
    const count = wakes.get(id) ?? 0;
    return { name, wakes: count, isOverBudget: count > monthlyWakeBudget };
  });
}
