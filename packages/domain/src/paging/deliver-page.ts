import type { Transaction } from '@afterhourfix/database';
import { messages, pages } from '@afterhourfix/database/schema';
import { Conflict, VendorError } from '@afterhourfix/foundation';
import type { BookingId, CallId, MessageId, PhoneNumber, Trade } from '@afterhourfix/vocabulary';
import { and, eq, isNull } from 'drizzle-orm';
import type { DomainContext } from '../context.ts';
import { nobodyOnCall, onCallPaged } from '../events.ts';
import { enqueue } from '../jobs.ts';
import type { TextMessages } from '../messages/index.ts';
import { findOnCall } from './find-transfer-target.ts';

/** A page that is queued for longer belongs to a run that died; the next run sends it. */
const SENDING_LIMIT_MS = 60_000;

export type PageOnCallResult = { ok: true; isRepeat: boolean } | { ok: false; refusal: 'nobody-on-call' };

/** What a page is about. */
export interface PageSubject {
  callId: CallId;
  /** Null for what happened to the call itself. */
  messageId: MessageId | null;
  /** Left out: it is about no visit. */
  bookingId?: BookingId;
  /** Whose technician it concerns most; left out: anybody's. */
  trade?: Trade;
  tellsDanger?: boolean;
  /** The line that the caller rang. */
  from: PhoneNumber;
  body: string;
}

/**
 * Reads the subject and locks it, so that a second run waits until the first has its page in the table. Null when there
 * is nothing to tell any more.
 */
export type ReadSubject = (tx: Transaction) => Promise<PageSubject | null>;

type Page = typeof pages.$inferSelect;
type Claim =
  | { kind: 'sent' }
  | { kind: 'nobody'; subject: PageSubject }
  | { kind: 'send'; subject: PageSubject; page: Page };

interface Delivery {
  ctx: DomainContext;
  port: TextMessages;
  readSubject: ReadSubject;
}

/**
 * Texts a subject to whoever is on call, once however often the job runs, and again when its text has changed.
 * A number that takes no texts for good gives way to the owner's. A run that dies between the vendor's acceptance
 * and our note of it leads to a second text: better twice than never.
 * Throws `Conflict` while another run is sending, and the port's `VendorError` when nobody could be texted.
 */
export async function deliverPage({ ctx, port, readSubject }: Delivery): Promise<PageOnCallResult> {
  const refusals = new Map<PhoneNumber, VendorError>();
  for (;;) {
    const claim = await ctx.db.transaction((tx) => claimPage(tx, { ctx, readSubject, refusals }));
    if (claim.kind === 'sent') return { ok: true, isRepeat: true };
    if (claim.kind === 'nobody') return reachNobody(ctx, { subject: claim.subject, refusals });
    const { subject, page } = claim;
    const refusal = await send(ctx, { subject, page, port });
    if (!refusal) {
      onCallPaged(ctx, { callId: subject.callId, messageId: subject.messageId });
      return { ok: true, isRepeat: false };
    }
    refusals.set(page.toNumber, refusal);
  }
}

function reachNobody(
  ctx: DomainContext,
  { subject, refusals }: { subject: PageSubject; refusals: ReadonlyMap<PhoneNumber, VendorError> },
): PageOnCallResult {
  const [refusal] = refusals.values();
  if (refusal) throw refusal;
  nobodyOnCall(ctx, { callId: subject.callId });
  return { ok: false, refusal: 'nobody-on-call' };
}

async function claimPage(
  tx: Transaction,
  {
    ctx,
    readSubject,
    refusals,
  }: { ctx: DomainContext; readSubject: ReadSubject; refusals: ReadonlyMap<PhoneNumber, VendorError> },
): Promise<Claim> {
  const subject = await readSubject(tx);
  if (!subject) return { kind: 'sent' };
  const known = await tx.select().from(pages).where(isAbout(ctx, subject));
  if (known.some(({ status, body }) => status === 'sent' && body === subject.body)) return { kind: 'sent' };
  const now = ctx.clock.now();
  if (known.some((page) => isBeingSent(page, now))) throw new Conflict('Another run is sending this page');
  const onCall = await findOnCall(tx, { ctx, trade: subject.trade ?? null });
  const numbers = [onCall?.to, ctx.business.ownerNumber].filter((number) => number != null);
  const to = numbers.find((number) => !refusals.has(number));
  if (!to) return { kind: 'nobody', subject };
  const earlier = known.find(({ toNumber }) => toNumber === to) ?? null;
  return { kind: 'send', subject, page: await queuePage(tx, { ctx, subject, to, earlier }) };
}

function isAbout(ctx: DomainContext, { callId, messageId, bookingId }: PageSubject) {
  if (bookingId) return and(eq(pages.businessId, ctx.business.id), eq(pages.bookingId, bookingId));
  const about = messageId
    ? eq(pages.messageId, messageId)
    : and(eq(pages.callId, callId), isNull(pages.messageId), isNull(pages.bookingId));
  return and(eq(pages.businessId, ctx.business.id), about);
}

const isBeingSent = ({ status, createdAt }: Page, now: Date) =>
  status === 'queued' && now.getTime() - createdAt.getTime() < SENDING_LIMIT_MS;

async function queuePage(
  tx: Transaction,
  queued: { ctx: DomainContext; subject: PageSubject; to: PhoneNumber; earlier: Page | null },
): Promise<Page> {
  const { ctx, subject, to, earlier } = queued;
  const { callId, messageId, bookingId = null, body, tellsDanger = false } = subject;
  const fresh = { body, tellsDanger, status: 'queued' as const, error: null, createdAt: ctx.clock.now() };
  const [page] = earlier
    ? await tx.update(pages).set(fresh).where(eq(pages.id, earlier.id)).returning()
    : await tx
        .insert(pages)
        .values({ businessId: ctx.business.id, callId, messageId, bookingId, toNumber: to, ...fresh })
        .returning();
  if (!page) throw new Error('A page that was written returned no row');
  return page;
}

/** Null when the vendor took the text, its refusal when this number will never do. */
async function send(
  ctx: DomainContext,
  { subject, page, port }: { subject: PageSubject; page: Page; port: TextMessages },
): Promise<VendorError | null> {
  const text = { from: subject.from, to: page.toNumber, body: page.body };
  const sent = await port.send(text).catch((error: unknown) => refuse(ctx, { page, error }));
  if (sent instanceof VendorError) return sent;
  await ctx.db.transaction((tx) => markSent(tx, { page, sid: sent.sid, at: ctx.clock.now() }));
  return null;
}

/** A page that the vendor did not take is free for the next run at once. What may pass is thrown. */
async function refuse(
  ctx: DomainContext,
  { page, error }: { page: Page; error: unknown },
): Promise<VendorError> {
  const reason = error instanceof Error ? error.message : String(error);
  await ctx.db.transaction((tx) =>
    tx.update(pages).set({ status: 'failed', error: reason }).where(eq(pages.id, page.id)),
  );
  if (!(error instanceof VendorError) || error.isRetryable) throw error;
  ctx.log.warn({ err: error, pageId: page.id }, 'a number takes no pages');
  return error;
}

async function markSent(
  tx: Transaction,
  { page, sid, at }: { page: Page; sid: string; at: Date },
): Promise<void> {
  await tx.update(pages).set({ status: 'sent', twilioSid: sid, sentAt: at }).where(eq(pages.id, page.id));
  if (page.messageId) await tx.update(messages).set({ pagedAt: at }).where(eq(messages.id, page.messageId));
  const { businessId, callId } = page;
  if (callId) await enqueue(tx, 'calls.summarise', { businessId, callId });
}
