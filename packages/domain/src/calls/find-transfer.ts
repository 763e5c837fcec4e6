import { calls } from '@afterhourfix/database/schema';
import type { CallId, Trade } from '@afterhourfix/vocabulary';
import { and, eq, gte } from 'drizzle-orm';
import type { DomainContext } from '../context.ts';
import { type FindTransferTargetResult, findTransferTarget } from '../paging/index.ts';

/** Each costs the caller half a minute of ringing. */
const MAX_TRANSFERS = 2;

export type FindTransferResult = FindTransferTargetResult | { ok: false; refusal: 'already-tried' };

/** Whose phone shall ring for this call; nobody's any more when that was tried twice. */
export async function findTransfer(
  ctx: DomainContext,
  input: { callId: CallId; trade?: Trade | undefined },
): Promise<FindTransferResult> {
  const tried = await ctx.db.transaction((tx) =>
    tx
      .select({ id: calls.id })
      .from(calls)
      .where(
        and(
          eq(calls.businessId, ctx.business.id),
          eq(calls.id, input.callId),
          gte(calls.transferCount, MAX_TRANSFERS),
        ),
      ),
  );
  if (tried.length > 0) return { ok: false, refusal: 'already-tried' };
  return findTransferTarget(ctx, { trade: input.trade });
}
