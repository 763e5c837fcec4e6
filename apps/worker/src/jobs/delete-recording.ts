import type { JobQueues } from '@afterhourfix/database';
import {
  type CallRecordings,
  deleteRecording,
  forBusiness,
  type Jobs,
  type SystemContext,
} from '@afterhourfix/domain';

const NAME = 'calls.delete-recording';

/** A carrier that does not answer throws, and the job is tried again. */
export function deleteRecordingJob(
  system: SystemContext,
  kept: CallRecordings,
): JobQueues<Jobs>[typeof NAME] {
  return async ({ businessId, recordingSid }) => {
    const ctx = await forBusiness(system, businessId, { kind: 'job', name: NAME });
    await deleteRecording(ctx, { recordingSid }, kept);
  };
}
