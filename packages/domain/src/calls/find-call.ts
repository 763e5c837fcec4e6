import { findCallBusiness, type Transaction } from '@afterhourfix/database';
import { calls } from '@afterhourfix/database/schema';
import { NotFound } from '@afterhourfix/foundation';
import type { CallId } from '@afterhourfix/vocabulary';
import { and, eq } from 'drizzle-orm';
import { forBusiness } from '../businesses/index.ts';
import type { DomainContext, SystemContext } from '../context.ts';
import type { AnsweredCall } from './call.ts';

export type CallRow = typeof calls.$inferSelect;

/** From a CallSid to the call and the business it belongs to; null when we never answered it. */
export async function findCall(
  system: SystemContext,
  callSid: string,
): Promise<{ ctx: DomainContext; callId: CallId } | null> {
  const found = await findCallBusiness(system.db, callSid);
  if (!found) return null;
  return { ctx: await forBusiness(system, found.businessId, { kind: 'carrier' }), callId: found.callId };
}

/** The call's row, locked until the transaction ends. */
export async function lockCall(
  tx: Transaction,
  { ctx, callId }: { ctx: DomainContext; callId: CallId },
): Promise<CallRow> {
  const [row] = await tx
    .select()
    .from(calls)
    .where(and(eq(calls.businessId, ctx.business.id), eq(calls.id, callId)))
    .for('update');
  if (!row) throw new NotFound(`No call ${callId}`);
  return row;
}

export function toAnsweredCall(row: CallRow, isRepeat: boolean): AnsweredCall {
  const { id, callSid, fromNumber, toNumber, startedAt } = row;
  return { id, callSid, from: fromNumber, to: toNumber, startedAt, isRepeat };
}
