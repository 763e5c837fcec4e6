import type { JobQueues } from '@afterhourfix/database';
import { advanceDueLadders, type Jobs, type SystemContext } from '@afterhourfix/domain';
import { forEachBusiness } from './for-each-business.ts';

const NAME = 'dispatch.watch-ladders';

export function watchLaddersJob(system: SystemContext): JobQueues<Jobs>[typeof NAME] {
  return () => forEachBusiness(system, { name: NAME, run: advanceDueLadders });
}
