import type { Transaction } from '@afterhourfix/database';
import type { Trade } from '@afterhourfix/vocabulary';
import { listByTrade, type RankQuestion, rankFor, toOrder, toOwner } from './choose-contacts.ts';
import type { RungPerson } from './dispatch-record.ts';
import type { Choice } from './rules/choose-technician.ts';
import { type CrewOrder, planCrews } from './rules/plan-crews.ts';
import { planRungs } from './rules/plan-rungs.ts';

export interface RankedCrew {
  /** In the order of the work. */
  trades: readonly Trade[];
  rungs: RungPerson[][];
  choice: Choice;
}

/**
 * Who goes together for the work, and who is asked for each part of it. For several trades only those are asked who
 * know all of them and are there in time; when none of these takes it, the work is shared out among others.
 */
export async function rankCrews(
  tx: Transaction,
  { orders, ...question }: RankQuestion & { orders: readonly CrewOrder[] },
): Promise<RankedCrew[]> {
  const byTrade = await listByTrade(tx, { ...question, trades: orders.map(({ trade }) => trade) });
  const rank = (trades: readonly Trade[]) => rankFor(question, { trades, byTrade });
  const crews = planCrews(orders, (trades) => {
    const { ranked } = rank(trades).choice;
    return ranked.length > 0 ? Math.min(...ranked.map(({ etaP80Minutes }) => etaP80Minutes)) : null;
  });
  return crews.map(({ trades, latestP80Minutes }) => {
    const { choice, contacts } = rank(trades);
    const owner = toOwner(question.ctx);
    const order = toOrder(question.policy);
    if (trades.length === 1 || latestP80Minutes === null)
      return { trades, choice, rungs: planRungs(contacts, owner, order) };
    const ranked = choice.ranked.filter(({ etaP80Minutes }) => etaP80Minutes <= latestP80Minutes);
    const inTime = contacts.filter(({ person }) => ranked.some(({ id }) => id === person));
    const rungs = planRungs(inTime, null, order).filter(({ length }) => length === 1);
    return { trades, choice: { ...choice, ranked, chosen: ranked[0] ?? null }, rungs };
  });
}
