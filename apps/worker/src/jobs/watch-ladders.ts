import type { JobQueues } from '@afterhourfix/database';
import {
  advanceDueLadders,
  type DomainContext,
  type Jobs,
  type SystemContext,
  shareOutSurge,
  watchLateDispatches,
} from '@afterhourfix/domain';
import { forEachBusiness } from './for-each-business.ts';

const NAME = 'dispatch.watch-ladders';

async function watch(ctx: DomainContext): Promise<void> {
  await shareOutSurge(ctx);
  await advanceDueLadders(ctx);
  await watchLateDispatches(ctx);
}

export function watchLaddersJob(system: SystemContext): JobQueues<Jobs>[typeof NAME] {
  return () => forEachBusiness(system, { name: NAME, run: watch });
}
