import type { Transaction } from '@afterhourfix/database';
import { quotes } from '@afterhourfix/database/schema';
import { QuoteId } from '@afterhourfix/vocabulary';
import { and, desc, eq, gt, sql } from 'drizzle-orm';
import type { DomainContext } from '../context.ts';
import type { Hold } from './secure-time.ts';

export type QuoteRefusal = 'quote-required' | 'quote-expired' | 'quote-of-another-call';

export type FoundQuote = { ok: true; quoteId: QuoteId | null } | { ok: false; refusal: QuoteRefusal };

export interface QuoteQuery {
  ctx: DomainContext;
  hold: Hold;
  /** As `getPricing` gave it; left out, the one that the caller was told for this visit. */
  quoteId?: string | undefined;
  isRequired: boolean;
}

/** The live quote that a visit is booked at. */
export async function findQuote(tx: Transaction, query: QuoteQuery): Promise<FoundQuote> {
  if (query.quoteId !== undefined) return findNamedQuote(tx, { ...query, quoteId: query.quoteId });
  const quoteId = await findToldQuote(tx, query);
  if (quoteId === null && query.isRequired) return { ok: false, refusal: 'quote-required' };
  return { ok: true, quoteId };
}

/** Another business's quote does not exist here. */
async function findNamedQuote(
  tx: Transaction,
  { ctx, hold, quoteId }: QuoteQuery & { quoteId: string },
): Promise<FoundQuote> {
  const id = QuoteId.safeParse(quoteId);
  if (!id.success) return { ok: false, refusal: 'quote-of-another-call' };
  const [quote] = await tx
    .select({ callId: quotes.callId, validUntil: quotes.validUntil })
    .from(quotes)
    .where(and(eq(quotes.businessId, ctx.business.id), eq(quotes.id, id.data)));
  if (quote?.callId !== hold.callId) return { ok: false, refusal: 'quote-of-another-call' };
  if (quote.validUntil <= ctx.clock.now()) return { ok: false, refusal: 'quote-expired' };
  return { ok: true, quoteId: id.data };
}

/** Priced for the visit's window if there is one, else the latest. */
async function findToldQuote(tx: Transaction, { ctx, hold }: QuoteQuery): Promise<QuoteId | null> {
  const isForWindow = sql`${quotes.visitAt} >= ${hold.startsAt.toISOString()}::timestamptz and ${quotes.visitAt} < ${hold.endsAt.toISOString()}::timestamptz`;
  const [quote] = await tx
    .select({ id: quotes.id })
    .from(quotes)
    .where(
      and(
        eq(quotes.businessId, hold.businessId),
        eq(quotes.callId, hold.callId),
        eq(quotes.trade, hold.trade),
        gt(quotes.validUntil, ctx.clock.now()),
      ),
    )
    .orderBy(desc(isForWindow), desc(quotes.createdAt), desc(quotes.id))
    .limit(1);
  return quote?.id ?? null;
}
