import type { Trade } from '@afterhourfix/vocabulary';
import type { z } from 'zod';
import type { PriceBookContent } from '../pricing/index.ts';

type FlatRate = NonNullable<z.input<typeof PriceBookContent>['flatRates']>[number];

/** Usual totals of American jobs by day, in whole dollars: a start for a business's own book, never its price. */
const RANGES: readonly [jobType: FlatRate['jobType'], low: number, high: number][] = [
  ['hvac.no_cooling', 150, 900],
  ['hvac.no_heat', 150, 900],
  ['hvac.maintenance', 90, 200],
  ['plumbing.burst_pipe', 250, 1200],
  ['plumbing.drain_clog', 150, 450],
  ['plumbing.main_line', 300, 1200],
  ['plumbing.water_heater_no_hot', 150, 600],
  ['plumbing.toilet', 120, 350],
  ['electrical.partial_outage', 200, 900],
  ['electrical.breaker_trips', 150, 500],
  ['garage_door.spring', 180, 600],
  ['garage_door.off_track', 180, 600],
  ['locksmith.lockout', 75, 300],
  ['locksmith.rekey', 75, 300],
  ['appliance.fridge', 150, 500],
  ['appliance.washer', 150, 500],
  ['roofing.repair', 400, 2500],
  ['water_damage.extraction', 1200, 6000],
];

const CONDITIONS = {
  en: 'depending on what the technician finds and which parts it takes',
  es: 'según lo que encuentre el técnico y las piezas que hagan falta',
};

export function listRepairRanges(trades: readonly Trade[]): FlatRate[] {
  return RANGES.filter(([jobType]) => trades.some((trade) => jobType.startsWith(`${trade}.`))).map(
    ([jobType, low, high]) => ({
      jobType,
      range: { lowCents: low * 100, highCents: high * 100, conditions: CONDITIONS },
    }),
  );
}
