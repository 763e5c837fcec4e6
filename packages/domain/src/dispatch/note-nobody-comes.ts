import type { Transaction } from '@afterhourfix/database';
import { calls, dispatchCallers } from '@afterhourfix/database/schema';
import type { CallId } from '@afterhourfix/vocabulary';
import { and, eq, inArray, isNotNull } from 'drizzle-orm';
import type { DomainContext } from '../context.ts';
import { enqueue } from '../jobs.ts';
import type { DispatchRow } from './dispatch-record.ts';

/** Calls that ended as sent came to nothing after all. */
export async function noteNobodyComes(
  tx: Transaction,
  { ctx, row }: { ctx: DomainContext; row: DispatchRow },
): Promise<void> {
  const businessId = ctx.business.id;
  const callers = await tx
    .select({ callId: dispatchCallers.callId })
    .from(dispatchCallers)
    .where(eq(dispatchCallers.dispatchId, row.id));
  const callIds: CallId[] = callers.map(({ callId }) => callId);
  const corrected = await tx
    .update(calls)
    .set({ outcome: 'escalation_exhausted', outcomeReason: 'no_ack' })
    .where(
      and(
        eq(calls.businessId, businessId),
        inArray(calls.id, callIds),
        isNotNull(calls.endedAt),
        eq(calls.outcome, 'dispatched'),
      ),
    )
    .returning({ id: calls.id });
  for (const { id: callId } of corrected) await enqueue(tx, 'calls.summarise', { businessId, callId });
}
