import type { JobQueues } from '@afterhourfix/database';
import { type Jobs, type SystemContext, type TextMessages, watchTexts } from '@afterhourfix/domain';
import { forEachBusiness } from './for-each-business.ts';

const NAME = 'dispatch.watch-texts';

export function watchTextsJob(system: SystemContext, texts: TextMessages): JobQueues<Jobs>[typeof NAME] {
  return () => forEachBusiness(system, { name: NAME, run: (ctx) => watchTexts(ctx, texts) });
}
