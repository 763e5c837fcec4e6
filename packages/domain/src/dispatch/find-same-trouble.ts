import type { Transaction } from '@afterhourfix/database';
import { dispatchCallers, dispatches } from '@afterhourfix/database/schema';
import type { CallId, Trade } from '@afterhourfix/vocabulary';
import { and, arrayContains, countDistinct, desc, eq, gt, inArray, or, sql } from 'drizzle-orm';
import type { DomainContext } from '../context.ts';
import type { DispatchRow } from './dispatch-record.ts';
import { isSameTrouble, type Trouble } from './rules/same-trouble.ts';

/** Later calls about the same place are another trouble. */
const SAME_TROUBLE_MS = 6 * 3_600_000;
const OPEN_PHASES: DispatchRow['phase'][] = ['created', 'paging', 'acknowledged', 'en_route', 'arrived'];

/** That whoever takes the dispatch comes for this trade, maybe after another. */
const isFor = (trade: Trade) =>
  or(eq(dispatches.trade, trade), arrayContains(dispatches.otherTrades, [trade]));

/** Two who call at once about one house wait for each other here: the second finds what the first has made. */
export async function lockStreet(
  tx: Transaction,
  { ctx, trade, streetKey }: { ctx: DomainContext; trade: Trade; streetKey: string },
): Promise<void> {
  const key = `${ctx.business.id}|${trade}|${streetKey}`;
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${key}, 1))`);
}

/** What this call has asked for before, whatever has become of it. */
export async function findOwnDispatch(
  tx: Transaction,
  { ctx, callId, trade }: { ctx: DomainContext; callId: CallId; trade: Trade },
): Promise<DispatchRow | null> {
  const [found] = await tx
    .select({ row: dispatches })
    .from(dispatchCallers)
    .innerJoin(dispatches, eq(dispatches.id, dispatchCallers.dispatchId))
    .where(
      and(eq(dispatchCallers.businessId, ctx.business.id), eq(dispatchCallers.callId, callId), isFor(trade)),
    )
    .orderBy(desc(dispatches.id));
  return found?.row ?? null;
}

/** Whom others have asked for already about the same trouble, with how many have. */
export async function findSameTrouble(
  tx: Transaction,
  { ctx, trade, trouble }: { ctx: DomainContext; trade: Trade; trouble: Trouble },
): Promise<{ row: DispatchRow; callerCount: number } | null> {
  const rows = await tx
    .select()
    .from(dispatches)
    .where(
      and(
        eq(dispatches.businessId, ctx.business.id),
        isFor(trade),
        eq(dispatches.streetKey, trouble.streetKey),
        inArray(dispatches.phase, OPEN_PHASES),
        gt(dispatches.createdAt, new Date(ctx.clock.now().getTime() - SAME_TROUBLE_MS)),
      ),
    )
    .orderBy(desc(dispatches.id))
    .for('update');
  const row = rows.find((one) => isSameTrouble(trouble, one));
  if (!row) return null;
  const [callers] = await tx
    .select({ number: countDistinct(dispatchCallers.callId) })
    .from(dispatchCallers)
    .where(eq(dispatchCallers.dispatchId, row.id));
  return { row, callerCount: callers?.number ?? 0 };
}
