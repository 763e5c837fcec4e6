import type { JobQueues } from '@afterhourfix/database';
import { forBusiness, type Jobs, type SystemContext, textVisitNews } from '@afterhourfix/domain';

const NAME = 'messages.text-visit';

export function textVisitJob(system: SystemContext): JobQueues<Jobs>[typeof NAME] {
  return async ({ businessId, bookingId }) => {
    const ctx = await forBusiness(system, businessId, { kind: 'job', name: NAME });
    await textVisitNews(ctx, { bookingId });
  };
}
