import type { Transaction } from '@afterhourfix/database';
import { recordings } from '@afterhourfix/database/schema';
import type { CallId } from '@afterhourfix/vocabulary';
import { sql } from 'drizzle-orm';
import type { DomainContext, SystemContext } from '../context.ts';
import { toStorableJson } from '../storable.ts';
import { findCall } from './find-call.ts';
import { eraseWithheld } from './recording-consent.ts';

export interface RecordingReport {
  callSid: string;
  recordingSid: string;
  url: string | null;
  status: string;
  durationSeconds: number | null;
  channels: number | null;
  source: string | null;
  startedAt: Date | null;
  payload: unknown;
}

/**
 * Keeps what the carrier reports about a recording; a finished one is not reopened by a late report. Of a caller who
 * refused, nothing is kept but that there was one, and a job has it deleted.
 */
export async function recordRecording(
  system: SystemContext,
  report: RecordingReport,
): Promise<{ known: boolean }> {
  const found = await findCall(system, report.callSid);
  if (!found) return { known: false };
  const { ctx, callId } = found;
  await ctx.db.transaction(async (tx) => {
    await upsertRecording(tx, { ctx, callId, report });
    await eraseWithheld(tx, { ctx, callIds: [callId] });
  });
  return { known: true };
}

async function upsertRecording(
  tx: Transaction,
  { ctx, callId, report }: { ctx: DomainContext; callId: CallId; report: RecordingReport },
): Promise<void> {
  const { recordingSid, url, status, durationSeconds, channels, source, startedAt } = report;
  const state = { url, status, durationSeconds, channels, source, startedAt };
  const payload = toStorableJson(report.payload);
  await tx
    .insert(recordings)
    .values({ businessId: ctx.business.id, callId, recordingSid, ...state, payload })
    .onConflictDoUpdate({
      target: recordings.recordingSid,
      set: { ...state, payload },
      setWhere: sql`${recordings.status} = 'in-progress' or excluded.status <> 'in-progress'`,
    });
}
