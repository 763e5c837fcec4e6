import type { Transaction } from '@afterhourfix/database';
import { calls } from '@afterhourfix/database/schema';
import { NotFound } from '@afterhourfix/foundation';
import type { CallId } from '@afterhourfix/vocabulary';
import { and, eq } from 'drizzle-orm';
import type { DomainContext } from '../context.ts';
import { deliverPage, type PageOnCallResult, type PageSubject } from './deliver-page.ts';
import { toMissedTransferText } from './rules/page-text.ts';
import type { TextMessages } from './text-messages.ts';

/**
 * Tells the on-call person that a caller wanted to speak to somebody and nobody took the call, as `deliverPage`
 * does, once per call. Throws `NotFound` for an unknown call.
 */
export function pageMissedTransfer(
  ctx: DomainContext,
  { callId }: { callId: CallId },
  port: TextMessages,
): Promise<PageOnCallResult> {
  return deliverPage({ ctx, port, readSubject: (tx) => readCall(tx, { ctx, callId }) });
}

async function readCall(
  tx: Transaction,
  { ctx, callId }: { ctx: DomainContext; callId: CallId },
): Promise<PageSubject> {
  const [call] = await tx
    .select()
    .from(calls)
    .where(and(eq(calls.businessId, ctx.business.id), eq(calls.id, callId)))
    .for('update');
  if (!call) throw new NotFound(`No call ${callId}`);
  const body = toMissedTransferText({ businessName: ctx.business.name, callerPhone: call.fromNumber });
  return { callId, messageId: null, from: call.toNumber, body };
}
