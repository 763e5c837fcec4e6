import type { Transaction } from '@afterhourfix/database';
import { callEvents, calls } from '@afterhourfix/database/schema';
import type { CallId } from '@afterhourfix/vocabulary';
import { eq } from 'drizzle-orm';
import type { DomainContext, SystemContext } from '../context.ts';
import { callFinished } from '../events.ts';
import { toStorableJson } from '../storable.ts';
import { deriveEnding, type Ending } from './derive-ending.ts';
import { type CallRow, findCall, lockCall } from './find-call.ts';
import { endCall } from './finish-call.ts';
import { pageLeftovers } from './page-leftovers.ts';
import { isStatusNewer, isTerminal } from './rules/carrier-status.ts';

const HUNG_UP: Ending = { outcome: 'abandoned', reason: 'caller_hung_up' };

export interface CallStatusReport {
  callSid: string;
  status: string;
  sequenceNumber: number | null;
  at: Date;
  durationSeconds: number | null;
  payload: unknown;
}

/**
 * Keeps what the carrier reports about a call, in whatever order it arrives; an ended call stays ended. A call
 * that ended at the carrier and has no outcome yet gets one from its rows; what its caller left half is paged. When
 * the rows say nothing, the session that had the media may: on whatever node, its word about the end is on its way,
 * and `closeStaleCalls` ends the call if it never comes.
 */
export async function recordCallStatus(
  system: SystemContext,
  report: CallStatusReport,
): Promise<{ known: boolean }> {
  const found = await findCall(system, report.callSid);
  if (!found) return { known: false };
  const { ctx, callId } = found;
  const ending = await ctx.db.transaction(async (tx) => {
    await insertStatusEvent(tx, { ctx, callId, report });
    const row = await lockCall(tx, { ctx, callId });
    await updateStatus(tx, { row, report });
    if (!isTerminal(report.status)) return null;
    await pageLeftovers(tx, { ctx, row });
    return endLeftoverCall(tx, { ctx, row, endedAt: report.at });
  });
  if (ending) callFinished(ctx, { callId, ...ending });
  return { known: true };
}

interface StatusOfCall {
  ctx: DomainContext;
  callId: CallId;
  report: CallStatusReport;
}

async function insertStatusEvent(tx: Transaction, { ctx, callId, report }: StatusOfCall): Promise<void> {
  await tx
    .insert(callEvents)
    .values({
      businessId: ctx.business.id,
      callId,
      eventKey: `carrier-status:${report.status}:${report.sequenceNumber ?? '-'}`,
      type: 'carrier-status',
      at: report.at,
      payload: toStorableJson(report.payload),
    })
    .onConflictDoNothing();
}

async function updateStatus(
  tx: Transaction,
  { row, report }: { row: CallRow; report: CallStatusReport },
): Promise<void> {
  const known = row.carrierStatus
    ? { status: row.carrierStatus, sequenceNumber: row.carrierStatusSequence }
    : null;
  if (!isStatusNewer(known, report)) return;
  await tx
    .update(calls)
    .set({
      carrierStatus: report.status,
      carrierStatusSequence: report.sequenceNumber,
      carrierDurationSeconds: report.durationSeconds ?? row.carrierDurationSeconds,
    })
    .where(eq(calls.id, row.id));
}

async function endLeftoverCall(
  tx: Transaction,
  { ctx, row, endedAt }: { ctx: DomainContext; row: CallRow; endedAt: Date },
): Promise<Ending | null> {
  if (row.endedAt) return null;
  const ending = (await deriveEnding(tx, row)) ?? (isWithSession(row) ? null : HUNG_UP);
  if (!ending) return null;
  return (await endCall(tx, { ctx, ending: { callId: row.id, ...ending, endedAt } })) ? ending : null;
}

function isWithSession({ mediaTokenUsedAt, handover }: CallRow): boolean {
  return mediaTokenUsedAt !== null && handover === null;
}
