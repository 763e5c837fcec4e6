import type { Transaction } from '@afterhourfix/database';
import { calls, dispatches, dispatchPages } from '@afterhourfix/database/schema';
import { Conflict, NotFound, VendorError } from '@afterhourfix/foundation';
import type { PhoneNumber } from '@afterhourfix/vocabulary';
import { and, eq } from 'drizzle-orm';
import type { DomainContext } from '../context.ts';
import { technicianPaged, wakeBudgetExceeded } from '../events.ts';
import { readPolicy } from './dispatch-policy.ts';
import { type DispatchRow, lockDispatch, readRungs } from './dispatch-record.ts';
import { countWakes } from './list-candidates.ts';
import { toOfferSummary } from './rules/dispatch-text.ts';
import { takeStep } from './take-step.ts';
import { mayCallTechnician } from './technician-call-rows.ts';
import type { TechnicianCalls } from './technician-calls.ts';
import type { TextMessages } from './text-messages.ts';

/** A page that is claimed for longer belongs to a run that died; the next run sends it. */
const SENDING_LIMIT_MS = 60_000;
const MONTH_MS = 30 * 86_400_000;

export interface PagePorts {
  texts: TextMessages;
  /** Null: technicians are only texted. */
  calls: TechnicianCalls | null;
}

type Page = typeof dispatchPages.$inferSelect;

interface Claim {
  page: Page;
  row: DispatchRow;
  from: PhoneNumber;
}

/**
 * Texts one page, and rings whoever is offered a job. Sent once however often the job runs; an offer that is not open
 * any more is dropped. A number that takes neither counts as one who cannot be reached: the next is asked at once.
 * Throws `Conflict` while another run is sending, and `VendorError` for what may pass.
 */
export async function sendDispatchPage(
  ctx: DomainContext,
  { pageId }: { pageId: string },
  ports: PagePorts,
): Promise<void> {
  const claim = await ctx.db.transaction((tx) => claimPage(tx, { ctx, pageId }));
  if (!claim) return;
  const { page, row, from } = claim;
  const call = page.kind === 'offer' ? await ring(ctx, { claim, ports }) : null;
  const text = { from, to: page.toNumber, body: page.body };
  const sent = await ports.texts.send(text).catch((error: unknown) => readRefusal(error));
  const isReached = call !== null || !(sent instanceof VendorError);
  await ctx.db.transaction(async (tx) => {
    await tx
      .update(dispatchPages)
      .set({
        status: isReached ? 'sent' : 'failed',
        sentAt: isReached ? ctx.clock.now() : null,
        twilioSid: sent instanceof VendorError ? null : sent.sid,
        callSid: call?.callSid ?? null,
        error: sent instanceof VendorError ? sent.message : null,
        ...(isReached ? {} : { answer: 'unreachable', answeredAt: ctx.clock.now() }),
      })
      .where(eq(dispatchPages.id, page.id));
    if (isReached || page.kind !== 'offer') return;
    const locked = await lockDispatch(tx, { ctx, dispatchId: row.id });
    await takeStep(tx, { ctx, row: locked, event: { type: 'unreachable', by: page.person } });
  });
  if (!isReached) return;
  technicianPaged(ctx, { callId: row.callId, dispatchId: row.id, kind: page.kind });
  if (page.isWake) await watchBudget(ctx, page);
}

async function watchBudget(ctx: DomainContext, { technicianId }: Page): Promise<void> {
  if (!technicianId) return;
  const since = new Date(ctx.clock.now().getTime() - MONTH_MS);
  const [wakes, budget] = await ctx.db.transaction(async (tx) => {
    const counts = await countWakes(tx, { ctx, since, technicianIds: [technicianId] });
    return [counts.get(technicianId) ?? 0, (await readPolicy(tx, ctx)).monthlyWakeBudget];
  });
  if (wakes > budget) wakeBudgetExceeded(ctx, { technicianId, wakes });
}

async function claimPage(
  tx: Transaction,
  { ctx, pageId }: { ctx: DomainContext; pageId: string },
): Promise<Claim | null> {
  const now = ctx.clock.now();
  const [found] = await tx
    .select({ page: dispatchPages, row: dispatches, from: calls.toNumber })
    .from(dispatchPages)
    .innerJoin(dispatches, eq(dispatches.id, dispatchPages.dispatchId))
    .innerJoin(calls, eq(calls.id, dispatches.callId))
    .where(and(eq(dispatchPages.businessId, ctx.business.id), eq(dispatchPages.id, pageId)))
    .for('update', { of: dispatchPages });
  if (!found) throw new NotFound(`No page ${pageId}`);
  const { page, row } = found;
  if (page.status !== 'queued' || page.answer !== null) return null;
  // Whoever has taken the job, or a caller who called it off, leaves nothing to offer.
  if (page.kind === 'offer' && row.phase !== 'paging') return null;
  if (page.claimedAt && now.getTime() - page.claimedAt.getTime() < SENDING_LIMIT_MS)
    throw new Conflict('Another run is sending this page');
  await tx.update(dispatchPages).set({ claimedAt: now }).where(eq(dispatchPages.id, pageId));
  return found;
}

/** A call that does not come about is no reason to keep the text back. */
async function ring(
  ctx: DomainContext,
  { claim, ports }: { claim: Claim; ports: PagePorts },
): Promise<{ callSid: string } | null> {
  const { page, row, from } = claim;
  if (!ports.calls || !(await mayCallTechnician(ctx, { phone: page.toNumber }))) return null;
  const contact = readRungs(row)
    .flat()
    .find(({ person }) => person === page.person);
  const summary = toOfferSummary({ ...row, businessName: ctx.business.name });
  const request = {
    dispatchId: row.id,
    to: page.toNumber,
    from,
    technicianName: contact?.name ?? '',
    summary,
    language: 'en' as const,
  };
  return ports.calls.ring(request).catch((error: unknown) => {
    ctx.log.warn({ err: error, pageId: page.id }, 'a technician could not be rung');
    return null;
  });
}

function readRefusal(error: unknown): VendorError {
  if (error instanceof VendorError && !error.isRetryable) return error;
  throw error;
}
