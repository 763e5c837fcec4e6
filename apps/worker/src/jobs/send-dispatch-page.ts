import type { JobQueues } from '@afterhourfix/database';
import {
  forBusiness,
  type Jobs,
  type PagePorts,
  type SystemContext,
  sendDispatchPage,
} from '@afterhourfix/domain';

const NAME = 'dispatch.send-page';

/** A text that Twilio does not take throws, and the job is tried again unless it can never succeed. */
export function sendDispatchPageJob(system: SystemContext, ports: PagePorts): JobQueues<Jobs>[typeof NAME] {
  return async ({ businessId, pageId }) => {
    const ctx = await forBusiness(system, businessId, { kind: 'job', name: NAME });
    await sendDispatchPage(ctx, { pageId }, ports);
  };
}
