import { businesses } from '@afterhourfix/database/schema';
import { Forbidden, Invalid } from '@afterhourfix/foundation';
import { PhoneNumber } from '@afterhourfix/vocabulary';
import { eq } from 'drizzle-orm';
import { z } from 'zod';
import type { DomainContext } from '../context.ts';
import { BusinessHours, Trades } from './business.ts';

const MAX_RULES = 200;
const MAX_HOLIDAYS = 400;

/** What a business may say of itself; what is left out stays. */
export const BusinessChange = z
  .strictObject({
    name: z.string().min(1).max(100),
    trades: Trades.min(1),
    hours: BusinessHours,
    /** Local days on which it is closed and charges its holiday fee. */
    holidays: z.array(z.iso.date()).max(MAX_HOLIDAYS),
    onCallNumber: PhoneNumber.nullable(),
    /** Digits that `onCallNumber` asks for, when it is a switchboard. */
    onCallExtension: z
      .string()
      .regex(/^\d{1,12}$/)
      .nullable(),
    ownerNumber: PhoneNumber.nullable(),
    maxLiveCalls: z.int().min(1).max(1_000),
    recordingConsent: z.enum(['notice', 'ask']),
    /** Played to callers while a person is rung; null plays the uploaded file, or ours. */
    holdMusicUrl: z.url({ protocol: /^https$/ }).nullable(),
    /** `readBusinessRules` of triage tells whether each can be read. */
    triageRules: z.array(z.unknown()).max(MAX_RULES),
    status: z.enum(['active', 'paused']),
  })
  .partial();
export type BusinessChange = z.infer<typeof BusinessChange>;

/** Changes what is named, for calls from now on. Throws `Invalid`, and `Forbidden` unless an operator asks. */
export async function setBusiness(ctx: DomainContext, change: BusinessChange): Promise<void> {
  if (ctx.actor.kind !== 'operator') throw new Forbidden('Only an operator changes a business');
  const read = BusinessChange.safeParse(change);
  if (!read.success) throw new Invalid(z.prettifyError(read.error));
  const set = Object.fromEntries(Object.entries(read.data).filter(([, value]) => value !== undefined));
  if (Object.keys(set).length === 0) return;
  await ctx.db.transaction((tx) => tx.update(businesses).set(set).where(eq(businesses.id, ctx.business.id)));
}
