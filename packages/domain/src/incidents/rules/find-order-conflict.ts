import type { Trade } from '@afterhourfix/vocabulary';
import type { PlannedOrder } from './plan-work-orders.ts';

export interface OrderQuestion {
  /** Whose visit is to begin when. */
  trade: Trade;
  startsAt: Date;
  /** When the visits of the other trades begin, as far as there are any. */
  visits: ReadonlyMap<Trade, Date>;
  /** Nobody has to wait for these any more. */
  done: readonly Trade[];
}

/**
 * The trade that stands in the way: one that comes first and has no visit or a later one, or one that waits for this
 * and would be there earlier. Null when the visit keeps the order of the work. Somebody else's work has no time here.
 */
export function findOrderConflict(orders: readonly PlannedOrder[], question: OrderQuestion): Trade | null {
  const { trade, startsAt, visits, done } = question;
  const first = orders.find((order) => order.trade === trade)?.dependsOn ?? [];
  const isOurs = (one: Trade) => orders.some((order) => order.trade === one && order.by === 'us');
  const tooLate = first.find((one) => {
    const visitAt = visits.get(one);
    return isOurs(one) && !done.includes(one) && (visitAt === undefined || visitAt > startsAt);
  });
  if (tooLate) return tooLate;
  const tooEarly = orders.find((order) => {
    const visitAt = visits.get(order.trade);
    return order.dependsOn.includes(trade) && visitAt !== undefined && visitAt < startsAt;
  });
  return tooEarly?.trade ?? null;
}
