import type { JobQueues } from '@afterhourfix/database';
import {
  forBusiness,
  type Jobs,
  putOffForEmergency,
  type SystemContext,
  type TextMessages,
} from '@afterhourfix/domain';

const NAME = 'dispatch.put-off-visit';

export function putOffVisitJob(system: SystemContext, texts: TextMessages): JobQueues<Jobs>[typeof NAME] {
  return async ({ businessId, bookingId }) => {
    const ctx = await forBusiness(system, businessId, { kind: 'job', name: NAME });
    await putOffForEmergency(ctx, { bookingId }, texts);
  };
}
