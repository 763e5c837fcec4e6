import type { Transaction } from '@afterhourfix/database';
import { calls, dispatches } from '@afterhourfix/database/schema';
import { eq } from 'drizzle-orm';
import type { DomainContext } from '../context.ts';
import { addTrades, findTakenFor, foldInto } from './add-trades.ts';
import { readPolicy } from './dispatch-policy.ts';
import type { DispatchRow } from './dispatch-record.ts';
import { readOrders } from './read-orders.ts';
import { readTurn } from './read-turn.ts';
import type { LadderEvent } from './rules/ladder.ts';

interface Begun {
  row: DispatchRow;
  /** What its ladder takes now; null when nothing: it waits, or is part of another from now on. */
  event: LadderEvent | null;
}

/** What beginning comes to when there are other dispatches of the same call. */
export async function beginInTurn(
  tx: Transaction,
  { ctx, row }: { ctx: DomainContext; row: DispatchRow },
): Promise<Begun> {
  const turn = await readTurn(tx, row);
  switch (turn.kind) {
    case 'wait':
      return { row: await park(tx, row), event: null };
    case 'never':
      return { row, event: { type: turn.why === 'refused' ? 'cancelled' : 'given-up' } };
    case 'go': {
      const folded = await foldIntoTaken(tx, { ctx, row });
      return folded ? { row: folded, event: null } : { row, event: { type: 'started' } };
    }
  }
}

/** Without a timer; the step of another sets one. */
async function park(tx: Transaction, row: DispatchRow): Promise<DispatchRow> {
  const set = tx.update(dispatches).set({ nextStepAt: null });
  const [parked] = await set.where(eq(dispatches.id, row.id)).returning();
  return parked ?? row;
}

/** Who comes for something else anyhow, and knows this too, does both. */
async function foldIntoTaken(
  tx: Transaction,
  { ctx, row }: { ctx: DomainContext; row: DispatchRow },
): Promise<DispatchRow | null> {
  const [call] = await tx
    .select({ customerId: calls.customerId })
    .from(calls)
    .where(eq(calls.id, row.callId));
  const question = {
    ctx,
    policy: await readPolicy(tx, ctx),
    customerId: call?.customerId ?? null,
    job: row,
    // Reckoned: whoever is meant here comes anyhow.
    drives: new Map(),
    orders: await readOrders(tx, row.incidentId),
  };
  const addition = await findTakenFor(tx, question, row);
  if (!addition) return null;
  const into = await addTrades(tx, question, addition);
  return foldInto(tx, { ctx, row, into });
}
