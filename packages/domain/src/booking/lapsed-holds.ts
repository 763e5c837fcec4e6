import type { Transaction } from '@afterhourfix/database';
import { technicianCommitments } from '@afterhourfix/database/schema';
import type { BusinessId } from '@afterhourfix/vocabulary';
import { and, eq, inArray, isNotNull, lte } from 'drizzle-orm';

/**
 * Frees the time of lapsed holds, which the exclusion constraint would otherwise still defend.
 * Rows that another transaction is freeing at this moment are left to it.
 */
export async function clearLapsedCommitments(
  tx: Transaction,
  input: { businessId: BusinessId; now: Date },
): Promise<number> {
  const lapsed = tx
    .select({ id: technicianCommitments.id })
    .from(technicianCommitments)
    .where(
      and(
        eq(technicianCommitments.businessId, input.businessId),
        isNotNull(technicianCommitments.holdId),
        lte(technicianCommitments.expiresAt, input.now),
      ),
    )
    .for('update', { skipLocked: true });
  const cleared = await tx
    .delete(technicianCommitments)
    .where(inArray(technicianCommitments.id, lapsed))
    .returning({ id: technicianCommitments.id });
  return cleared.length;
}
