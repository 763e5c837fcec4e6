import type { Transaction } from '@afterhourfix/database';
import { dispatchCallers, dispatches } from '@afterhourfix/database/schema';
import { and, eq, inArray, isNull, ne, or, sql } from 'drizzle-orm';
import type { DomainContext } from '../context.ts';
import { enqueue } from '../jobs.ts';
import { type DispatchRow, tradesOf } from './dispatch-record.ts';
import { queueCallerNews } from './queue-caller-news.ts';
import { listWorksBefore } from './read-turn.ts';
import { toPushedBack, toSpokenTime } from './to-acknowledgement.ts';
import { tellChange } from './write-pages.ts';

interface OfRow {
  ctx: DomainContext;
  row: DispatchRow;
}

const UNDER_WAY: DispatchRow['phase'][] = ['acknowledged', 'en_route'];

/** What follows for the others of a call when one of its dispatches has gone on: they start, or come later. */
export async function heedOrder(
  tx: Transaction,
  { ctx, row, before }: OfRow & { before: DispatchRow },
): Promise<void> {
  if (row.phase !== before.phase) await wakeParked(tx, { ctx, row });
  const { arrivesBy } = row;
  if (arrivesBy && arrivesBy.getTime() !== before.arrivesBy?.getTime())
    await pushBack(tx, { ctx, row, arrivesBy });
}

async function wakeParked(tx: Transaction, { ctx, row }: OfRow): Promise<void> {
  const isUnasked = sql`jsonb_array_length(${dispatches.ladder} -> 'asked') = 0`;
  const woken = await tx
    .update(dispatches)
    .set({ nextStepAt: ctx.clock.now() })
    .where(
      and(
        isOfSameCalls(tx, row),
        isNull(dispatches.nextStepAt),
        or(eq(dispatches.phase, 'created'), and(eq(dispatches.phase, 'exhausted'), isUnasked)),
      ),
    )
    .returning({ dispatchId: dispatches.id });
  const { businessId } = row;
  for (const { dispatchId } of woken)
    await enqueue(tx, 'dispatch.advance-ladder', { businessId, dispatchId });
}

/** Whoever answers at this instant holds their own row, and reads this one's new time when it is written. */
async function pushBack(
  tx: Transaction,
  { ctx, row, arrivesBy }: OfRow & { arrivesBy: Date },
): Promise<void> {
  const others = await tx
    .select()
    .from(dispatches)
    .where(and(isOfSameCalls(tx, row), inArray(dispatches.phase, UNDER_WAY)))
    .orderBy(dispatches.id)
    .for('update', { skipLocked: true });
  for (const other of others) {
    if (!other.arrivesBy || other.arrivesBy >= arrivesBy) continue;
    const worksBefore = (await listWorksBefore(tx, other)).filter((trade) => tradesOf(row).includes(trade));
    if (worksBefore.length === 0) continue;
    const [later] = await tx
      .update(dispatches)
      .set(toPushedBack(arrivesBy, ctx.clock.now()))
      .where(eq(dispatches.id, other.id))
      .returning();
    if (!later) continue;
    const notBefore = toSpokenTime(arrivesBy, ctx.business.timeZone);
    const job = { businessName: ctx.business.name, addressLine: other.addressLine, worksBefore, notBefore };
    await tellChange(tx, { ctx, row: later, toBody: ({ words }) => words.notBefore(job) });
    await queueCallerNews(tx, { ctx, before: other, row: later });
  }
}

function isOfSameCalls(tx: Transaction, { id, businessId }: DispatchRow) {
  const callIds = tx
    .select({ callId: dispatchCallers.callId })
    .from(dispatchCallers)
    .where(eq(dispatchCallers.dispatchId, id));
  return and(
    eq(dispatches.businessId, businessId),
    inArray(dispatches.callId, callIds),
    ne(dispatches.id, id),
  );
}
