import type { Transaction } from '@afterhourfix/database';
import { dispatchCallers, dispatches } from '@afterhourfix/database/schema';
import type { CallId } from '@afterhourfix/vocabulary';
import { eq } from 'drizzle-orm';

export type DispatchEnding = 'sent' | 'exhausted';

/**
 * What a call's dispatches came to so far: one that is asked or taken counts before one that nobody took, or that the
 * owner's word kept back; else null.
 */
export async function findDispatchEnding(tx: Transaction, callId: CallId): Promise<DispatchEnding | null> {
  const rows = await tx
    .select({ phase: dispatches.phase, approval: dispatches.approval })
    .from(dispatchCallers)
    .innerJoin(dispatches, eq(dispatches.id, dispatchCallers.dispatchId))
    .where(eq(dispatchCallers.callId, callId));
  const endings = rows.flatMap(({ phase, approval }) => {
    if (phase !== 'cancelled') return [phase === 'exhausted' ? 'exhausted' : 'sent'] as const;
    return approval === 'refused' || approval === 'unanswered' ? ['exhausted' as const] : [];
  });
  return endings.find((ending) => ending === 'sent') ?? endings[0] ?? null;
}
