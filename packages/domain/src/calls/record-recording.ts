import { recordings } from '@afterhourfix/database/schema';
import { sql } from 'drizzle-orm';
import type { SystemContext } from '../context.ts';
import { toStorableJson } from '../storable.ts';
import { findCall } from './find-call.ts';

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

/** Keeps what the carrier reports about a recording; a finished one is not reopened by a late report. */
export async function recordRecording(
  system: SystemContext,
  report: RecordingReport,
): Promise<{ known: boolean }> {
  const found = await findCall(system, report.callSid);
  if (!found) return { known: false };
  const { ctx, callId } = found;
  const { recordingSid, url, status, durationSeconds, channels, source, startedAt } = report;
  const state = { url, status, durationSeconds, channels, source, startedAt };
  const payload = toStorableJson(report.payload);
  await ctx.db.transaction((tx) =>
    tx
      .insert(recordings)
      .values({ businessId: ctx.business.id, callId, recordingSid, ...state, payload })
      .onConflictDoUpdate({
        target: recordings.recordingSid,
        set: { ...state, payload },
        setWhere: sql`${recordings.status} = 'in-progress' or excluded.status <> 'in-progress'`,
      }),
  );
  return { known: true };
}
