import type { Transaction } from '@afterhourfix/database';
import { calls, dispatches, dispatchPages, technicians } from '@afterhourfix/database/schema';
import { Conflict, NotFound, VendorError } from '@afterhourfix/foundation';
import { type PhoneNumber, TextFailure, type TextLanguage } from '@afterhourfix/vocabulary';
import { and, eq } from 'drizzle-orm';
import type { DomainContext } from '../context.ts';
import { technicianPaged, wakeBudgetExceeded } from '../events.ts';
import type { TextMessages } from '../messages/index.ts';
import { toApprovalRequest } from './ask-owner.ts';
import { readPolicy } from './dispatch-policy.ts';
import { type DispatchRow, lockDispatch, readRungs } from './dispatch-record.ts';
import { countWakes } from './list-candidates.ts';
import { hasStoppedTexts, notePageFailure } from './page-reception.ts';
import { toApprovalSummary } from './rules/approval-text.ts';
import { DISPATCH_WORDS } from './rules/dispatch-text.ts';
import { takeStep } from './take-step.ts';
import { mayCallTechnician } from './technician-call-rows.ts';
import type { TechnicianCalls } from './technician-calls.ts';

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
  /** False of a technician who has left the business since. */
  isOfBusiness: boolean;
  from: PhoneNumber;
}

/**
 * Texts one page, and rings whoever is offered a job. Sent once however often the job runs; an offer that is not open
 * any more is dropped. Who has stopped our texts is only rung. A number that takes neither counts as one who cannot be
 * reached, and so does who has left the business: the next is asked at once.
 * Throws `Conflict` while another run is sending, and `VendorError` for what may pass.
 */
export async function sendDispatchPage(
  ctx: DomainContext,
  { pageId }: { pageId: string },
  ports: PagePorts,
): Promise<void> {
  const claim = await ctx.db.transaction((tx) => claimPage(tx, { ctx, pageId }));
  if (!claim) return;
  const { page, row } = claim;
  const call = isRung(page) ? await ring(ctx, { claim, ports }) : null;
  const sent = await text(ctx, { claim, port: ports.texts }).catch(async (error: unknown) => {
    if (error instanceof VendorError) await release(ctx, { page, call });
    throw error;
  });
  const isReached = call !== null || 'sid' in sent;
  await ctx.db.transaction((tx) => noteSent(tx, { ctx, claim, call, sent }));
  if (!isReached) return;
  technicianPaged(ctx, { callId: row.callId, dispatchId: row.id, kind: page.kind });
  if (page.isWake) await watchBudget(ctx, page);
}

/** Who sleeps hears no text. */
const isRung = ({ kind }: Page) => kind === 'offer' || kind === 'approval';

/** What the carrier did not take is free for the next run at once: a minute may be half of what a rung has. */
async function release(
  ctx: DomainContext,
  { page, call }: { page: Page; call: { callSid: string } | null },
): Promise<void> {
  await ctx.db.transaction((tx) =>
    tx
      .update(dispatchPages)
      .set({ claimedAt: null, callSid: call?.callSid ?? null })
      .where(and(eq(dispatchPages.id, page.id), eq(dispatchPages.status, 'queued'))),
  );
}

