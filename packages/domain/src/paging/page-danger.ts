import type { Transaction } from '@afterhourfix/database';
import { calls } from '@afterhourfix/database/schema';
import { NotFound } from '@afterhourfix/foundation';
import type { CallId } from '@afterhourfix/vocabulary';
import { and, eq } from 'drizzle-orm';
import type { DomainContext } from '../context.ts';
import type { TextMessages } from '../messages/index.ts';
import { deliverPage, type PageOnCallResult, type PageSubject } from './deliver-page.ts';
import { readDanger } from './read-danger.ts';
import { toDangerText } from './rules/danger-text.ts';
import { toMissedTransferText } from './rules/page-text.ts';

/**
 * Tells the on-call person of a danger for which nobody was sent before its caller was gone, as `deliverPage` does,
 * once per call; nobody when somebody was sent meanwhile. Throws `NotFound` for an unknown call.
 */
export function pageDanger(
  ctx: DomainContext,
  { callId }: { callId: CallId },
  port: TextMessages,
): Promise<PageOnCallResult> {
  return deliverPage({
    ctx,
    port,
    readSubject: (tx) => readPageOfCall(tx, { ctx, callId, isMissed: false }),
  });
}

/**
 * All that is to be told of the call itself: one page, whichever of its jobs runs first. `isMissed`: somebody is known to
 * have been rung in vain.
 */
export async function readPageOfCall(
  tx: Transaction,
  { ctx, callId, isMissed }: { ctx: DomainContext; callId: CallId; isMissed: boolean },
): Promise<PageSubject | null> {
  const [call] = await tx
    .select()
    .from(calls)
    .where(and(eq(calls.businessId, ctx.business.id), eq(calls.id, callId)))
    .for('update');
  if (!call) throw new NotFound(`No call ${callId}`);
  const danger = await readDanger(tx, { ctx, callId });
  const wasRung = isMissed || call.transferCount > 0 || call.handover?.kind === 'transfer';
  const told = { businessName: ctx.business.name, callerPhone: call.fromNumber };
  const subject = { callId, messageId: null, from: call.toNumber };
  if (!danger) return isMissed ? { ...subject, body: toMissedTransferText(told) } : null;
  const { trade } = danger;
  return { ...subject, trade, tellsDanger: true, body: toDangerText({ ...told, ...danger, wasRung }) };
}
