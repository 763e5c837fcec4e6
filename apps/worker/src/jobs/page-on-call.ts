import type { JobQueues } from '@afterhourfix/database';
import {
  forBusiness,
  type Jobs,
  pageOnCall,
  type SystemContext,
  type TextMessages,
} from '@afterhourfix/domain';

const NAME = 'dispatch.page-on-call';

/** A text that Twilio does not take throws, and the job is tried again unless it can never succeed. */
export function pageOnCallJob(system: SystemContext, texts: TextMessages): JobQueues<Jobs>[typeof NAME] {
  return async ({ businessId, messageId }) => {
    const ctx = await forBusiness(system, businessId, { kind: 'job', name: NAME });
    const result = await pageOnCall(ctx, { messageId }, texts);
    // Trying again would find nobody either, and the caller left word for a person: somebody must look.
    if (!result.ok) ctx.log.error({ messageId }, 'a message reaches nobody: no one is on call');
  };
}
