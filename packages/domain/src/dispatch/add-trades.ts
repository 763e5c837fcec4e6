import type { Transaction } from '@afterhourfix/database';
import { dispatchCallers, dispatches } from '@afterhourfix/database/schema';
import type { CustomerId, Trade } from '@afterhourfix/vocabulary';
import { and, eq, inArray, notInArray } from 'drizzle-orm';
import type { DomainContext } from '../context.ts';
import { type CandidatesByTrade, listByTrade, type RankedJob, rankFor } from './choose-contacts.ts';
import type { DispatchPolicy } from './dispatch-policy.ts';
import {
  type DispatchRow,
  OWNER,
  type RungPerson,
  readLadder,
  readRungs,
  tradesOf,
} from './dispatch-record.ts';
import type { Drives } from './find-drives.ts';
import { markWorks } from './mark-works.ts';
import { type RankedCrew, rankCrews } from './rank-crews.ts';
import { knowsAll } from './rules/join-candidates.ts';
import { type CrewOrder, isOrderly } from './rules/plan-crews.ts';
import { toWorst } from './rules/urgency.ts';
import { tellChange } from './write-pages.ts';

const OPEN: DispatchRow['phase'][] = ['created', 'paging', 'acknowledged', 'en_route', 'arrived'];

export interface AddQuestion {
  ctx: DomainContext;
  policy: DispatchPolicy;
  customerId: CustomerId | null;
  drives: Drives;
  /** What is needed besides; its place is that of the dispatches it may be added to. */
  job: RankedJob & Pick<DispatchRow, 'callId' | 'placeKey' | 'problem'>;
  /** The order of all work of the incident. */
  orders: readonly CrewOrder[];
}

/** A dispatch of the call whose people can do more, and what. */
export interface Addition {
  row: DispatchRow;
  trades: readonly Trade[];
  /** Who is asked from now on; null when somebody has taken it. */
  crew: RankedCrew | null;
}

/**
 * Which of the call's open dispatches is also for what is needed besides, so that nobody else is woken: somebody who has
 * taken one knows it too and comes anyhow, or all who are asked now know it and one for all is soon enough.
 */
export async function findAddition(
  tx: Transaction,
  question: AddQuestion,
  trades: readonly Trade[],
): Promise<Addition | null> {
  const open = await lockOpen(tx, question);
  for (const row of open) {
    const addition = await toAddition(tx, question, { row, trades, open });
    if (addition) return addition;
  }
  return null;
}

/** For a dispatch for which nobody is asked yet: another of its call, taken by somebody who knows its trades too. */
export async function findTakenFor(
  tx: Transaction,
  question: AddQuestion,
  row: DispatchRow,
): Promise<Addition | null> {
  const open = (await lockOpen(tx, question)).filter(({ id }) => id !== row.id);
  for (const taken of open.filter(({ takenBy }) => takenBy !== null)) {
    const addition = await toAddition(tx, question, { row: taken, trades: tradesOf(row), open });
    if (addition) return addition;
  }
  return null;
}

async function toAddition(
  tx: Transaction,
  question: AddQuestion,
  { row, trades, open }: { row: DispatchRow; trades: readonly Trade[]; open: readonly DispatchRow[] },
): Promise<Addition | null> {
  const all = [...tradesOf(row), ...trades];
  const others = open.filter((one) => one !== row).map((one) => ordersOf(question, tradesOf(one)));
  const orders = ordersOf(question, all);
  if (!isOrderly([orders, ...others])) return null;
  const { trade, zip } = row;
  const jobTypes = toAllJobTypes(row, question.job);
  const job = {
    ...question.job,
    ...toWorst(row, question.job),
    trade,
    zip,
    jobTypes,
    otherTrades: all.slice(1),
  };
  const state = readLadder(row);
  if ('by' in state) {
    const byTrade = await listByTrade(tx, { ...question, job, trades: all });
    return isKnownTo(state.by, { ...question, job, trades: all, byTrade })
      ? { row, trades, crew: null }
      : null;
  }
  const [crew, another] = await rankCrews(tx, { ...question, job, orders });
  const waiting = state.phase === 'paging' ? state.waiting : [];
  const isForAll = crew !== undefined && !another && waiting.every((person) => isAsked(crew, person));
  return isForAll ? { row, trades, crew } : null;
}

