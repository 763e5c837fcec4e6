import type { JobQueues } from '@afterhourfix/database';
import { expireHolds, type Jobs, type SystemContext } from '@afterhourfix/domain';
import { forEachBusiness } from './for-each-business.ts';

const NAME = 'booking.expire-holds';

export function expireHoldsJob(system: SystemContext): JobQueues<Jobs>[typeof NAME] {
  return () => forEachBusiness(system, { name: NAME, run: expireHolds });
}
