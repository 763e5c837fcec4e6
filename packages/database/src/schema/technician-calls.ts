import type { PhoneNumber } from '@afterhourfix/vocabulary';
import { sql } from 'drizzle-orm';
import { check, foreignKey, integer, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { businessIdColumn, createdAtColumn, idColumn, instant, wordCheck, words } from './columns.ts';
import { dispatches } from './dispatches.ts';

const LANGUAGES = ['en', 'es'] as const;
const QUESTIONS = ['offer', 'approval'] as const;
const ANSWERS = ['taken', 'declined', 'no-answer', 'voicemail'] as const;

/** One call to one technician about one dispatch. */
export const technicianCalls = pgTable(
  'technician_calls',
  {
    id: idColumn<string>(),
    businessId: businessIdColumn(),
    dispatchId: uuid('dispatch_id').notNull(),
    toNumber: text('to_number').$type<PhoneNumber>().notNull(),
    technicianName: text('technician_name').notNull(),
    summary: text('summary').notNull(),
    language: words('language', LANGUAGES).notNull(),
    question: words('question', QUESTIONS).notNull().default('offer'),
    /** Null until the carrier accepted the call. */
    callSid: text('call_sid'),
    answer: words('answer', ANSWERS),
    etaMinutes: integer('eta_minutes'),
    createdAt: createdAtColumn(),
    answeredAt: instant('answered_at'),
    endedAt: instant('ended_at'),
  },
  (table) => [
    uniqueIndex('technician_calls_open_key')
      .on(table.businessId, table.dispatchId, table.toNumber)
      .where(sql`ended_at is null`),
    foreignKey({
      name: 'technician_calls_dispatch_fk',
      columns: [table.businessId, table.dispatchId],
      foreignColumns: [dispatches.businessId, dispatches.id],
    }),
    wordCheck('technician_calls', 'language', LANGUAGES),
    wordCheck('technician_calls', 'question', QUESTIONS),
    wordCheck('technician_calls', 'answer', ANSWERS),
    check('technician_calls_eta_check', sql`eta_minutes is null or (answer = 'taken' and eta_minutes > 0)`),
  ],
);
