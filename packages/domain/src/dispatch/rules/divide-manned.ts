import type { Trade } from '@afterhourfix/vocabulary';
import type { CrewOrder } from './plan-crews.ts';

interface Asked {
  trades: readonly Trade[];
  /** Who is asked, rung by rung; without any nobody is there for it. */
  rungs: readonly unknown[];
}

/** Nobody is sent for what has to wait for work that nobody of ours is there to do. */
export function divideManned<One extends Asked>(
  crews: readonly One[],
  orders: readonly CrewOrder[],
): { manned: One[]; unmanned: Trade[] } {
  const unmanned = new Set(crews.filter(({ rungs }) => rungs.length === 0).flatMap(({ trades }) => trades));
  const waitsFor = (trade: Trade) => orders.find((order) => order.trade === trade)?.dependsOn ?? [];
  const isHeldUp = ({ trades }: Asked) =>
    trades.some((trade) => unmanned.has(trade) || waitsFor(trade).some((before) => unmanned.has(before)));
  let manned = [...crews];
  for (let held = manned.filter(isHeldUp); held.length > 0; held = manned.filter(isHeldUp)) {
    for (const trade of held.flatMap(({ trades }) => trades)) unmanned.add(trade);
    manned = manned.filter((crew) => !held.includes(crew));
  }
  return { manned, unmanned: crews.flatMap(({ trades }) => trades).filter((trade) => unmanned.has(trade)) };
}
