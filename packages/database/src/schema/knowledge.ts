import type { ArticleId } from '@afterhourfix/vocabulary';
import { sql } from 'drizzle-orm';
import { index, pgTable, text, unique } from 'drizzle-orm/pg-core';
import { businessIdColumn, createdAtColumn, idColumn, searchVector } from './columns.ts';

export const knowledgeArticles = pgTable(
  'knowledge_articles',
  {
    id: idColumn<ArticleId>(),
    businessId: businessIdColumn(),
    title: text('title').notNull(),
    body: text('body').notNull(),
    search: searchVector('search').generatedAlwaysAs(
      sql`setweight(to_tsvector('english', title), 'A') || setweight(to_tsvector('english', body), 'B')`,
    ),
    createdAt: createdAtColumn(),
  },
  (table) => [
    unique('knowledge_articles_title_key').on(table.businessId, table.title),
    index('knowledge_articles_search_idx').using('gin', table.search),
  ],
);
