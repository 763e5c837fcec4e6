import { knowledgeArticles } from '@afterhourfix/database/schema';
import { ArticleId } from '@afterhourfix/vocabulary';
import { and, eq, inArray } from 'drizzle-orm';
import type { DomainContext } from '../context.ts';
import { findMatches } from './find-matches.ts';
import { toQuestionWords } from './rules/question-words.ts';
import { quoteArticle } from './rules/quote-article.ts';
import { rankArticles } from './rules/rank-articles.ts';

const MAX_ARTICLES = 3;

export interface KnowledgeArticle {
  id: ArticleId;
  title: string;
  /** What was asked of the article, bounded; sentences that read like instructions are only quoted. */
  body: string;
}

export type GetKnowledgeResult =
  | { ok: true; articles: KnowledgeArticle[] }
  | { ok: false; refusal: 'nothing-known' };

/** The business's own articles that answer a spoken question, best first, at most three; or that none does. */
export async function getKnowledge(
  ctx: DomainContext,
  input: { question: string },
): Promise<GetKnowledgeResult> {
  const words = toQuestionWords(input.question);
  const businessId = ctx.business.id;
  const rows = await ctx.db.transaction(async (tx) => {
    const ids = rankArticles(await findMatches(tx, { businessId, words })).slice(0, MAX_ARTICLES);
    if (ids.length === 0) return [];
    const { id, title, body } = knowledgeArticles;
    const found = await tx
      .select({ id, title, body })
      .from(knowledgeArticles)
      .where(
        and(
          eq(knowledgeArticles.businessId, businessId),
          inArray(
            id,
            ids.map((one) => ArticleId.parse(one)),
          ),
        ),
      );
    return found.toSorted((one, other) => ids.indexOf(one.id) - ids.indexOf(other.id));
  });
  const articles = rows.map(({ id, title, body }) => ({
    id,
    title: quoteArticle(title, []),
    body: quoteArticle(body, words),
  }));
  return articles.length > 0 ? { ok: true, articles } : { ok: false, refusal: 'nothing-known' };
}
