import { quotes } from '@afterhourfix/database/schema';
import type { CallId } from '@afterhourfix/vocabulary';
import { and, eq, sql } from 'drizzle-orm';
import type { DomainContext } from '../context.ts';
import { findPriceBook } from './get-price-book.ts';
import { findWorstTriage, type PricingTriage } from './pricing-triage.ts';
import { isFitForOffers } from './rules/choose-upgrade.ts';

/** Whether priority may be offered in this call at all, before anybody looks for what it would bring. */
export function canOfferPriority(
  ctx: DomainContext,
  { callId, triage }: { callId: CallId; triage: PricingTriage | null },
): Promise<boolean> {
  return ctx.db.transaction(async (tx) => {
    const book = await findPriceBook(tx, { ctx, at: ctx.clock.now() });
    if (!book || book.fees.priority === 0) return false;
    const offered = and(
      eq(quotes.businessId, ctx.business.id),
      eq(quotes.callId, callId),
      sql`jsonb_array_length(${quotes.optional}) > 0`,
    );
    const wasOffered = (await tx.$count(quotes, offered)) > 0;
    const worst = await findWorstTriage(tx, { ctx, callId, current: triage });
    const { severity = null, isVulnerable = false, flags = [] } = worst ?? {};
    return isFitForOffers({ wasOffered, severity, isVulnerable, flags });
  });
}
