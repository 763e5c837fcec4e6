import type { Transaction } from '@afterhourfix/database';
import { calls, dispatchCallers, dispatches, technicians } from '@afterhourfix/database/schema';
import type { CallId } from '@afterhourfix/vocabulary';
import { and, asc, eq, isNotNull } from 'drizzle-orm';
import type { DomainContext } from '../context.ts';
import { type DispatchNewsText, textDispatchNews } from '../messages/index.ts';
import type { DispatchRow } from './dispatch-record.ts';
import { type CallerNews, findCallerNews, type Standing } from './rules/caller-news.ts';
import { toStanding } from './to-standing.ts';

/**
 * Texts what has become news to the callers who have hung up, in the transaction that made it so; who is still on
 * the line hears it there.
 */
export async function textCallersGone(
  tx: Transaction,
  { ctx, before, after }: { ctx: DomainContext; before: DispatchRow; after: DispatchRow },
): Promise<void> {
  const news = findCallerNews(toStanding(before), toStanding(after));
  if (!news) return;
  const gone = await tx
    .select({ callId: dispatchCallers.callId, to: dispatchCallers.contactPhone })
    .from(dispatchCallers)
    .innerJoin(calls, eq(calls.id, dispatchCallers.callId))
    .where(and(eq(dispatchCallers.dispatchId, after.id), isNotNull(calls.endedAt)))
    .orderBy(asc(dispatchCallers.id));
  const told = await toText(tx, { row: after, news });
  for (const caller of gone) await textDispatchNews(tx, { ctx, text: { ...caller, ...told } });
}

/**
 * Texts the caller of a call that ends how all stands that it asked for. That nobody comes is left out when something
 * else came of the call (`isServed`).
 */
export async function textCallerLeaving(
  tx: Transaction,
  { ctx, callId, isServed }: { ctx: DomainContext; callId: CallId; isServed: boolean },
): Promise<void> {
  const asked = await tx
    .select({ row: dispatches, to: dispatchCallers.contactPhone })
    .from(dispatchCallers)
    .innerJoin(dispatches, eq(dispatches.id, dispatchCallers.dispatchId))
    .where(eq(dispatchCallers.callId, callId))
    .orderBy(asc(dispatchCallers.id));
  for (const { row, to } of asked) {
    const news = toStandingNews(toStanding(row));
    if (!news || (isServed && (news === 'nobody' || news === 'not-approved'))) continue;
    await textDispatchNews(tx, { ctx, text: { callId, to, ...(await toText(tx, { row, news })) } });
  }
}

function toStandingNews(stands: Standing): CallerNews | 'asking' | null {
  switch (stands.kind) {
    case 'asking':
    case 'asking-owner':
      return 'asking';
    case 'coming':
      return 'coming';
    case 'nobody':
      return stands.why === 'exhausted' ? 'nobody' : 'not-approved';
    case 'over':
      return null;
  }
}

async function toText(
  tx: Transaction,
  { row, news }: { row: DispatchRow; news: CallerNews | 'asking' },
): Promise<Pick<DispatchNewsText, 'key' | 'news'>> {
  const { id } = row;
  switch (news) {
    case 'asking':
      return { key: `${id}:open`, news: { kind: 'dispatch-requested' } };
    case 'given-back':
      return { key: `${id}:back:${row.nextStepAt?.toISOString()}`, news: { kind: 'dispatch-given-back' } };
    case 'nobody':
    case 'not-approved':
      return { key: `${id}:failed`, news: { kind: 'dispatch-failed' } };
    default: {
      const arrivesBy = row.arrivesBy ?? row.createdAt;
      const technicianName = await findName(tx, row);
      const kind = news === 'later' ? 'slip-notice' : 'dispatch-eta';
      return { key: `${id}:${arrivesBy.toISOString()}`, news: { kind, technicianName, arrivesBy } };
    }
  }
}

async function findName(tx: Transaction, { technicianId }: DispatchRow): Promise<string | null> {
  if (!technicianId) return null;
  const [technician] = await tx
    .select({ name: technicians.name })
    .from(technicians)
    .where(eq(technicians.id, technicianId));
  return technician?.name ?? null;
}
