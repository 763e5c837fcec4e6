import type { JobQueues } from '@afterhourfix/database';
import { closeStaleCalls, type Jobs, type SystemContext } from '@afterhourfix/domain';
import { forEachBusiness } from './for-each-business.ts';

const NAME = 'calls.close-stale';

export function closeStaleJob(system: SystemContext): JobQueues<Jobs>[typeof NAME] {
  return () => forEachBusiness(system, { name: NAME, run: closeStaleCalls });
}
