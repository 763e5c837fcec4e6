import type { ArticleId } from '@afterhourfix/vocabulary';
import { sql } from 'drizzle-orm';
import { pgTable, text, unique } from 'drizzle-orm/pg-core';
import {
  businessIdColumn,
  createdAtColumn,
  idColumn,
  instant,
  searchVector,
  wordCheck,
  words,
} from './columns.ts';

const ARTICLE_LANGUAGES = ['en', 'es'] as const;

/** No index on `search`: behind the tenant wall PostgreSQL reads the rows of one business, which are few. */
export const knowledgeArticles = pgTable(
  'knowledge_articles',
  {
    id: idColumn<ArticleId>(),
    businessId: businessIdColumn(),
    language: words('language', ARTICLE_LANGUAGES).notNull().default('en'),
    title: text('title').notNull(),
    body: text('body').notNull(),
    search: searchVector('search').generatedAlwaysAs(
      sql`setweight(to_tsvector(case language when 'es' then 'spanish'::regconfig else 'english'::regconfig end, title), 'A') || setweight(to_tsvector(case language when 'es' then 'spanish'::regconfig else 'english'::regconfig end, body), 'B')`,
    ),
    createdAt: createdAtColumn(),
    updatedAt: instant('updated_at').notNull().defaultNow(),
  },
  (table) => [
    unique('knowledge_articles_title_key').on(table.businessId, table.title),
    wordCheck('knowledge_articles', 'language', ARTICLE_LANGUAGES),
  ],
);
