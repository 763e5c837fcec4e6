import { sql } from 'drizzle-orm';
import { check, pgTable } from 'drizzle-orm/pg-core';
import { binary, businessIdColumn, createdAtColumn, wordCheck, words } from './columns.ts';

const CONTENT_TYPES = ['audio/wav', 'audio/mpeg'] as const;

/** What callers hear while a person is rung, in the owner's own file. */
export const holdMusic = pgTable(
  'hold_music',
  {
    businessId: businessIdColumn().primaryKey(),
    contentType: words('content_type', CONTENT_TYPES).notNull(),
    bytes: binary('bytes').notNull(),
    createdAt: createdAtColumn(),
  },
  () => [
    wordCheck('hold_music', 'content_type', CONTENT_TYPES),
    check('hold_music_size_check', sql`octet_length(bytes) between 1 and 4194304`),
  ],
);
