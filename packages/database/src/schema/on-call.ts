import type { TechnicianId, Trade } from '@afterhourfix/vocabulary';
import { sql } from 'drizzle-orm';
import { check, foreignKey, index, pgTable, text, unique, uuid } from 'drizzle-orm/pg-core';
import { businessIdColumn, createdAtColumn, idColumn, instant, wordCheck, words } from './columns.ts';
import { technicians } from './technicians.ts';

const DUTIES = ['primary', 'secondary'] as const;
const GAP_ALERTS = ['ahead', 'near', 'under-way', 'mended'] as const;
const SOURCES = ['rota', 'override', 'swap'] as const;

/** Who is on call for which trades and ZIPs; without ZIPs everywhere. */
export const onCallDepartments = pgTable(
  'on_call_departments',
  {
    id: idColumn<string>(),
    businessId: businessIdColumn(),
    name: text('name').notNull(),
    trades: text('trades').array().$type<Trade[]>().notNull(),
    zips: text('zips').array().notNull().default(sql`'{}'::text[]`),
    createdAt: createdAtColumn(),
  },
  (table) => [
    unique('on_call_departments_tenant_key').on(table.businessId, table.id),
    unique('on_call_departments_name_key').on(table.businessId, table.name),
  ],
);

export const onCallDuties = pgTable(
  'on_call_duties',
  {
    id: idColumn<string>(),
    businessId: businessIdColumn(),
    departmentId: uuid('department_id').notNull(),
    technicianId: uuid('technician_id').$type<TechnicianId>().notNull(),
    duty: words('duty', DUTIES).notNull(),
    /** An override stands before the rota, and so does a swap; of several the newest. */
    source: words('source', SOURCES).notNull(),
    startsAt: instant('starts_at').notNull(),
    endsAt: instant('ends_at').notNull(),
    createdAt: createdAtColumn(),
  },
  (table) => [
    foreignKey({
      name: 'on_call_duties_department_fk',
      columns: [table.businessId, table.departmentId],
      foreignColumns: [onCallDepartments.businessId, onCallDepartments.id],
    }),
    foreignKey({
      name: 'on_call_duties_technician_fk',
      columns: [table.businessId, table.technicianId],
      foreignColumns: [technicians.businessId, technicians.id],
    }),
    index('on_call_duties_idx').on(table.departmentId, table.endsAt),
    wordCheck('on_call_duties', 'duty', DUTIES),
    wordCheck('on_call_duties', 'source', SOURCES),
    check('on_call_duties_times_check', sql`starts_at < ends_at`),
  ],
);

/** What somebody was told of gaps of the rota: once when they are seen, again when they are near, and when mended. */
export const onCallGapAlerts = pgTable(
  'on_call_gap_alerts',
  {
    id: idColumn<string>(),
    businessId: businessIdColumn(),
    departmentId: uuid('department_id').notNull(),
    startsAt: instant('starts_at').notNull(),
    endsAt: instant('ends_at').notNull(),
    kind: words('kind', GAP_ALERTS).notNull().default('ahead'),
    body: text('body').notNull(),
    sentAt: instant('sent_at'),
    createdAt: createdAtColumn(),
  },
  (table) => [
    unique('on_call_gap_alerts_key').on(table.departmentId, table.startsAt, table.kind),
    wordCheck('on_call_gap_alerts', 'kind', GAP_ALERTS),
    foreignKey({
      name: 'on_call_gap_alerts_department_fk',
      columns: [table.businessId, table.departmentId],
      foreignColumns: [onCallDepartments.businessId, onCallDepartments.id],
    }),
  ],
);
