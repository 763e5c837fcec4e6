import type { JobQueues } from '@afterhourfix/database';
import { forBusiness, type Jobs, letHoldsLapse, type SystemContext } from '@afterhourfix/domain';

const NAME = 'booking.release-holds';

export function releaseHoldsJob(system: SystemContext): JobQueues<Jobs>[typeof NAME] {
  return async ({ businessId, callId }) => {
    await letHoldsLapse(await forBusiness(system, businessId, { kind: 'job', name: NAME }), { callId });
  };
}
