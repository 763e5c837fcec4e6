import { calls } from '@afterhourfix/database/schema';
import type { CallId } from '@afterhourfix/vocabulary';
import { and, eq } from 'drizzle-orm';
import type { DomainContext } from '../context.ts';
import { enqueue } from '../jobs.ts';
import { lockCall } from './find-call.ts';
import { readCallStory } from './read-call-story.ts';
import { summariseCall } from './rules/summarise-call.ts';

/**
 * Writes the summary of an ended call from its rows, anew each time; a call that goes on is left alone, for its end
 * will ask again. A job of its own, not a part of the ending: events, bookings, messages and pages come after the
 * end as well, and each enqueues it again with its own row; and a fault in telling must not cost a call its end.
 */
export async function writeSummary(ctx: DomainContext, { callId }: { callId: CallId }): Promise<void> {
  await ctx.db.transaction(async (tx) => {
    // Locked before anything is read: of two runs the later one has seen more, and writes last.
    const row = await lockCall(tx, { ctx, callId });
    const { endedAt, outcome, outcomeReason: reason } = row;
    if (!endedAt || !outcome || !reason) return;
    const summary = summariseCall(
      await readCallStory(tx, { ctx, row, ending: { outcome, reason, endedAt } }),
    );
    await tx
      .update(calls)
      .set({ summary })
      .where(and(eq(calls.businessId, ctx.business.id), eq(calls.id, callId)));
    const news = { event: 'call.completed' as const, entityId: callId, occurredAt: endedAt.toISOString() };
    await enqueue(tx, 'crm.queue-news', { businessId: ctx.business.id, ...news });
  });
}
