import { listBusinessIds as listIds } from '@afterhourfix/database';
import type { BusinessId } from '@afterhourfix/vocabulary';
import type { SystemContext } from '../context.ts';

/** Every business, for work that recurs in all of them. */
export function listBusinessIds(system: SystemContext): Promise<BusinessId[]> {
  return listIds(system.db);
}
