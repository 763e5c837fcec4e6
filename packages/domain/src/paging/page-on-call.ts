import type { Transaction } from '@afterhourfix/database';
import { calls, messages } from '@afterhourfix/database/schema';
import { NotFound } from '@afterhourfix/foundation';
import type { MessageId } from '@afterhourfix/vocabulary';
import { and, eq } from 'drizzle-orm';
import type { DomainContext } from '../context.ts';
import type { TextMessages } from '../messages/index.ts';
import { deliverPage, type PageOnCallResult, type PageSubject } from './deliver-page.ts';
import { toPageText } from './rules/page-text.ts';

/** Texts a caller's message to the on-call person, as `deliverPage` does. Throws `NotFound` for an unknown message. */
export function pageOnCall(
  ctx: DomainContext,
  { messageId }: { messageId: MessageId },
  port: TextMessages,
): Promise<PageOnCallResult> {
  return deliverPage({ ctx, port, readSubject: (tx) => readMessage(tx, { ctx, messageId }) });
}

async function readMessage(
  tx: Transaction,
  { ctx, messageId }: { ctx: DomainContext; messageId: MessageId },
): Promise<PageSubject> {
  const [message] = await tx
    .select()
    .from(messages)
    .where(and(eq(messages.businessId, ctx.business.id), eq(messages.id, messageId)))
    .for('update');
  if (!message) throw new NotFound(`No message ${messageId}`);
  const { callId } = message;
  const [call] = await tx.select().from(calls).where(eq(calls.id, callId));
  if (!call) throw new NotFound(`No call ${callId}`);
  const callerPhone = message.callerPhone ?? call.fromNumber;
  const body = toPageText({ ...message, businessName: ctx.business.name, callerPhone });
  return { callId, messageId, from: call.toNumber, body };
}
