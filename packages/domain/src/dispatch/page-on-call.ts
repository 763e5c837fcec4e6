import type { Transaction } from '@afterhourfix/database';
import { calls, messages, pages } from '@afterhourfix/database/schema';
import { Conflict, NotFound } from '@afterhourfix/foundation';
import type { MessageId, PhoneNumber } from '@afterhourfix/vocabulary';
import { and, eq } from 'drizzle-orm';
import type { DomainContext } from '../context.ts';
import { nobodyOnCall, onCallPaged } from '../events.ts';
import { findOnCall } from './find-transfer-target.ts';
import { toPageText } from './rules/page-text.ts';
import type { TextMessages } from './text-messages.ts';

/** A page that is queued for longer belongs to a run that died; the next run sends it. */
const SENDING_LIMIT_MS = 60_000;

export type PageOnCallResult = { ok: true; isRepeat: boolean } | { ok: false; refusal: 'nobody-on-call' };

type Page = typeof pages.$inferSelect;
/** The text comes from the line that the caller rang. */
type ClaimedPage = { page: Page; from: PhoneNumber };

/**
 * Texts a caller's message to whoever is on call, once per message however often the job runs. A run that dies
 * between the vendor's acceptance and our note of it leads to a second text: better twice than never.
 * Throws `NotFound` for an unknown message, `Conflict` while another run is sending, and the port's `VendorError`.
 */
export async function pageOnCall(
  ctx: DomainContext,
  input: { messageId: MessageId },
  port: TextMessages,
): Promise<PageOnCallResult> {
  const claimed = await ctx.db.transaction((tx) => claimPage(tx, { ctx, messageId: input.messageId }));
  if (claimed === null) {
    nobodyOnCall(ctx, input);
    return { ok: false, refusal: 'nobody-on-call' };
  }
  if (claimed.page.status === 'sent') return { ok: true, isRepeat: true };
  await send(ctx, { ...claimed, port });
  onCallPaged(ctx, input);
  return { ok: true, isRepeat: false };
}

async function claimPage(
  tx: Transaction,
  { ctx, messageId }: { ctx: DomainContext; messageId: MessageId },
): Promise<ClaimedPage | null> {
  const businessId = ctx.business.id;
  const now = ctx.clock.now();
  // The lock makes a second run wait until the first has its page in the table.
  const [message] = await tx
    .select()
    .from(messages)
    .where(and(eq(messages.businessId, businessId), eq(messages.id, messageId)))
    .for('update');
  if (!message) throw new NotFound(`No message ${messageId}`);
  const [call] = await tx.select().from(calls).where(eq(calls.id, message.callId));
  if (!call) throw new NotFound(`No call ${message.callId}`);
  const from = call.toNumber;
  const [existing] = await tx.select().from(pages).where(eq(pages.messageId, messageId));
  if (existing) return { page: await reclaimPage(tx, { page: existing, now }), from };
  const target = await findOnCall(tx, { ctx, trade: null });
  if (!target) return null;
  const callerPhone = message.callerPhone ?? call.fromNumber;
  const body = toPageText({ ...message, businessName: ctx.business.name, callerPhone });
  const [page] = await tx
    .insert(pages)
    .values({ businessId, messageId, callId: message.callId, toNumber: target.to, body, createdAt: now })
    .returning();
  return page ? { page, from } : null;
}

async function reclaimPage(tx: Transaction, { page, now }: { page: Page; now: Date }): Promise<Page> {
  if (page.status === 'sent') return page;
  const isBeingSent = page.status === 'queued' && now.getTime() - page.createdAt.getTime() < SENDING_LIMIT_MS;
  if (isBeingSent) throw new Conflict('Another run is sending this page');
  await tx.update(pages).set({ status: 'queued', createdAt: now, error: null }).where(eq(pages.id, page.id));
  return page.status === 'failed' ? { ...page, status: 'queued' } : page;
}

async function send(
  ctx: DomainContext,
  { page, from, port }: ClaimedPage & { port: TextMessages },
): Promise<void> {
  const { sid } = await port
    .send({ from, to: page.toNumber, body: page.body })
    .catch((error: unknown) => giveBack(ctx, { page, error }));
  await ctx.db.transaction((tx) => markSent(tx, { page, sid, at: ctx.clock.now() }));
}

/** A page that the vendor did not take is free for the next run at once. */
async function giveBack(ctx: DomainContext, { page, error }: { page: Page; error: unknown }): Promise<never> {
  const reason = error instanceof Error ? error.message : String(error);
  await ctx.db.transaction((tx) =>
    tx.update(pages).set({ status: 'failed', error: reason }).where(eq(pages.id, page.id)),
  );
  throw error;
}

async function markSent(
  tx: Transaction,
  { page, sid, at }: { page: Page; sid: string; at: Date },
): Promise<void> {
  await tx.update(pages).set({ status: 'sent', twilioSid: sid, sentAt: at }).where(eq(pages.id, page.id));
  if (page.messageId) await tx.update(messages).set({ pagedAt: at }).where(eq(messages.id, page.messageId));
}
