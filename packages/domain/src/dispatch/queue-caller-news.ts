import type { Transaction } from '@afterhourfix/database';
import { calls, dispatchCallers, dispatches } from '@afterhourfix/database/schema';
import type { CallId, PhoneNumber } from '@afterhourfix/vocabulary';
import { and, eq, sql } from 'drizzle-orm';
import type { DomainContext } from '../context.ts';
import { enqueue } from '../jobs.ts';
import { queueDispatchNews } from '../messages/index.ts';
import type { DispatchRow } from './dispatch-record.ts';

/** Whoever takes a job on the phone keys in their minutes right after; a time of ours told before would be the wrong one. */
const MINUTES_PAUSE_MS = 40_000;

/** Who has hung up is texted what has changed, by a job that commits with the change. */
export async function queueCallerNews(
  tx: Transaction,
  { ctx, before, row }: { ctx: DomainContext; before: DispatchRow; row: DispatchRow },
): Promise<void> {
  const isChanged =
    row.takenBy !== before.takenBy ||
    row.arrivesBy?.getTime() !== before.arrivesBy?.getTime() ||
    (row.phase !== before.phase && (row.phase === 'exhausted' || row.phase === 'cancelled'));
  if (!isChanged) return;
  const { businessId, id: dispatchId } = row;
  const startAfter = new Date(ctx.clock.now().getTime() + MINUTES_PAUSE_MS);
  const pause = row.etaSource === 'reckoned' ? { startAfter } : undefined;
  await enqueue(tx, 'dispatch.tell-callers', { businessId, dispatchId }, pause);
}

/** A caller hangs up: they are texted how it stands, and from now on what becomes of what they asked for. */
export async function queueNewsOfCall(
  tx: Transaction,
  { ctx, callId }: { ctx: DomainContext; callId: CallId },
): Promise<void> {
  const businessId = ctx.business.id;
  const asked = await tx
    .select({
      dispatchId: dispatches.id,
      phase: dispatches.phase,
      approval: dispatches.approval,
      to: sql<PhoneNumber | null>`coalesce(${dispatchCallers.contactPhone}, ${calls.fromNumber})`,
    })
    .from(dispatchCallers)
    .innerJoin(dispatches, eq(dispatches.id, dispatchCallers.dispatchId))
    .innerJoin(calls, eq(calls.id, dispatchCallers.callId))
    .where(and(eq(dispatchCallers.businessId, businessId), eq(dispatchCallers.callId, callId)));
  const isOpen = ({ phase }: (typeof asked)[number]) => phase === 'created' || phase === 'paging';
  for (const { dispatchId } of asked.filter((one) => !isOpen(one)))
    await enqueue(tx, 'dispatch.tell-callers', { businessId, dispatchId });
  // While the owner is asked no technician is; and of several that are asked one text is enough.
  const isOwnerAsked = asked.some(({ phase, approval }) => phase === 'created' && approval === 'asked');
  const open = asked.find(isOpen);
  if (!open?.to || isOwnerAsked) return;
  const news = { kind: 'dispatch-requested' } as const;
  await queueDispatchNews(tx, { ctx, callId, to: open.to, dispatchId: open.dispatchId, news });
}
