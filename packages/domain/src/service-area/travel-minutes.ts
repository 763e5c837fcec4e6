import type { Places } from './places.ts';
import {
  estimateTravelMinutes,
  type TravelEstimate,
  type TravelQuestion,
  toEstimate,
} from './rules/estimate-travel.ts';

/**
 * How long a drive takes: by the router when there is one and it answers in time, else by the distance; `source`
 * says which. The router's minutes are those of fair weather.
 */
export async function findTravelMinutes(
  places: Places | undefined,
  question: TravelQuestion,
): Promise<TravelEstimate> {
  const { from, to, at, weather = 'fair' } = question;
  const drive = await places?.drive({ from, to, at });
  return drive ? toEstimate({ ...drive, weather, source: 'router' }) : estimateTravelMinutes(question);
}
