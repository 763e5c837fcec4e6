import type { Transaction } from '@afterhourfix/database';
import { quotes } from '@afterhourfix/database/schema';
import type { QuoteId } from '@afterhourfix/vocabulary';
import { and, desc, eq, gt, sql } from 'drizzle-orm';
import type { Hold } from './secure-time.ts';

/** The live quote that the caller was told for this visit: priced for its window if there is one, else the latest. */
export async function findQuoteId(
  tx: Transaction,
  { hold, now }: { hold: Hold; now: Date },
): Promise<QuoteId | null> {
  const isForWindow = sql`${quotes.visitAt} >= ${hold.startsAt.toISOString()}::timestamptz and ${quotes.visitAt} < ${hold.endsAt.toISOString()}::timestamptz`;
  const [quote] = await tx
    .select({ id: quotes.id })
    .from(quotes)
    .where(
      and(
        eq(quotes.businessId, hold.businessId),
        eq(quotes.callId, hold.callId),
        eq(quotes.trade, hold.trade),
        gt(quotes.validUntil, now),
      ),
    )
    .orderBy(desc(isForWindow), desc(quotes.createdAt), desc(quotes.id))
    .limit(1);
  return quote?.id ?? null;
}
