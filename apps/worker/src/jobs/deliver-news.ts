import type { JobQueues } from '@afterhourfix/database';
import {
  deliverNews,
  forBusiness,
  type Jobs,
  type OpenAdapter,
  type SystemContext,
} from '@afterhourfix/domain';
import type { Sealer } from '@afterhourfix/foundation';

const NAME = 'crm.deliver-news';

/** A system that is away throws, and the job is tried again through the night. */
export function deliverNewsJob(
  system: SystemContext,
  crm: { sealer: Sealer; openAdapter: OpenAdapter } | null,
): JobQueues<Jobs>[typeof NAME] {
  return async ({ businessId, connectionId, entity, entityId }) => {
    const ctx = await forBusiness(system, businessId, { kind: 'job', name: NAME });
    if (crm === null) throw new Error('SECRETS_KEY is missing: no system of a business can be told');
    await deliverNews(ctx, { subject: { connectionId, entity, entityId }, ...crm });
  };
}
