import type { SystemContext } from '../context.ts';
import { findCall } from './find-call.ts';
import { writeJournal } from './write-journal.ts';

/** Keeps what the carrier reports beside the call's status, such as the life of a media stream. */
export async function recordCarrierEvent(
  system: SystemContext,
  report: { callSid: string; key: string; type: string; at: Date; payload: unknown },
): Promise<void> {
  const found = await findCall(system, report.callSid);
  if (!found) return;
  const { key, type, at, payload } = report;
  await writeJournal(found.ctx, [{ kind: 'event', callId: found.callId, key, type, at, payload }]);
}
