import type { Transaction } from '@afterhourfix/database';
import { calls, dispatchCallers, dispatches } from '@afterhourfix/database/schema';
import type { CustomerId, Trade } from '@afterhourfix/vocabulary';
import { and, eq } from 'drizzle-orm';
import type { DomainContext } from '../context.ts';
import { enqueue } from '../jobs.ts';
import { listByTrade, rankFor, toJobTypesOf, toOrder, toOwner } from './choose-contacts.ts';
import { readPolicy } from './dispatch-policy.ts';
import { type DispatchRow, type RungPerson, readRungs, tradesOf } from './dispatch-record.ts';
import type { Choice } from './rules/choose-technician.ts';
import type { LadderState } from './rules/ladder.ts';
import { planRungs, type RankedContact } from './rules/plan-rungs.ts';

interface OfRow {
  ctx: DomainContext;
  row: DispatchRow;
}

/**
 * Nobody who could do all of it has taken it: the first trade stays with the dispatch, whose ladder goes on among those
 * who know it, and each other gets a dispatch of its own. Whoever has declined is not asked again; whoever slept is
 * behind those who were not asked.
 */
export async function splitWork(
  tx: Transaction,
  { ctx, row, state }: OfRow & { state: Past },
): Promise<DispatchRow> {
  const ranked = await rankEach(tx, { ctx, row, state });
  for (const trade of row.otherTrades) {
    const own = ranked(trade);
    const dispatchId = await insertFor(tx, { ctx, row, trade, own });
    await moveCallers(tx, { row, trade, dispatchId });
    await enqueue(tx, 'dispatch.advance-ladder', { businessId: row.businessId, dispatchId });
  }
  const own = ranked(row.trade);
  const [left] = await tx
    .update(dispatches)
    .set({
      otherTrades: [],
      jobTypes: [...toJobTypesOf([row.trade], row)],
      rungs: [...readRungs(row), ...own.rungs],
      choice: { ...own.choice },
    })
    .where(eq(dispatches.id, row.id))
    .returning();
  if (!left) throw new Error('A dispatch that is locked is gone');
  return left;
}

interface Own {
  rungs: RungPerson[][];
  choice: Choice;
}

/** Who was asked for all of it, and of those who has declined. */
type Past = LadderState & { phase: 'exhausted' };

async function rankEach(
  tx: Transaction,
  { ctx, row, state }: OfRow & { state: Past },
): Promise<(trade: Trade) => Own> {
  const question = {
    ctx,
    policy: await readPolicy(tx, ctx),
    job: row,
    // Reckoned: a row is locked, and no engine is asked meanwhile.
    drives: new Map(),
    customerId: await readCustomer(tx, row),
  };
  const byTrade = await listByTrade(tx, { ...question, trades: tradesOf(row) });
  const plan = (people: RankedContact[]) => planRungs(people, null, toOrder(question.policy));
  return (trade) => {
    const { choice, contacts } = rankFor(question, { trades: [trade], byTrade });
    const left = contacts.filter(({ person }) => !state.declined.includes(person));
    const isFresh = ({ person }: RankedContact) => !state.asked.includes(person);
    const fresh = plan(left.filter(isFresh)).filter(({ length }) => length === 1);
    const [everybody] = plan(left).filter(({ length }) => length > 1);
    const slept = left.length === 1 && fresh.length === 0 ? plan(left) : [];
    const owner = toOwner(ctx);
    const rungs = [...fresh, ...slept, ...(everybody ? [everybody] : []), ...(owner ? [[owner]] : [])];
    return { choice, rungs };
  };
}

async function readCustomer(tx: Transaction, { callId }: DispatchRow): Promise<CustomerId | null> {
  const [call] = await tx.select({ customerId: calls.customerId }).from(calls).where(eq(calls.id, callId));
  return call?.customerId ?? null;
}

async function insertFor(
  tx: Transaction,
  { ctx, row, trade, own }: OfRow & { trade: Trade; own: Own },
): Promise<string> {
  const now = ctx.clock.now();
  const { id: _id, ...same } = row;
  const [made] = await tx
    .insert(dispatches)
    .values({
      ...same,
      trade,
      otherTrades: [],
      jobTypes: [...toJobTypesOf([trade], row)],
      rungs: own.rungs,
      choice: { ...own.choice },
      phase: 'created',
      ladder: { phase: 'created' },
      approval: row.approval === 'not-needed' ? 'not-needed' : 'given',
      nextStepAt: now,
      createdAt: now,
    })
    .returning({ id: dispatches.id });
  if (!made) throw new Error('An insert returned no row');
  return made.id;
}

/** Whoever asked for this trade only waits for the new one; the others wait for both. */
async function moveCallers(
  tx: Transaction,
  { row, trade, dispatchId }: { row: DispatchRow; trade: Trade; dispatchId: string },
): Promise<void> {
  await tx
    .update(dispatchCallers)
    .set({ dispatchId })
    .where(and(eq(dispatchCallers.dispatchId, row.id), eq(dispatchCallers.trade, trade)));
  const both = await tx.select().from(dispatchCallers).where(eq(dispatchCallers.dispatchId, row.id));
  for (const { id: _id, ...caller } of both)
    await tx
      .insert(dispatchCallers)
      .values({ ...caller, trade, dispatchId })
      .onConflictDoNothing();
}
