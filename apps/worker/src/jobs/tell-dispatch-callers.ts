import type { JobQueues } from '@afterhourfix/database';
import { forBusiness, type Jobs, type SystemContext, tellDispatchCallers } from '@afterhourfix/domain';

const NAME = 'dispatch.tell-callers';

export function tellDispatchCallersJob(system: SystemContext): JobQueues<Jobs>[typeof NAME] {
  return async ({ businessId, dispatchId }) => {
    const ctx = await forBusiness(system, businessId, { kind: 'job', name: NAME });
    await tellDispatchCallers(ctx, { dispatchId });
  };
}
