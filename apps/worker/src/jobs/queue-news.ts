import type { JobQueues } from '@afterhourfix/database';
import { forBusiness, type Jobs, queueNews, type SystemContext } from '@afterhourfix/domain';

const NAME = 'crm.queue-news';

export function queueNewsJob(system: SystemContext): JobQueues<Jobs>[typeof NAME] {
  return async ({ businessId, event, entityId, occurredAt }) => {
    const ctx = await forBusiness(system, businessId, { kind: 'job', name: NAME });
    await queueNews(ctx, { event, entityId, occurredAt: new Date(occurredAt) });
  };
}
