import type { Transaction } from '@afterhourfix/database';
import { CONTACT_PURPOSES, consentRecords } from '@afterhourfix/database/schema';
import type { BusinessId, CallId, PhoneNumber } from '@afterhourfix/vocabulary';
import { and, desc, eq } from 'drizzle-orm';
import type { DomainContext } from '../context.ts';
import { enqueue } from '../jobs.ts';
import { toStorableJson, toStorableText } from '../storable.ts';
import { type ContactWish, readContactWish } from './rules/read-contact-wish.ts';

export type ContactChannel = (typeof consentRecords.$inferSelect)['channel'];
export type ContactPurpose = (typeof consentRecords.$inferSelect)['purpose'];

/** One answer to "may I text you", with what proves it. */
export interface ConsentRecord {
  number: PhoneNumber;
  channel: ContactChannel;
  purpose: ContactPurpose;
  isGranted: boolean;
  /** What they were asked, or what they wrote. */
  wording: string;
  /** In which it was said; null for a text message. */
  callId: CallId | null;
  evidence: Record<string, unknown>;
}

export type ContactConsent = 'granted' | 'refused' | 'unasked';

/** Keeps an answer. A refusal holds for every purpose of the channel at once; the law gives days, we take none. */
export async function setContactConsent(ctx: DomainContext, record: ConsentRecord): Promise<void> {
  await ctx.db.transaction((tx) => recordContactConsent(tx, { ctx, record }));
}

/** What holds now: the latest answer. Without one nobody is called by a voice that is no person's, nor texted. */
export async function findContactConsent(
  tx: Transaction,
  of: Pick<ConsentRecord, 'number' | 'channel' | 'purpose'> & { businessId: BusinessId },
): Promise<ContactConsent> {
  const [latest] = await tx
    .select({ isGranted: consentRecords.isGranted })
    .from(consentRecords)
    .where(
      and(
        eq(consentRecords.businessId, of.businessId),
        eq(consentRecords.number, of.number),
        eq(consentRecords.channel, of.channel),
        eq(consentRecords.purpose, of.purpose),
      ),
    )
    .orderBy(desc(consentRecords.at), desc(consentRecords.id))
    .limit(1);
  if (!latest) return 'unasked';
  return latest.isGranted ? 'granted' : 'refused';
}

/** Whether an AI voice may ring this number back: artificial voices need a yes (FCC 24-17). */
export async function mayCallByVoice(ctx: DomainContext, number: PhoneNumber): Promise<boolean> {
  const of = { number, channel: 'voice_ai', purpose: 'callback', businessId: ctx.business.id } as const;
  return (await ctx.db.transaction((tx) => findContactConsent(tx, of))) === 'granted';
}

/**
 * Heeds what a text message from somebody says of the texts themselves, and tells it. "Start" only takes a refusal
 * back: a bare "yes" answers some other question for all who never refused.
 */
export function heedTextReply(
  ctx: DomainContext,
  reply: { from: PhoneNumber; text: string; messageSid: string },
): Promise<ContactWish | null> {
  const wish = readContactWish(reply.text);
  if (wish === null || wish === 'help') return Promise.resolve(wish);
  return ctx.db.transaction(async (tx) => {
    const record = {
      number: reply.from,
      channel: 'sms' as const,
      purpose: 'service' as const,
      isGranted: wish === 'start',
      wording: reply.text,
      callId: null,
      evidence: { messageSid: reply.messageSid },
    };
    const held = await findContactConsent(tx, { ...record, businessId: ctx.business.id });
    if (wish === 'start' && held !== 'refused') return null;
    await recordContactConsent(tx, { ctx, record });
    return wish;
  });
}

/** `setContactConsent` within a transaction. */
export async function recordContactConsent(
  tx: Transaction,
  { ctx, record }: { ctx: DomainContext; record: ConsentRecord },
): Promise<void> {
  const { isGranted, purpose, wording, evidence, ...rest } = record;
  const purposes = isGranted ? [purpose] : CONTACT_PURPOSES;
  const kept = toStorableJson(evidence);
  const at = ctx.clock.now();
  const businessId = ctx.business.id;
  const values = purposes.map((one) => ({
    ...rest,
    businessId,
    purpose: one,
    isGranted,
    wording: toStorableText(wording),
    evidence: typeof kept === 'object' && kept !== null ? { ...kept } : {},
    at,
  }));
  const rows = await tx.insert(consentRecords).values(values).returning({ id: consentRecords.id });
  for (const { id: entityId } of rows) {
    const news = { event: 'consent.changed' as const, entityId, occurredAt: at.toISOString() };
    await enqueue(tx, 'crm.queue-news', { businessId, ...news });
  }
}
