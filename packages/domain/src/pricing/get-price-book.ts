import type { Transaction } from '@afterhourfix/database';
import { priceBooks } from '@afterhourfix/database/schema';
import { NotFound } from '@afterhourfix/foundation';
import { and, desc, eq, gt, isNull, lt, lte, or } from 'drizzle-orm';
import type { DomainContext } from '../context.ts';
import { type PriceBook, readPriceBookContent } from './price-book.ts';

interface Wanted {
  ctx: DomainContext;
  at: Date;
}

/** The newest edition in force at an instant; null when there is none. */
export function findPriceBook(tx: Transaction, { ctx, at }: Wanted): Promise<PriceBook | null> {
  const isInForce = and(
    lte(priceBooks.effectiveFrom, at),
    or(isNull(priceBooks.effectiveTo), gt(priceBooks.effectiveTo, at)),
  );
  return selectBook(tx, { ctx, where: isInForce });
}

/** The same. Throws `NotFound`: a business without prices is a fault, not free. */
export async function getPriceBook(tx: Transaction, { ctx, at }: Wanted): Promise<PriceBook> {
  const book = await findPriceBook(tx, { ctx, at });
  if (!book) throw new NotFound(`No price book of ${ctx.business.slug} is in force`);
  return book;
}

/** The edition that was in force just before an instant, or null when there was none. */
export function findPriceBookBefore(tx: Transaction, { ctx, at }: Wanted): Promise<PriceBook | null> {
  const wasInForce = and(
    lt(priceBooks.effectiveFrom, at),
    or(isNull(priceBooks.effectiveTo), gt(priceBooks.effectiveTo, at), eq(priceBooks.effectiveTo, at)),
  );
  return selectBook(tx, { ctx, where: wasInForce });
}

/** An edition by its id, in force or not. */
export async function getPriceBookEdition(
  tx: Transaction,
  { ctx, priceBookId }: { ctx: DomainContext; priceBookId: string },
): Promise<PriceBook> {
  const book = await selectBook(tx, { ctx, where: eq(priceBooks.id, priceBookId) });
  if (!book) throw new NotFound(`No price book ${priceBookId}`);
  return book;
}

async function selectBook(
  tx: Transaction,
  { ctx, where }: { ctx: DomainContext; where: ReturnType<typeof and> },
): Promise<PriceBook | null> {
  const [row] = await tx
    .select()
    .from(priceBooks)
    .where(and(eq(priceBooks.businessId, ctx.business.id), where))
    .orderBy(desc(priceBooks.version))
    .limit(1);
  if (!row) return null;
  const { id, version, effectiveFrom, effectiveTo, fees, memberships, promotions, flatRates, rules } = row;
  const content = readPriceBookContent({ fees, memberships, promotions, flatRates, rules });
  return { ...content, id, version, effectiveFrom, effectiveTo };
}
