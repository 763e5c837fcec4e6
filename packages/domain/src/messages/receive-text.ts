import { findNumberRoute, findTextBusiness, type Transaction } from '@afterhourfix/database';
import { incomingTexts, technicians } from '@afterhourfix/database/schema';
import { type PhoneNumber, readPhoneNumber, toLocalDay } from '@afterhourfix/vocabulary';
import { and, eq } from 'drizzle-orm';
import { forBusiness } from '../businesses/index.ts';
import type { DomainContext, SystemContext } from '../context.ts';
import { type ContactWish, heedTextReply } from '../customers/index.ts';
import { textReceived } from '../events.ts';
import { toStorableText } from '../storable.ts';
import { answerTextCode } from './answer-text-code.ts';
import { findLastLanguage } from './call-line.ts';
import { queueText } from './queue-text.ts';
import type { ReceivedText, TextAnswer } from './received-text.ts';
import { isAnsweredByCarrier, readTextCode } from './rules/read-text-code.ts';
import type { TextSubject } from './rules/text-body.ts';
import { guessTextLanguage } from './rules/text-language.ts';

export interface IncomingText {
  /** The carrier's; a repeat is the same text. */
  messageSid: string;
  from: string;
  to: string;
  body: string;
}

export type ReceiveTextResult =
  | { ok: true; answer: TextAnswer; isRepeat: boolean }
  | { ok: false; refusal: 'unknown-number' };

/**
 * Hears what a technician, or the owner, texts; false when it was no answer to a page. `wish`: what it says of the texts
 * themselves, which is heeded and answered already; null for anything else.
 */
export type HearTechnician = (
  ctx: DomainContext,
  reply: { from: PhoneNumber; text: string; wish: ContactWish | null },
) => Promise<boolean>;

/**
 * Answers a text message: what it says of the texts themselves comes first, then a technician's answer to a page, then
 * the code that cancels a visit, which a technician may have who is a customer too. Everything else is told that nobody reads here, once a day. May run again.
 */
export async function receiveText(
  system: SystemContext,
  incoming: IncomingText,
  hearTechnician: HearTechnician | null = null,
): Promise<ReceiveTextResult> {
  const received = await identify(system, incoming);
  if (!received) return { ok: false, refusal: 'unknown-number' };
  const { ctx, messageSid } = received;
  const before = await ctx.db.transaction((tx) => keepText(tx, received));
  if (before) return { ok: true, answer: before, isRepeat: true };
  const answer = await answerText(received, hearTechnician);
  await ctx.db.transaction((tx) =>
    tx
      .update(incomingTexts)
      .set({ answer })
      .where(and(eq(incomingTexts.businessId, ctx.business.id), eq(incomingTexts.messageSid, messageSid))),
  );
  textReceived(ctx, { answer });
  return { ok: true, answer, isRepeat: false };
}

async function identify(system: SystemContext, incoming: IncomingText): Promise<ReceivedText | null> {
  const from = readPhoneNumber(incoming.from);
  const to = readPhoneNumber(incoming.to);
  if (!from || !to) return null;
  const route = await findNumberRoute(system.db, to);
  const businessId =
    route?.businessId ?? (await findTextBusiness(system.db, { sender: to, recipient: from }));
  if (!businessId) return null;
  const ctx = await forBusiness(system, businessId, { kind: 'carrier' });
  return { ctx, from, to, text: toStorableText(incoming.body), messageSid: incoming.messageSid };
}

/** What it was answered before; null for a new one, and for one whose answer was cut short. */
async function keepText(tx: Transaction, received: ReceivedText): Promise<TextAnswer | null> {
  const { ctx, from, to, text, messageSid } = received;
  const businessId = ctx.business.id;
  await tx
    .insert(incomingTexts)
    .values({
      businessId,
      messageSid,
      fromNumber: from,
      toNumber: to,
      body: text,
      receivedAt: ctx.clock.now(),
    })
    .onConflictDoNothing({ target: [incomingTexts.businessId, incomingTexts.messageSid] });
  const [row] = await tx
    .select({ answer: incomingTexts.answer })
    .from(incomingTexts)
    .where(and(eq(incomingTexts.businessId, businessId), eq(incomingTexts.messageSid, messageSid)));
  return row?.answer ?? null;
}

async function answerText(
  received: ReceivedText,
  hearTechnician: HearTechnician | null,
): Promise<TextAnswer> {
  const { ctx, from, text, messageSid } = received;
  const wish = await heedTextReply(ctx, { from, text, messageSid });
  if (wish && !isAnsweredByCarrier(text)) await reply(received, toWishSubject(wish, received));
  const isHeard =
    hearTechnician !== null &&
    (await isOfBusiness(received)) &&
    (await hearTechnician(ctx, { from, text, wish }));
  if (wish) return wish;
  if (isHeard) return 'technician';
  const code = readTextCode(text);
  const answered = code && (await answerTextCode(received, code));
  if (answered) {
    await reply(received, answered.subject, answered.key);
    return answered.answer;
  }
  const day = toLocalDay(ctx.clock.now(), ctx.business.timeZone);
  await reply(received, { kind: 'unread-reply', line: received.to }, `unread:${from}:${day}`);
  return 'unread';
}

function toWishSubject(wish: ContactWish, { to: line }: ReceivedText): TextSubject {
  if (wish === 'help') return { kind: 'help', line };
  return { kind: wish === 'stop' ? 'opt-out-confirmation' : 'opt-in-confirmation' };
}

/** Those who are paged. */
async function isOfBusiness({ ctx, from }: ReceivedText): Promise<boolean> {
  const { ownerNumber, onCallNumber, id } = ctx.business;
  if (from === ownerNumber || from === onCallNumber) return true;
  const isTheirs = and(
    eq(technicians.businessId, id),
    eq(technicians.phone, from),
    eq(technicians.isActive, true),
  );
  return (await ctx.db.transaction((tx) => tx.$count(technicians, isTheirs))) > 0;
}

async function reply(
  { ctx, from: to, to: from, text, messageSid }: ReceivedText,
  subject: TextSubject,
  key = `reply:${messageSid}`,
): Promise<void> {
  await ctx.db.transaction(async (tx) => {
    const language = guessTextLanguage(text) ?? (await findLastLanguage(tx, { ctx, to })) ?? 'en';
    await queueText(tx, { ctx, text: { to, from, language, subject, key, isAskedFor: true } });
  });
}
