import type { Transaction } from '@afterhourfix/database';
import { calls, dispatchCallers, dispatches, technicians } from '@afterhourfix/database/schema';
import { and, asc, eq, gt, inArray, isNotNull, lt } from 'drizzle-orm';
import type { DomainContext } from '../context.ts';
import { queueDispatchNews } from '../messages/index.ts';
import { tryEach } from '../try-each.ts';
import { type DispatchRow, lockDispatch } from './dispatch-record.ts';
import { type CallerNews, findCallerNews } from './rules/caller-news.ts';
import { toSpokenTime } from './to-acknowledgement.ts';
import { tell } from './write-pages.ts';

const MINUTE_MS = 60_000;
/** Who has not told us within half a day that they are there has forgotten to. */
const LATE_LIMIT_MS = 12 * 3_600_000;
const MOST_AT_ONCE = 50;

/**
 * Texts the callers of a dispatch who are not on the line what they do not know yet: who comes and by when, a slip of
 * more than a quarter of an hour, that nobody comes. Each once, and only with consent; who is on the line hears it
 * there and is texted when they have hung up. Throws `NotFound`.
 */
export async function tellDispatchCallers(
  ctx: DomainContext,
  { dispatchId }: { dispatchId: string },
): Promise<void> {
  await ctx.db.transaction(async (tx) => {
    const row = await lockDispatch(tx, { ctx, dispatchId });
    await tellCallers(tx, { ctx, row });
  });
}

/** Asks whoever should be there whether they are, and tells their callers when they are late. */
export async function watchLateDispatches(ctx: DomainContext): Promise<{ late: number }> {
  const now = ctx.clock.now();
  const late = await ctx.db.transaction((tx) =>
    tx
      .select({ dispatchId: dispatches.id })
      .from(dispatches)
      .where(
        and(
          eq(dispatches.businessId, ctx.business.id),
          inArray(dispatches.phase, ['acknowledged', 'en_route']),
          lt(dispatches.arrivesBy, now),
          gt(dispatches.arrivesBy, new Date(now.getTime() - LATE_LIMIT_MS)),
        ),
      )
      .orderBy(asc(dispatches.arrivesBy))
      .limit(MOST_AT_ONCE),
  );
  await tryEach(late, ({ dispatchId }) => askAndTell(ctx, dispatchId));
  return { late: late.length };
}

async function askAndTell(ctx: DomainContext, dispatchId: string): Promise<void> {
  await ctx.db.transaction(async (tx) => {
    const row = await lockDispatch(tx, { ctx, dispatchId });
    const { takenBy, arrivesBy, addressLine } = row;
    if (!takenBy || !arrivesBy || arrivesBy >= ctx.clock.now() || row.arrivedAt) return;
    const by = toSpokenTime(arrivesBy, ctx.business.timeZone);
    await tell(tx, {
      ctx,
      row,
      kind: 'late',
      people: [takenBy],
      toBody: ({ words }) => words.late({ businessName: ctx.business.name, addressLine, by }),
      // Each time that they have named is asked for once.
      rung: Math.floor(arrivesBy.getTime() / MINUTE_MS),
    });
    await tellCallers(tx, { ctx, row });
  });
}

async function tellCallers(
  tx: Transaction,
  { ctx, row }: { ctx: DomainContext; row: DispatchRow },
): Promise<void> {
  const technicianName = await findTechnicianName(tx, row);
  const gone = await tx
    .select({ caller: dispatchCallers, fromNumber: calls.fromNumber })
    .from(dispatchCallers)
    .innerJoin(calls, eq(calls.id, dispatchCallers.callId))
    .where(
      and(
        eq(dispatchCallers.businessId, ctx.business.id),
        eq(dispatchCallers.dispatchId, row.id),
        isNotNull(calls.endedAt),
      ),
    )
    .orderBy(asc(dispatchCallers.id));
  for (const { caller, fromNumber } of gone) {
    const to = caller.contactPhone ?? fromNumber;
    const news = findCallerNews(row, { told: caller.toldArrivesBy, now: ctx.clock.now() });
    if (!to || !news) continue;
    const told = { ...news, technicianName };
    const { callId } = caller;
    if (!(await queueDispatchNews(tx, { ctx, callId, to, dispatchId: row.id, news: told }))) continue;
    await noteTold(tx, { callerId: caller.id, news });
  }
}

/** Late is no new time: what they were told stays what they were told. */
async function noteTold(
  tx: Transaction,
  { callerId, news }: { callerId: string; news: CallerNews },
): Promise<void> {
  if (news.kind === 'dispatch-late') return;
  const toldArrivesBy = 'arrivesBy' in news ? news.arrivesBy : null;
  await tx.update(dispatchCallers).set({ toldArrivesBy }).where(eq(dispatchCallers.id, callerId));
}

async function findTechnicianName(tx: Transaction, { technicianId }: DispatchRow): Promise<string | null> {
  if (!technicianId) return null;
  const [technician] = await tx
    .select({ name: technicians.name })
    .from(technicians)
    .where(eq(technicians.id, technicianId));
  return technician?.name ?? null;
}
