import type { Transaction } from '@afterhourfix/database';
import { messages } from '@afterhourfix/database/schema';
import type { CallId } from '@afterhourfix/vocabulary';
import { and, eq, isNull } from 'drizzle-orm';
import type { DomainContext } from '../context.ts';
import { enqueue } from '../jobs.ts';

/** What a caller left half is all that will come: pages with it, in the transaction that ends the call. */
export async function completeMessage(
  tx: Transaction,
  { ctx, callId }: { ctx: DomainContext; callId: CallId },
): Promise<void> {
  const businessId = ctx.business.id;
  const [completed] = await tx
    .update(messages)
    .set({ completedAt: ctx.clock.now() })
    .where(
      and(eq(messages.businessId, businessId), eq(messages.callId, callId), isNull(messages.completedAt)),
    )
    .returning({ id: messages.id });
  if (!completed) return;
  await enqueue(tx, 'dispatch.page-on-call', { businessId, messageId: completed.id });
  await enqueue(tx, 'calls.summarise', { businessId, callId });
}
