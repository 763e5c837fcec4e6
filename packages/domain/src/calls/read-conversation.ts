import type { Transaction } from '@afterhourfix/database';
import { transcriptTurns } from '@afterhourfix/database/schema';
import type { CallId } from '@afterhourfix/vocabulary';
import { and, asc, eq, ne } from 'drizzle-orm';
import { listCallFacts } from '../booking/index.ts';
import type { DomainContext } from '../context.ts';
import { listMessageFacts } from '../dispatch/index.ts';
import type { ConversationTurn } from './call.ts';

export interface Conversation {
  turns: ConversationTurn[];
  /** What the call has booked, what is held for it and the message it left, as sentences. */
  facts: string[];
  isBooked: boolean;
  isMessageTaken: boolean;
}

/** What was said and done so far, for an agent that picks the call up again. */
export function readConversation(ctx: DomainContext, input: { callId: CallId }): Promise<Conversation> {
  return ctx.db.transaction((tx) => loadConversation(tx, { ctx, callId: input.callId }));
}

export async function loadConversation(
  tx: Transaction,
  { ctx, callId }: { ctx: DomainContext; callId: CallId },
): Promise<Conversation> {
  const { business, clock } = ctx;
  const turns = await tx
    .select({ speaker: transcriptTurns.speaker, text: transcriptTurns.text })
    .from(transcriptTurns)
    .where(
      and(
        eq(transcriptTurns.businessId, business.id),
        eq(transcriptTurns.callId, callId),
        ne(transcriptTurns.text, ''),
      ),
    )
    .orderBy(asc(transcriptTurns.startedAt), asc(transcriptTurns.id));
  const booked = await listCallFacts(tx, { business, callId, now: clock.now() });
  const { facts, isMessageTaken } = await listMessageFacts(tx, { ctx, callId });
  return { turns, facts: [...booked.facts, ...facts], isBooked: booked.isBooked, isMessageTaken };
}
