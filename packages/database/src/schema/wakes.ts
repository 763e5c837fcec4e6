import type { CallId, TechnicianId } from '@afterhourfix/vocabulary';
import { sql } from 'drizzle-orm';
import { foreignKey, index, pgTable, text, unique, uuid } from 'drizzle-orm/pg-core';
import { calls } from './calls.ts';
import { businessIdColumn, createdAtColumn, idColumn, instant, wordCheck, words } from './columns.ts';
import { technicians } from './technicians.ts';

const REPORTERS = ['owner', 'technician'] as const;

/** Calls after which somebody should have been sent and was not. */
export const missedEmergencies = pgTable(
  'missed_emergencies',
  {
    id: idColumn<string>(),
    businessId: businessIdColumn(),
    callId: uuid('call_id').$type<CallId>().notNull(),
    reportedBy: words('reported_by', REPORTERS).notNull(),
    technicianId: uuid('technician_id').$type<TechnicianId>(),
    /** The rules of triage that should have told it; empty: none of ours would. */
    ruleIds: text('rule_ids').array().notNull().default(sql`'{}'::text[]`),
    note: text('note'),
    createdAt: createdAtColumn(),
  },
  (table) => [
    unique('missed_emergencies_call_key').on(table.callId),
    foreignKey({
      name: 'missed_emergencies_call_fk',
      columns: [table.businessId, table.callId],
      foreignColumns: [calls.businessId, calls.id],
    }),
    foreignKey({
      name: 'missed_emergencies_technician_fk',
      columns: [table.businessId, table.technicianId],
      foreignColumns: [technicians.businessId, technicians.id],
    }),
    index('missed_emergencies_time_idx').on(table.businessId, table.createdAt),
    wordCheck('missed_emergencies', 'reported_by', REPORTERS),
  ],
);

/** The owner is told once in a month of somebody who is woken too often. */
export const wakeWarnings = pgTable(
  'wake_warnings',
  {
    id: idColumn<string>(),
    businessId: businessIdColumn(),
    technicianId: uuid('technician_id').$type<TechnicianId>().notNull(),
    /** `2026-11`, by the clock of the business. */
    month: text('month').notNull(),
    body: text('body').notNull(),
    sentAt: instant('sent_at'),
    createdAt: createdAtColumn(),
  },
  (table) => [
    unique('wake_warnings_key').on(table.technicianId, table.month),
    foreignKey({
      name: 'wake_warnings_technician_fk',
      columns: [table.businessId, table.technicianId],
      foreignColumns: [technicians.businessId, technicians.id],
    }),
  ],
);
