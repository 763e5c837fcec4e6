import { ratePeriodAt } from '../businesses/index.ts';
import type { DomainContext } from '../context.ts';
import { toChargedPeriod } from './rules/charged-period.ts';
import type { ChargedPeriod } from './rules/price-visit.ts';

interface Surcharges {
  afterHours: number;
  weekend?: number | null | undefined;
  holiday: number;
}

/** The one surcharge of an incident: that of its dearest hour, however many visits it takes. */
export function findDearestPeriod(
  { business }: Pick<DomainContext, 'business'>,
  { starts, fees }: { starts: readonly Date[]; fees: Surcharges },
): ChargedPeriod {
  const { timeZone } = business;
  const hasWeekendFee = fees.weekend != null;
  const { afterHours, holiday } = fees;
  const weekend = fees.weekend ?? afterHours;
  const cents = { 'business-hours': 0, 'after-hours': afterHours, weekend, holiday };
  return starts
    .map((at) => toChargedPeriod(ratePeriodAt(business, at), { at, timeZone, hasWeekendFee }))
    .reduce((dearest, period) => (cents[period] > cents[dearest] ? period : dearest));
}
