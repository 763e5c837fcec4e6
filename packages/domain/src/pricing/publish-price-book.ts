import type { Transaction } from '@afterhourfix/database';
import { businesses, priceBooks } from '@afterhourfix/database/schema';
import { Forbidden } from '@afterhourfix/foundation';
import { eq, max } from 'drizzle-orm';
import type { DomainContext } from '../context.ts';
import { priceBookPublished } from '../events.ts';
import { type PriceBookContent, readPriceBookContent } from './price-book.ts';

export interface PublishPriceBookInput {
  /** As somebody wrote it; read by `PriceBookContent`. */
  content: unknown;
  /** Now, when left out. */
  effectiveFrom?: Date | undefined;
  /** Left out: until a newer edition is in force. Afterwards the one before it is in force again. */
  effectiveTo?: Date | undefined;
}

export type PublishPriceBookResult =
  | { ok: true; priceBookId: string; version: number }
  | { ok: false; refusal: 'effective-in-the-past' | 'ends-before-it-starts' };

/**
 * Makes a new edition of the business's prices; what was told before stays as it was told. Throws `Invalid` with
 * the faults of the content, `Forbidden` unless an operator asks: no agent sets a price.
 */
export async function publishPriceBook(
  ctx: DomainContext,
  { content: json, effectiveFrom, effectiveTo }: PublishPriceBookInput,
): Promise<PublishPriceBookResult> {
  if (ctx.actor.kind !== 'operator') throw new Forbidden('Only an operator publishes prices');
  const content = readPriceBookContent(json);
  const now = ctx.clock.now();
  const from = effectiveFrom ?? now;
  if (from < now) return { ok: false, refusal: 'effective-in-the-past' };
  if (effectiveTo && effectiveTo <= from) return { ok: false, refusal: 'ends-before-it-starts' };
  const edition = { effectiveFrom: from, effectiveTo: effectiveTo ?? null };
  const published = await ctx.db.transaction((tx) => insertEdition(tx, { ctx, content, ...edition }));
  priceBookPublished(ctx, published);
  return { ok: true, ...published };
}

interface Edition {
  ctx: DomainContext;
  content: PriceBookContent;
  effectiveFrom: Date;
  effectiveTo: Date | null;
}

async function insertEdition(tx: Transaction, { ctx, content, ...times }: Edition) {
  const businessId = ctx.business.id;
  // Two editions at once would take the same number.
  await tx
    .select({ id: businesses.id })
    .from(businesses)
    .where(eq(businesses.id, businessId))
    .for('no key update');
  const [newest] = await tx
    .select({ version: max(priceBooks.version) })
    .from(priceBooks)
    .where(eq(priceBooks.businessId, businessId));
  const version = (newest?.version ?? 0) + 1;
  const [row] = await tx
    .insert(priceBooks)
    .values({ businessId, version, ...content, ...times, createdAt: ctx.clock.now() })
    .returning({ id: priceBooks.id });
  if (!row) throw new Error('An insert returned no row');
  return { priceBookId: row.id, version };
}
