import { dispatches, dispatchPages } from '@afterhourfix/database/schema';
import type { PhoneNumber, TextFailure } from '@afterhourfix/vocabulary';
import { and, eq } from 'drizzle-orm';
import type { DomainContext } from '../context.ts';
import { findContactConsent } from '../customers/index.ts';
import { pagesStopped } from '../events.ts';
import { noteTextArrived, noteTextFailure, type ReportedStatus } from '../messages/index.ts';
import { lockDispatch } from './dispatch-record.ts';
import { takeStep } from './take-step.ts';

/** Whether somebody who works here has told our texts to stop, by text or at the carrier. */
export async function hasStoppedTexts(ctx: DomainContext, of: { number: PhoneNumber }): Promise<boolean> {
  const asked = { ...of, businessId: ctx.business.id, channel: 'sms', purpose: 'service' } as const;
  return (await ctx.db.transaction((tx) => findContactConsent(tx, asked))) === 'refused';
}

/** A page that did not arrive: a refusal of the technician's is kept, a fault of the business is seen. */
export async function notePageFailure(
  ctx: DomainContext,
  failed: { to: PhoneNumber; failure: TextFailure | null; errorCode: string | null },
): Promise<void> {
  await noteTextFailure(ctx, failed);
  if (failed.failure !== 'recipient-stopped') return;
  tellPagesStopped(ctx, failed.errorCode);
}

/** `errorCode` of the vendor; null when they told ourselves. */
export function tellPagesStopped(ctx: DomainContext, errorCode: string | null): void {
  pagesStopped(ctx, { errorCode });
  ctx.log.error({ errorCode }, 'somebody whom we page has stopped our texts');
}

export interface PageReport {
  pageId: string;
  status: ReportedStatus;
  failure: TextFailure | null;
  errorCode: string | null;
}

/**
 * Takes over how a page went on at the carrier; reports come late, twice and in any order. Who was not rung either
 * counts as one who cannot be reached: the next is asked at once.
 */
export async function recordPageStatus(ctx: DomainContext, report: PageReport): Promise<void> {
  const { pageId, status, failure, errorCode } = report;
  if (status === 'sent') return;
  if (status === 'delivered') return noteTextArrived(ctx);
  const to = await ctx.db.transaction(async (tx) => {
    const isMeant = and(eq(dispatchPages.businessId, ctx.business.id), eq(dispatchPages.id, pageId));
    const [found] = await tx
      .select({ page: dispatchPages, dispatchId: dispatches.id })
      .from(dispatchPages)
      .innerJoin(dispatches, eq(dispatches.id, dispatchPages.dispatchId))
      .where(isMeant);
    if (!found) return null;
    // The ladder is locked before the page, as everywhere.
    const row = await lockDispatch(tx, { ctx, dispatchId: found.dispatchId });
    const [page] = await tx.select().from(dispatchPages).where(isMeant).for('update');
    if (!page || page.status === 'failed') return null;
    const isLost = page.kind === 'offer' && page.callSid === null && page.answer === null;
    const lost = isLost ? { answer: 'unreachable' as const, answeredAt: ctx.clock.now() } : {};
    const error = failure ?? errorCode ?? status;
    await tx
      .update(dispatchPages)
      .set({ status: 'failed', error, ...lost })
      .where(isMeant);
    if (isLost) await takeStep(tx, { ctx, row, event: { type: 'unreachable', by: page.person } });
    return page.toNumber;
  });
  if (to) await notePageFailure(ctx, { to, failure, errorCode });
}