/** A report of the carrier may have overtaken us: what it has said stands. */
async function noteSent(
  tx: Transaction,
  noted: { ctx: DomainContext; claim: Claim; call: { callSid: string } | null; sent: Texted },
): Promise<void> {
  const { ctx, claim, call, sent } = noted;
  const { page, row, from } = claim;
  const isReached = call !== null || 'sid' in sent;
  const at = ctx.clock.now();
  // The ladder before the page, as everywhere.
  const locked = isReached ? null : await lockDispatch(tx, { ctx, dispatchId: row.id });
  const [changed] = await tx
    .update(dispatchPages)
    .set({
      status: isReached ? 'sent' : 'failed',
      sentAt: isReached ? at : null,
      twilioSid: 'sid' in sent ? sent.sid : null,
      fromNumber: 'sid' in sent ? (sent.from ?? from) : null,
      callSid: call?.callSid ?? null,
      error: 'sid' in sent ? null : sent.refusal,
      ...(isReached ? {} : { answer: 'unreachable', answeredAt: at }),
    })
    .where(and(eq(dispatchPages.id, page.id), eq(dispatchPages.status, 'queued')))
    .returning({ id: dispatchPages.id });
  if (locked && changed && page.kind === 'offer')
    await takeStep(tx, { ctx, row: locked, event: { type: 'unreachable', by: page.person } });
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
    .select({ page: dispatchPages, row: dispatches, from: calls.toNumber, isActive: technicians.isActive })
    .from(dispatchPages)
    .innerJoin(dispatches, eq(dispatches.id, dispatchPages.dispatchId))
    .innerJoin(calls, eq(calls.id, dispatches.callId))
    .leftJoin(technicians, eq(technicians.id, dispatchPages.technicianId))
    .where(and(eq(dispatchPages.businessId, ctx.business.id), eq(dispatchPages.id, pageId)))
    .for('update', { of: dispatchPages });
  if (!found) throw new NotFound(`No page ${pageId}`);
  const { page, row } = found;
  if (page.status !== 'queued' || page.answer !== null) return null;
  // Whoever has taken the job, or a caller who called it off, leaves nothing to offer.
  if (page.kind === 'offer' && row.phase !== 'paging') return null;
  if (page.kind === 'approval' && row.phase !== 'created') return null;
  if (page.claimedAt && now.getTime() - page.claimedAt.getTime() < SENDING_LIMIT_MS)
    throw new Conflict('Another run is sending this page');
  await tx.update(dispatchPages).set({ claimedAt: now }).where(eq(dispatchPages.id, pageId));
  const { from, isActive } = found;
  return { page, row, from, isOfBusiness: isActive !== false };
}

async function toSummary(
  ctx: DomainContext,
  { row, question, language }: { row: DispatchRow; question: 'offer' | 'approval'; language: TextLanguage },
): Promise<string> {
  if (question === 'approval') {
    const policy = await ctx.db.transaction((tx) => readPolicy(tx, ctx));
    return toApprovalSummary(toApprovalRequest(row, { ctx, policy }));
  }
  return DISPATCH_WORDS[language].summary({ ...row, businessName: ctx.business.name });
}

/** A call that does not come about is no reason to keep the text back. */
async function ring(
  ctx: DomainContext,
  { claim, ports }: { claim: Claim; ports: PagePorts },
): Promise<{ callSid: string } | null> {
  const { page, row, from, isOfBusiness } = claim;
  // A run before this one rang them, and could not text.
  if (page.callSid) return { callSid: page.callSid };
  if (!isOfBusiness || !ports.calls || !(await mayCallTechnician(ctx, { phone: page.toNumber }))) return null;
  const contact = readRungs(row)
    .flat()
    .find(({ person }) => person === page.person);
  const question: 'offer' | 'approval' = page.kind === 'approval' ? 'approval' : 'offer';
  // The owner's question has English words only.
  const language = question === 'offer' ? (contact?.language ?? 'en') : 'en';
  const request = {
    dispatchId: row.id,
    question,
    to: page.toNumber,
    from,
    technicianName: contact?.name ?? '',
    summary: await toSummary(ctx, { row, question, language }),
    language,
  };
  return ports.calls.ring(request).catch((error: unknown) => {
    ctx.log.warn({ err: error, pageId: page.id }, 'a technician could not be rung');
    return null;
  });
}

type Texted = { sid: string; from?: PhoneNumber } | { refusal: string };

/** Who has stopped our texts is sent none: the call, or the next on the ladder, has to do. */
async function text(
  ctx: DomainContext,
  { claim: { page, from, isOfBusiness }, port }: { claim: Claim; port: TextMessages },
): Promise<Texted> {
  if (!isOfBusiness) return { refusal: 'not-of-business' };
  const { businessId, id: pageId, toNumber: to, body } = page;
  if (await hasStoppedTexts(ctx, { number: to })) return { refusal: 'recipient-stopped' };
  try {
    return await port.send({ from, to, body, reportTo: { businessId, pageId } });
  } catch (error) {
    if (!(error instanceof VendorError) || error.isRetryable) throw error;
    await notePageFailure(ctx, { to, failure: readFailure(error), errorCode: error.vendorCode });
    return { refusal: error.message };
  }
}

const readFailure = ({ reason }: VendorError) => TextFailure.safeParse(reason).data ?? null;
