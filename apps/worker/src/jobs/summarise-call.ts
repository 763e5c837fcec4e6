import type { JobQueues } from '@afterhourfix/database';
import { forBusiness, type Jobs, type SystemContext, writeSummary } from '@afterhourfix/domain';

const NAME = 'calls.summarise';

export function summariseCallJob(system: SystemContext): JobQueues<Jobs>[typeof NAME] {
  return async ({ businessId, callId }) => {
    await writeSummary(await forBusiness(system, businessId, { kind: 'job', name: NAME }), { callId });
  };
}
