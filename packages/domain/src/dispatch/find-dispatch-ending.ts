import type { Transaction } from '@afterhourfix/database';
import { dispatchCallers, dispatches } from '@afterhourfix/database/schema';
import type { CallId } from '@afterhourfix/vocabulary';
import { eq } from 'drizzle-orm';

export type DispatchEnding = 'sent' | 'exhausted';

/** What a call's dispatches came to so far: one that is asked or taken counts before one that nobody took; else null. */
export async function findDispatchEnding(tx: Transaction, callId: CallId): Promise<DispatchEnding | null> {
  const rows = await tx
    .select({ phase: dispatches.phase })
    .from(dispatchCallers)
    .innerJoin(dispatches, eq(dispatches.id, dispatchCallers.dispatchId))
    .where(eq(dispatchCallers.callId, callId));
  const phases = rows.map(({ phase }) => phase).filter((phase) => phase !== 'cancelled');
  if (phases.some((phase) => phase !== 'exhausted')) return 'sent';
  return phases.length > 0 ? 'exhausted' : null;
}
