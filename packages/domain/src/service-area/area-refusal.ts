import type { ServedArea, ServiceAreaResult } from './service-area-answer.ts';

/** Why nothing can be promised for a place; all but the first ask for it to be told better. */
export type AreaRefusal =
  | 'outside-service-area'
  | 'invalid-zip'
  | 'unknown-zip'
  | 'not-a-us-zip'
  | 'needs-street';

export function toAreaRefusal(area: Exclude<ServiceAreaResult, ServedArea>): AreaRefusal {
  return area.zone === 'referral' || area.zone === 'outside' ? 'outside-service-area' : area.zone;
}

export const isServed = (area: ServiceAreaResult): area is ServedArea =>
  area.zone === 'core' || area.zone === 'edge';
