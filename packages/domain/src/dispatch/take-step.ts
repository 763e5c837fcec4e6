import type { Transaction } from '@afterhourfix/database';
import { dispatches } from '@afterhourfix/database/schema';
import { TechnicianId } from '@afterhourfix/vocabulary';
import { eq } from 'drizzle-orm';
import type { DomainContext } from '../context.ts';
import { enqueue } from '../jobs.ts';
import { beginInTurn } from './begin-in-turn.ts';
import { readLadderRungs, readPolicy } from './dispatch-policy.ts';
import { type DispatchRow, OWNER, readLadder, readRungs } from './dispatch-record.ts';
import { heedOrder } from './heed-order.ts';
import { markWorks } from './mark-works.ts';
import { noteNobodyComes } from './note-nobody-comes.ts';
import { enqueuePutOff } from './put-off-for-emergency.ts';
import { queueCallerNews } from './queue-caller-news.ts';
import {
  type LadderCommand,
  type LadderEvent,
  type LadderStep,
  stepLadder,
  toAckMinutes,
} from './rules/ladder.ts';
import { splitWork } from './split-work.ts';
import { toAcknowledgement } from './to-acknowledgement.ts';
import { writePages } from './write-pages.ts';

const MS_PER_MINUTE = 60_000;

export interface Step {
  ctx: DomainContext;
  row: DispatchRow;
  event: LadderEvent;
  /** Minutes that the one who accepts has named. */
  etaMinutes?: number | null;
}

/** Takes one step of the ladder and writes what follows: rows of pages, jobs that send them, the next timer. */
export async function takeStep(tx: Transaction, step: Step): Promise<DispatchRow> {
  if (step.event.type !== 'started') return stepOn(tx, step);
  const { row, event } = await beginInTurn(tx, step);
  return event ? stepOn(tx, { ...step, row, event }) : row;
}

async function stepOn(
  tx: Transaction,
  { ctx, row: before, event, etaMinutes = null }: Step,
): Promise<DispatchRow> {
  const { row, state, commands } = await climbOrSplit(tx, { ctx, row: before, event });
  const [next] = await tx
    .update(dispatches)
    .set({
      phase: state.phase,
      ladder: state,
      ...(await toTimer(tx, { ctx, row, commands, phase: state.phase })),
      ...(await toProgress(tx, { ctx, row, event, etaMinutes, by: 'by' in state ? state.by : null })),
      ...(state.phase === 'cancelled' || state.phase === 'done'
        ? { endedAt: row.endedAt ?? ctx.clock.now() }
        : {}),
    })
    .where(eq(dispatches.id, row.id))
    .returning();
  if (!next) throw new Error('A dispatch that is locked is gone');
  if (row.takenBy === null && next.takenBy !== null) await enqueuePutOff(tx, { row: next, by: next.takenBy });
  await markWorks(tx, { ctx, row: next });
  await enqueueNews(tx, { ctx, before: row, after: next });
  for (const command of commands) {
    if (command.do === 'give-up') await noteNobodyComes(tx, { ctx, row: next });
    else await writePages(tx, { ctx, row: next, command });
  }
  await queueCallerNews(tx, { ctx, before: row, row: next });
  if (next.nextStepAt && next.nextStepAt !== row.nextStepAt) await setTimer(tx, next);
  await heedOrder(tx, { ctx, row: next, before });
  return next;
}

/** Before a ladder for several trades runs dry, the work is shared out and goes on. */
async function climbOrSplit(
  tx: Transaction,
  { ctx, row, event }: Step,
): Promise<LadderStep & { row: DispatchRow }> {
  const climb = (from: DispatchRow) => {
    const rungs = readRungs(from).map((people) => people.map(({ person }) => person));
    return { ...stepLadder(rungs, readLadder(from), event), row: from };
  };
  const climbed = climb(row);
  const { state } = climbed;
  const isDry = state.phase === 'exhausted' && state.asked.length > 0 && row.otherTrades.length > 0;
  return isDry ? climb(await splitWork(tx, { ctx, row, state })) : climbed;
}

/** For the business's own systems. */
async function enqueueNews(
  tx: Transaction,
  { ctx, before, after }: { ctx: DomainContext; before: DispatchRow; after: DispatchRow },
): Promise<void> {
  const isTaken = before.takenBy === null && after.takenBy !== null;
  const isExhausted = before.phase !== 'exhausted' && after.phase === 'exhausted';
  if (!isTaken && !isExhausted) return;
  const { businessId, id: entityId } = after;
  const event = isTaken ? 'dispatch.acked' : 'dispatch.exhausted';
  const occurredAt = ctx.clock.now().toISOString();
  await enqueue(tx, 'crm.queue-news', { businessId, event, entityId, occurredAt });
}

export async function setTimer(tx: Transaction, { businessId, id, nextStepAt }: DispatchRow): Promise<void> {
  if (!nextStepAt) return;
  await enqueue(tx, 'dispatch.advance-ladder', { businessId, dispatchId: id }, { startAfter: nextStepAt });
}

async function toTimer(
  tx: Transaction,
  {
    ctx,
    row,
    commands,
    phase,
  }: { ctx: DomainContext; row: DispatchRow; commands: readonly LadderCommand[]; phase: string },
): Promise<{ nextStepAt?: Date | null }> {
  if (phase !== 'paging') return { nextStepAt: null };
  const page = commands.find((command) => command.do === 'page');
  if (!page) return {};
  const policy = await readPolicy(tx, ctx);
  const name = readRungs(row)[page.rung]?.[0]?.rung;
  const own = readLadderRungs(policy).find(({ rung }) => rung === name);
  const severity = row.isVulnerable && row.severity === 'urgent_comfort' ? 'property_damage' : row.severity;
  const minutes = own?.ackMinutes ?? toAckMinutes(severity, { ...policy.ackMinutes });
  return { nextStepAt: new Date(ctx.clock.now().getTime() + minutes * MS_PER_MINUTE) };
}

interface Progress {
  ctx: DomainContext;
  row: DispatchRow;
  event: LadderEvent;
  etaMinutes: number | null;
  by: string | null;
}

async function toProgress(
  tx: Transaction,
  { ctx, row, event, etaMinutes, by }: Progress,
): Promise<Partial<DispatchRow>> {
  const now = ctx.clock.now();
  if (by === null) {
    return {
      takenBy: null,
      technicianId: null,
      acknowledgedAt: null,
      etaP50Minutes: null,
      etaP80Minutes: null,
      etaSource: null,
      arrivesBy: null,
      enRouteAt: null,
    };
  }
  if (event.type === 'accepted' && row.takenBy === null) {
    const technicianId = by === OWNER ? null : TechnicianId.parse(by);
    return { takenBy: by, technicianId, ...(await toAcknowledgement(tx, { ctx, row, by, etaMinutes })) };
  }
  switch (event.type) {
    case 'left':
      return { enRouteAt: row.enRouteAt ?? now };
    case 'arrived':
      return { arrivedAt: row.arrivedAt ?? now };
    default:
      return {};
  }
}
