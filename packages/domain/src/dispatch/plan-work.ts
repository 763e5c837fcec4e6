import type { Transaction } from '@afterhourfix/database';
import { calls } from '@afterhourfix/database/schema';
import type { IncidentId, Trade } from '@afterhourfix/vocabulary';
import { eq } from 'drizzle-orm';
import { type Addition, type AddQuestion, findAddition } from './add-trades.ts';
import { type RankedCrew, rankCrews } from './rank-crews.ts';
import { readOrders } from './read-orders.ts';
import { divideManned } from './rules/divide-manned.ts';

export interface PlannedWork {
  question: AddQuestion;
  /** What people who are asked or come for another dispatch of the call do besides. */
  additions: Addition[];
  /** Who is asked for the rest, what comes first before the others. */
  crews: RankedCrew[];
  unmanned: Trade[];
}

/** Who does what of the work for which nobody is asked yet. */
export async function planWork(
  tx: Transaction,
  {
    incidentId,
    open,
    mayAdd,
    ...asked
  }: Omit<AddQuestion, 'orders' | 'customerId'> & {
    incidentId: IncidentId;
    open: readonly Trade[];
    mayAdd(addition: Addition): boolean;
  },
): Promise<PlannedWork> {
  const [call] = await tx
    .select({ customerId: calls.customerId })
    .from(calls)
    .where(eq(calls.id, asked.job.callId));
  const orders = await readOrders(tx, incidentId);
  const question = { ...asked, customerId: call?.customerId ?? null, orders };
  const addition = await findAddition(tx, question, open);
  if (addition && mayAdd(addition)) return { question, additions: [addition], crews: [], unmanned: [] };
  const additions: Addition[] = [];
  for (const trade of open.length > 1 ? open : []) {
    const found = await findAddition(tx, question, [trade]);
    const isTwice = additions.some(({ row }) => row.id === found?.row.id);
    if (found && mayAdd(found) && !isTwice) additions.push(found);
  }
  const isLeft = ({ trade }: { trade: Trade }) =>
    open.includes(trade) && !additions.some(({ trades }) => trades.includes(trade));
  const left = orders.filter(isLeft);
  const crews = left.length > 0 ? await rankCrews(tx, { ...question, orders: left }) : [];
  const { manned, unmanned } = divideManned(crews, left);
  return { question, additions, crews: manned, unmanned };
}
