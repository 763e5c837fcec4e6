import type { Transaction } from '@afterhourfix/database';
import { messages } from '@afterhourfix/database/schema';
import type { CallId } from '@afterhourfix/vocabulary';
import { and, eq, isNotNull } from 'drizzle-orm';
import type { DomainContext } from '../context.ts';

export interface MessageFacts {
  /** The message that was taken in this call, as a sentence for an agent that takes over. */
  facts: string[];
  isMessageTaken: boolean;
}

export async function listMessageFacts(
  tx: Transaction,
  { ctx, callId }: { ctx: DomainContext; callId: CallId },
): Promise<MessageFacts> {
  const rows = await tx
    .select()
    .from(messages)
    .where(
      and(
        eq(messages.businessId, ctx.business.id),
        eq(messages.callId, callId),
        isNotNull(messages.completedAt),
      ),
    );
  const facts = rows.map(({ callerName, callerPhone, problem }) => {
    const from = `${callerName ?? 'name not given'}, ${callerPhone ?? 'no number'}`;
    return `A message was taken in this call: from ${from}${problem ? `: ${problem}` : '.'}`;
  });
  return { facts, isMessageTaken: rows.length > 0 };
}
