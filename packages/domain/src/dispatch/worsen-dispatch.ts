import type { Transaction } from '@afterhourfix/database';
import { dispatches } from '@afterhourfix/database/schema';
import { eq } from 'drizzle-orm';
import type { DomainContext } from '../context.ts';
import { readPolicy } from './dispatch-policy.ts';
import { type DispatchRow, lockDispatch } from './dispatch-record.ts';
import { markWorks } from './mark-works.ts';
import { toAckMinutes } from './rules/ladder.ts';
import { toWorst, type Urgency } from './rules/urgency.ts';
import { setTimer } from './take-step.ts';
import { tellChange } from './write-pages.ts';

const MS_PER_MINUTE = 60_000;

interface Worsening {
  ctx: DomainContext;
  row: DispatchRow;
  told: Urgency & { problem: string };
}

/**
 * What is asked for already turns out to be worse than the first word of it. Danger to life then waits for no owner and
 * no round, nor for an owner who has refused less; whoever is asked or comes is told, and has only so long to answer.
 */
export async function worsenDispatch(
  tx: Transaction,
  { ctx, row: read, told }: Worsening,
): Promise<DispatchRow> {
  const row = await lockDispatch(tx, { ctx, dispatchId: read.id });
  const worst = toWorst(row, told);
  const isWorse = worst.severity !== row.severity || worst.isVulnerable !== row.isVulnerable;
  const isOver = row.phase === 'done' || (row.phase === 'cancelled' && !wasNotApproved(row));
  if (!isWorse || isOver) return row;
  const change = row.problem === told.problem ? {} : { problem: `${told.problem}; ${row.problem}` };
  const [next] = await tx
    .update(dispatches)
    .set({ ...worst, ...change, ...(await toSooner(tx, { ctx, row, worst })) })
    .where(eq(dispatches.id, row.id))
    .returning();
  if (!next) throw new Error('A dispatch that is locked is gone');
  await markWorks(tx, { ctx, row: next });
  if (next.nextStepAt?.getTime() !== row.nextStepAt?.getTime()) await setTimer(tx, next);
  const job = { businessName: ctx.business.name, ...next, problem: told.problem };
  await tellChange(tx, { ctx, row: next, toBody: ({ words }) => words.worse(job) });
  return next;
}

const wasNotApproved = ({ approval }: DispatchRow) => approval === 'refused' || approval === 'unanswered';

async function toSooner(
  tx: Transaction,
  { ctx, row, worst }: { ctx: DomainContext; row: DispatchRow; worst: Urgency },
): Promise<Partial<typeof dispatches.$inferInsert>> {
  const now = ctx.clock.now();
  const isDanger = worst.severity === 'life_safety';
  const begun = { approval: 'not-needed', approvalDueAt: null, nextStepAt: now } as const;
  switch (row.phase) {
    case 'created':
      if (row.approval === 'asked') return isDanger || worst.isVulnerable ? begun : {};
      // Without a timer it waits for another of the same call.
      return isDanger && row.nextStepAt ? { nextStepAt: now } : {};
    case 'cancelled':
      return isDanger ? { ...begun, phase: 'created', ladder: { phase: 'created' }, endedAt: null } : {};
    case 'paging': {
      const { ackMinutes } = await readPolicy(tx, ctx);
      const dueAt = new Date(now.getTime() + toAckMinutes(worst.severity, ackMinutes) * MS_PER_MINUTE);
      return row.nextStepAt && dueAt < row.nextStepAt ? { nextStepAt: dueAt } : {};
    }
    default:
      return {};
  }
}
