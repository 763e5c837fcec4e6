import { calls, recordings } from '@afterhourfix/database/schema';
import { and, eq } from 'drizzle-orm';
import type { DomainContext } from '../context.ts';

/** The port to whoever keeps recordings of calls. What is gone already is no failure. */
export interface CallRecordings {
  stop(recording: { callSid: string; recordingSid: string }): Promise<void>;
  delete(recording: { recordingSid: string }): Promise<void>;
}

/**
 * Has a recording deleted whose caller refused it. One that still runs is stopped; its end is reported, and then it is
 * deleted. May run again.
 */
export async function deleteRecording(
  ctx: DomainContext,
  input: { recordingSid: string },
  kept: CallRecordings,
): Promise<void> {
  const { recordingSid } = input;
  const ofRecording = and(
    eq(recordings.businessId, ctx.business.id),
    eq(recordings.recordingSid, recordingSid),
  );
  const [found] = await ctx.db.transaction((tx) =>
    tx
      .select({ callSid: calls.callSid, status: recordings.status })
      .from(recordings)
      .innerJoin(calls, eq(calls.id, recordings.callId))
      .where(ofRecording),
  );
  if (!found) return;
  if (found.status === 'in-progress') return kept.stop({ callSid: found.callSid, recordingSid });
  await kept.delete({ recordingSid });
  await ctx.db.transaction((tx) => tx.update(recordings).set({ status: 'deleted' }).where(ofRecording));
}