const isAsked = ({ choice }: RankedCrew, person: string) => choice.ranked.some(({ id }) => id === person);

function ordersOf({ orders }: AddQuestion, trades: readonly Trade[]): CrewOrder[] {
  return orders.filter(({ trade }) => trades.includes(trade));
}

function isKnownTo(
  person: string,
  of: AddQuestion & { trades: readonly Trade[]; byTrade: CandidatesByTrade },
): boolean {
  if (person === OWNER) return false;
  const { job, candidates } = rankFor(of, of);
  const candidate = candidates.find(({ id }) => id === person);
  return candidate !== undefined && knowsAll(job, candidate);
}

function lockOpen(tx: Transaction, { ctx, job }: AddQuestion): Promise<DispatchRow[]> {
  const ofCall = tx
    .select({ id: dispatchCallers.dispatchId })
    .from(dispatchCallers)
    .where(and(eq(dispatchCallers.businessId, ctx.business.id), eq(dispatchCallers.callId, job.callId)));
  return tx
    .select()
    .from(dispatches)
    .where(
      and(
        inArray(dispatches.id, ofCall),
        inArray(dispatches.phase, OPEN),
        eq(dispatches.placeKey, job.placeKey),
      ),
    )
    .orderBy(dispatches.id)
    .for('update');
}

const toAllJobTypes = (row: DispatchRow, job: { jobTypes: readonly string[] }): string[] => [
  ...new Set([...row.jobTypes, ...job.jobTypes]),
];

/** Makes one dispatch of it, and tells whoever is asked or comes. */
export async function addTrades(
  tx: Transaction,
  { ctx, job, orders }: AddQuestion,
  { row, trades, crew }: Addition,
): Promise<DispatchRow> {
  const all = [...tradesOf(row), ...trades];
  const sorted = orders.map(({ trade }) => trade).filter((trade) => all.includes(trade));
  const [first = row.trade, ...otherTrades] = sorted.length === all.length ? sorted : all;
  const [changed] = await tx
    .update(dispatches)
    .set({
      trade: first,
      otherTrades,
      ...toWorst(row, job),
      jobTypes: toAllJobTypes(row, job),
      ...(crew && { choice: { ...crew.choice }, rungs: toRungs(row, crew) }),
    })
    .where(eq(dispatches.id, row.id))
    .returning();
  if (!changed) throw new Error('A dispatch that is locked is gone');
  await markWorks(tx, { ctx, row: changed });
  const { addressLine } = row;
  const more = { businessName: ctx.business.name, addressLine, trades, problem: job.problem };
  await tellChange(tx, { ctx, row: changed, toBody: ({ words }) => words.moreWork(more) });
  return changed;
}

/** Whoever was asked stays where they stood; those who come after them know all of it. */
function toRungs(row: DispatchRow, crew: RankedCrew): RungPerson[][] {
  const state = readLadder(row);
  if (state.phase !== 'paging') return crew.rungs;
  const stood = readRungs(row).slice(0, state.rung + 1);
  const isNew = ([first]: RungPerson[]) => first !== undefined && !state.asked.includes(first.person);
  return [...stood, ...crew.rungs.filter(isNew)];
}

/** What nobody has been asked for yet becomes part of another dispatch; its callers are that one's. */
export async function foldInto(
  tx: Transaction,
  { ctx, row, into }: { ctx: DomainContext; row: DispatchRow; into: DispatchRow },
): Promise<DispatchRow> {
  const there = await tx
    .select({ callId: dispatchCallers.callId })
    .from(dispatchCallers)
    .where(eq(dispatchCallers.dispatchId, into.id));
  const callIds = there.map(({ callId }) => callId);
  await tx
    .update(dispatchCallers)
    .set({ dispatchId: into.id })
    .where(and(eq(dispatchCallers.dispatchId, row.id), notInArray(dispatchCallers.callId, callIds)));
  await tx.delete(dispatchCallers).where(eq(dispatchCallers.dispatchId, row.id));
  const [folded] = await tx
    .update(dispatches)
    .set({
      phase: 'cancelled',
      ladder: { phase: 'cancelled' },
      nextStepAt: null,
      endedAt: ctx.clock.now(),
    })
    .where(eq(dispatches.id, row.id))
    .returning();
  return folded ?? row;
}
