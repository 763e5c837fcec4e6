import type { JobQueues } from '@afterhourfix/database';
import {
  forBusiness,
  type Jobs,
  pageDanger,
  type SystemContext,
  type TextMessages,
} from '@afterhourfix/domain';

const NAME = 'dispatch.page-danger';

/** A text that Twilio does not take throws, and the job is tried again unless it can never succeed. */
export function pageDangerJob(system: SystemContext, texts: TextMessages): JobQueues<Jobs>[typeof NAME] {
  return async ({ businessId, callId }) => {
    const ctx = await forBusiness(system, businessId, { kind: 'job', name: NAME });
    const result = await pageDanger(ctx, { callId }, texts);
    if (!result.ok) ctx.log.error({ callId }, 'a danger reaches nobody: no one is on call');
  };
}
