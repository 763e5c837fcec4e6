import { knowledgeArticles } from '@afterhourfix/database/schema';
import type { ArticleId } from '@afterhourfix/vocabulary';
import { and, desc, eq, sql } from 'drizzle-orm';
import type { DomainContext } from '../context.ts';

const MAX_ARTICLES = 3;

export interface KnowledgeArticle {
  id: ArticleId;
  title: string;
  body: string;
}

export type GetKnowledgeResult =
  | { ok: true; articles: KnowledgeArticle[] }
  | { ok: false; refusal: 'nothing-known' };

/** The business's own articles that best fit a spoken question, at most three. */
export async function getKnowledge(
  ctx: DomainContext,
  input: { question: string },
): Promise<GetKnowledgeResult> {
  // A spoken question holds more words than any article: one that matches is enough, rank does the rest.
  const query = sql`replace(plainto_tsquery('english', ${withoutNul(input.question)})::text, '&', '|')::tsquery`;
  const articles = await ctx.db.transaction((tx) =>
    tx
      .select({
        id: knowledgeArticles.id,
        title: knowledgeArticles.title,
        body: knowledgeArticles.body,
      })
      .from(knowledgeArticles)
      .where(
        and(eq(knowledgeArticles.businessId, ctx.business.id), sql`${knowledgeArticles.search} @@ ${query}`),
      )
      .orderBy(desc(sql`ts_rank_cd(${knowledgeArticles.search}, ${query})`), knowledgeArticles.title)
      .limit(MAX_ARTICLES),
  );
  return articles.length > 0 ? { ok: true, articles } : { ok: false, refusal: 'nothing-known' };
}

// PostgreSQL text cannot hold it.
function withoutNul(text: string): string {
  return text.replaceAll('\0', ' ');
}
