import type { JobQueues } from '@afterhourfix/database';
import { advanceLadder, forBusiness, type Jobs, type SystemContext } from '@afterhourfix/domain';

const NAME = 'dispatch.advance-ladder';

export function advanceLadderJob(system: SystemContext): JobQueues<Jobs>[typeof NAME] {
  return async ({ businessId, dispatchId }) => {
    const ctx = await forBusiness(system, businessId, { kind: 'job', name: NAME });
    await advanceLadder(ctx, { dispatchId });
  };
}
