import type { JobQueues } from '@afterhourfix/database';
import {
  forBusiness,
  type Jobs,
  pageMissedTransfer,
  type SystemContext,
  type TextMessages,
} from '@afterhourfix/domain';

const NAME = 'dispatch.page-missed-transfer';

/** A text that Twilio does not take throws, and the job is tried again unless it can never succeed. */
export function pageMissedTransferJob(
  system: SystemContext,
  texts: TextMessages,
): JobQueues<Jobs>[typeof NAME] {
  return async ({ businessId, callId }) => {
    const ctx = await forBusiness(system, businessId, { kind: 'job', name: NAME });
    const result = await pageMissedTransfer(ctx, { callId }, texts);
    if (!result.ok) ctx.log.error({ callId }, 'a missed transfer reaches nobody: no one is on call');
  };
}
