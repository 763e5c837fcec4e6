import { knowledgeArticles } from '@afterhourfix/database/schema';
import { Invalid, NotFound } from '@afterhourfix/foundation';
import type { ArticleId } from '@afterhourfix/vocabulary';
import { and, asc, eq, sql } from 'drizzle-orm';
import type { DomainContext } from '../context.ts';
import { toStorableText } from '../storable.ts';
import { isInstructionLike } from './rules/quote-article.ts';

export type ArticleLanguage = (typeof knowledgeArticles.$inferSelect)['language'];

export interface Article {
  id: ArticleId;
  language: ArticleLanguage;
  title: string;
  body: string;
  updatedAt: Date;
  /** Something in it reads like an instruction to a model; it will only be quoted. */
  isInstructionLike: boolean;
}

export interface ArticleInput {
  title: string;
  body: string;
  language: ArticleLanguage;
}

export const MAX_TITLE_CHARACTERS = 120;
export const MAX_BODY_CHARACTERS = 4_000;
/** A question is weighed against all of them while a caller waits. */
export const MAX_ARTICLES_OF_BUSINESS = 200;

export type PublishArticleResult =
  | { ok: true; article: Article }
  | { ok: false; refusal: 'too-many-articles' };

/** Publishes an article; one of the same title is replaced. Throws `Invalid` for an empty or too long one. */
export function publishArticle(ctx: DomainContext, input: ArticleInput): Promise<PublishArticleResult> {
  const title = readText(input.title, { name: 'title', max: MAX_TITLE_CHARACTERS });
  const body = readText(input.body, { name: 'body', max: MAX_BODY_CHARACTERS });
  const businessId = ctx.business.id;
  return ctx.db.transaction(async (tx) => {
    // Two at once would each count the articles without the other.
    await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`articles ${businessId}`}, 0))`);
    const ofTitle = and(eq(knowledgeArticles.businessId, businessId), eq(knowledgeArticles.title, title));
    const isNew = (await tx.$count(knowledgeArticles, ofTitle)) === 0;
    const count = await tx.$count(knowledgeArticles, eq(knowledgeArticles.businessId, businessId));
    if (isNew && count >= MAX_ARTICLES_OF_BUSINESS) return { ok: false, refusal: 'too-many-articles' };
    const told = { body, language: input.language, updatedAt: ctx.clock.now() };
    const [row] = await tx
      .insert(knowledgeArticles)
      .values({ businessId, title, ...told })
      .onConflictDoUpdate({ target: [knowledgeArticles.businessId, knowledgeArticles.title], set: told })
      .returning();
    if (!row) throw new Error('An upsert returned no row');
    return { ok: true, article: toArticle(row) };
  });
}

/** All articles of the business by their titles; there are never more than `MAX_ARTICLES_OF_BUSINESS`. */
export async function listArticles(ctx: DomainContext): Promise<Article[]> {
  const rows = await ctx.db.transaction((tx) =>
    tx
      .select()
      .from(knowledgeArticles)
      .where(eq(knowledgeArticles.businessId, ctx.business.id))
      .orderBy(asc(knowledgeArticles.title)),
  );
  return rows.map(toArticle);
}

/** Throws `NotFound`. */
export async function removeArticle(ctx: DomainContext, input: { articleId: ArticleId }): Promise<void> {
  const removed = await ctx.db.transaction((tx) =>
    tx
      .delete(knowledgeArticles)
      .where(
        and(eq(knowledgeArticles.businessId, ctx.business.id), eq(knowledgeArticles.id, input.articleId)),
      )
      .returning({ id: knowledgeArticles.id }),
  );
  if (removed.length === 0) throw new NotFound(`No article ${input.articleId}`);
}

function readText(text: string, { name, max }: { name: string; max: number }): string {
  const plain = toStorableText(text).trim();
  if (plain === '' || plain.length > max)
    throw new Invalid(`The ${name} of an article has 1 to ${max} characters, this one has ${plain.length}`);
  return plain;
}

function toArticle({ id, language, title, body, updatedAt }: typeof knowledgeArticles.$inferSelect): Article {
  const isInstruction = isInstructionLike(title) || isInstructionLike(body);
  return { id, language, title, body, updatedAt, isInstructionLike: isInstruction };
}
