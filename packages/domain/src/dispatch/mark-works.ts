import type { Transaction } from '@afterhourfix/database';
import type { DomainContext } from '../context.ts';
import { markWorkOrder, type WorkProgress } from '../incidents/index.ts';
import { type DispatchRow, tradesOf } from './dispatch-record.ts';
import type { LadderState } from './rules/ladder.ts';

/** Of the incident's work orders: sent is who has said yes. */
const WORK_PROGRESS: Readonly<Record<LadderState['phase'], WorkProgress>> = {
  created: 'planned',
  paging: 'planned',
  exhausted: 'planned',
  acknowledged: 'dispatched',
  en_route: 'dispatched',
  arrived: 'dispatched',
  done: 'done',
  cancelled: 'cancelled',
};

/** The incident's work orders take over what has become of whoever was sent for them. */
export async function markWorks(
  tx: Transaction,
  { ctx, row }: { ctx: DomainContext; row: DispatchRow },
): Promise<void> {
  const { incidentId, phase } = row;
  for (const trade of tradesOf(row))
    await markWorkOrder(tx, { ctx, incidentId, trade, progress: WORK_PROGRESS[phase] });
}
