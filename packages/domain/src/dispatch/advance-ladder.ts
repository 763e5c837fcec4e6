import type { Transaction } from '@afterhourfix/database';
import { dispatches } from '@afterhourfix/database/schema';
import { and, asc, eq, lte } from 'drizzle-orm';
import type { DomainContext } from '../context.ts';
import { escalationExhausted } from '../events.ts';
import { tryEach } from '../try-each.ts';
import { settleApproval } from './ask-owner.ts';
import { type DispatchRow, lockDispatch, readLadder } from './dispatch-record.ts';
import { noteNobodyComes } from './note-nobody-comes.ts';
import { takeStep } from './take-step.ts';

const MOST_AT_ONCE = 50;

/**
 * Does what is due on a dispatch's ladder: pages the first, or the next when nobody has answered in time. Run too
 * early or twice it does nothing. Throws `NotFound`.
 */
export async function advanceLadder(
  ctx: DomainContext,
  { dispatchId }: { dispatchId: string },
): Promise<void> {
  const after = await ctx.db.transaction(async (tx) => {
    const row = await lockDispatch(tx, { ctx, dispatchId });
    return row.nextStepAt && row.nextStepAt <= ctx.clock.now() ? takeDueStep(tx, { ctx, row }) : null;
  });
  if (after?.phase === 'exhausted') escalationExhausted(ctx, { callId: after.callId, dispatchId });
}

async function takeDueStep(
  tx: Transaction,
  { ctx, row }: { ctx: DomainContext; row: DispatchRow },
): Promise<DispatchRow> {
  const state = readLadder(row);
  switch (state.phase) {
    case 'created': {
      if (row.approval !== 'asked') return takeStep(tx, { ctx, row, event: { type: 'started' } });
      const settled = await settleApproval(tx, { ctx, row, answer: 'unanswered' });
      if (settled.mayGo) return takeStep(tx, { ctx, row: settled.row, event: { type: 'started' } });
      await noteNobodyComes(tx, { ctx, row });
      return takeStep(tx, { ctx, row: settled.row, event: { type: 'cancelled' } });
    }
    // Nobody was asked because nobody came first; maybe somebody does now.
    case 'exhausted':
      return takeStep(tx, { ctx, row, event: { type: 'started' } });
    case 'paging':
      return takeStep(tx, { ctx, row, event: { type: 'timer-ran-out', rung: state.rung } });
    default:
      return row;
  }
}

/** Catches up on every ladder that is due, as lost timers or a night without workers leave them; throws at the end. */
export async function advanceDueLadders(ctx: DomainContext): Promise<{ advanced: number }> {
  const due = await ctx.db.transaction((tx) =>
    tx
      .select({ dispatchId: dispatches.id })
      .from(dispatches)
      .where(and(eq(dispatches.businessId, ctx.business.id), lte(dispatches.nextStepAt, ctx.clock.now())))
      .orderBy(asc(dispatches.nextStepAt))
      .limit(MOST_AT_ONCE),
  );
  await tryEach(due, ({ dispatchId }) => advanceLadder(ctx, { dispatchId }));
  return { advanced: due.length };
}
