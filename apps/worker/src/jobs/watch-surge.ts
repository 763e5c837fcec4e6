import type { JobQueues } from '@afterhourfix/database';
import { type Jobs, type SystemContext, type WeatherSource, watchSurge } from '@afterhourfix/domain';
import { forEachBusiness } from './for-each-business.ts';

const NAME = 'dispatch.watch-surge';

export function watchSurgeJob(system: SystemContext, weather: WeatherSource): JobQueues<Jobs>[typeof NAME] {
  return () => forEachBusiness(system, { name: NAME, run: (ctx) => watchSurge(ctx, weather) });
}
