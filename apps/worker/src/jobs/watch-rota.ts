import type { JobQueues } from '@afterhourfix/database';
import { type Jobs, type SystemContext, type TextMessages, watchRota } from '@afterhourfix/domain';
import { forEachBusiness } from './for-each-business.ts';

const NAME = 'dispatch.watch-rota';

export function watchRotaJob(system: SystemContext, texts: TextMessages): JobQueues<Jobs>[typeof NAME] {
  return () => forEachBusiness(system, { name: NAME, run: (ctx) => watchRota(ctx, texts) });
}
