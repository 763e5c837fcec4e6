import { calls } from '@afterhourfix/database/schema';
import { NotFound } from '@afterhourfix/foundation';
import type { CallId } from '@afterhourfix/vocabulary';
import { and, eq, isNull, lte, sql } from 'drizzle-orm';
import type { DomainContext } from '../context.ts';
import { Handover } from './call.ts';

export interface HandoverInput {
  callId: CallId;
  handover: Handover | null;
  /** When the agent left the word: it may then be written late and more than once. */
  leftAt?: Date;
}

/**
 * Leaves word for `resumeCall` on what shall follow the media stream; null is "the agent goes on". Word with an
 * instant is dropped when other word stands already, the call has ended, or its media stream is no longer the one
 * of that instant: a late write must not ring a person again.
 */
export async function setHandover(ctx: DomainContext, input: HandoverInput): Promise<void> {
  const handover = input.handover && Handover.parse(input.handover);
  const isTransfer = handover?.kind === 'transfer';
  const isCurrent =
    input.leftAt &&
    and(isNull(calls.handover), isNull(calls.endedAt), lte(calls.mediaTokenUsedAt, input.leftAt));
  const updated = await ctx.db.transaction((tx) =>
    tx
      .update(calls)
      .set({
        handover,
        ...(isTransfer && {
          transferCount: sql`${calls.transferCount} + (${calls.handover} is null)::integer`,
        }),
      })
      .where(and(eq(calls.businessId, ctx.business.id), eq(calls.id, input.callId), isCurrent))
      .returning({ id: calls.id }),
  );
  if (updated.length === 0 && !input.leftAt) throw new NotFound(`No call ${input.callId}`);
}
