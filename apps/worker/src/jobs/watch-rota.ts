import type { JobQueues } from '@afterhourfix/database';
import {
  type DomainContext,
  type Jobs,
  type SystemContext,
  type TextMessages,
  warnOfWakes,
  watchRota,
} from '@afterhourfix/domain';
import { forEachBusiness } from './for-each-business.ts';

const NAME = 'dispatch.watch-rota';

export function watchRotaJob(system: SystemContext, texts: TextMessages): JobQueues<Jobs>[typeof NAME] {
  return () => forEachBusiness(system, { name: NAME, run: (ctx) => watch(ctx, texts) });
}

async function watch(ctx: DomainContext, texts: TextMessages): Promise<void> {
  await watchRota(ctx, texts);
  await warnOfWakes(ctx, texts);
}
