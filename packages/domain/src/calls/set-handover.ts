import { calls } from '@afterhourfix/database/schema';
import { NotFound } from '@afterhourfix/foundation';
import type { CallId } from '@afterhourfix/vocabulary';
import { and, eq } from 'drizzle-orm';
import type { DomainContext } from '../context.ts';
import { Handover } from './call.ts';

/** Leaves word for `resumeCall` on what shall follow the media stream; null is "the agent goes on". */
export async function setHandover(
  ctx: DomainContext,
  input: { callId: CallId; handover: Handover | null },
): Promise<void> {
  const handover = input.handover && Handover.parse(input.handover);
  const updated = await ctx.db.transaction((tx) =>
    tx
      .update(calls)
      .set({ handover })
      .where(and(eq(calls.businessId, ctx.business.id), eq(calls.id, input.callId)))
      .returning({ id: calls.id }),
  );
  if (updated.length === 0) throw new NotFound(`No call ${input.callId}`);
}
