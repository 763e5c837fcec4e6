import type { Transaction } from '@afterhourfix/database';
import { dispatches, textMessages } from '@afterhourfix/database/schema';
import type { TextKind } from '@afterhourfix/vocabulary';
import { and, eq, gt, notInArray } from 'drizzle-orm';

type TextRow = typeof textMessages.$inferSelect;

const OF_SOMEBODY_COMING: readonly TextKind[] = ['dispatch-eta', 'slip-notice', 'dispatch-late'];

/** A later text about the same dispatch says what holds now; and nobody is announced who does not come any more. */
export async function findDispatchHindrance(
  tx: Transaction,
  { id, businessId, dispatchId, kind, toNumber }: TextRow,
): Promise<'outdated' | null> {
  if (!dispatchId) return null;
  const later = await tx.$count(
    textMessages,
    and(
      eq(textMessages.businessId, businessId),
      eq(textMessages.dispatchId, dispatchId),
      eq(textMessages.toNumber, toNumber),
      gt(textMessages.id, id),
      notInArray(textMessages.status, ['failed', 'withheld']),
    ),
  );
  if (later > 0) return 'outdated';
  const [dispatch] = await tx
    .select({ phase: dispatches.phase, takenBy: dispatches.takenBy })
    .from(dispatches)
    .where(and(eq(dispatches.businessId, businessId), eq(dispatches.id, dispatchId)));
  if (!dispatch || !OF_SOMEBODY_COMING.includes(kind)) return null;
  const isComing = dispatch.takenBy !== null && !['arrived', 'done'].includes(dispatch.phase);
  return isComing ? null : 'outdated';
}
