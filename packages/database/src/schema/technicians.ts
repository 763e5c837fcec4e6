import { type PhoneNumber, TEXT_LANGUAGES, type TechnicianId } from '@afterhourfix/vocabulary';
import { sql } from 'drizzle-orm';
import {
  boolean,
  check,
  date,
  foreignKey,
  index,
  jsonb,
  pgTable,
  smallint,
  text,
  unique,
  uuid,
} from 'drizzle-orm/pg-core';
import { businessIdColumn, createdAtColumn, idColumn, instant, wordCheck, words } from './columns.ts';

const ON_CALL_DUTIES = ['primary', 'secondary', 'none'] as const;

export const technicians = pgTable(
  'technicians',
  {
    id: idColumn<TechnicianId>(),
    businessId: businessIdColumn(),
    slug: text('slug').notNull(),
    name: text('name').notNull(),
    phone: text('phone').$type<PhoneNumber>(),
    /** Trades, and finer words such as `gas` that are no trade of their own. */
    skills: text('skills').array().notNull(),
    homeZip: text('home_zip').notNull(),
    onCall: words('on_call', ON_CALL_DUTIES).notNull().default('none'),
    isActive: boolean('is_active').notNull().default(true),
    /** Null: nobody wrote it down. */
    licensedStates: text('licensed_states').array(),
    /** Job types for which the van carries the parts. */
    vanStock: text('van_stock').array().notNull().default(sql`'{}'::text[]`),
    worksAlone: boolean('works_alone').notNull().default(true),
    /** Of pages and calls to them. */
    language: words('language', TEXT_LANGUAGES).notNull().default('en'),
    /** When the owner was last told that they have stopped our texts. */
    stopAlertedAt: instant('stop_alerted_at'),
    /** By skill, 0 to 1; what is not named is 1. */
    skillLevels: jsonb('skill_levels').$type<Record<string, number>>().notNull().default({}),
    createdAt: createdAtColumn(),
  },
  (table) => [
    unique('technicians_tenant_key').on(table.businessId, table.id),
    unique('technicians_slug_key').on(table.businessId, table.slug),
    wordCheck('technicians', 'on_call', ON_CALL_DUTIES),
    wordCheck('technicians', 'language', TEXT_LANGUAGES),
  ],
);

const technicianIdColumn = () => uuid('technician_id').$type<TechnicianId>().notNull();

/** Wall-clock times, `HH:MM` in the business's zone; one that ends when or before it begins ends on the next day. */
export const technicianShifts = pgTable(
  'technician_shifts',
  {
    id: idColumn<string>(),
    businessId: businessIdColumn(),
    technicianId: technicianIdColumn(),
    /** 0 is Sunday. */
    weekday: smallint('weekday').notNull(),
    startsLocal: text('starts_local').notNull(),
    endsLocal: text('ends_local').notNull(),
    /** For emergencies only. */
    isOnCall: boolean('is_on_call').notNull().default(false),
    createdAt: createdAtColumn(),
  },
  (table) => [
    foreignKey({
      name: 'technician_shifts_technician_fk',
      columns: [table.businessId, table.technicianId],
      foreignColumns: [technicians.businessId, technicians.id],
    }),
    index('technician_shifts_technician_idx').on(table.technicianId),
    check('technician_shifts_times_check', sql`weekday between 0 and 6`),
  ],
);

/** Instead of a day's weekly shifts; without times the day is off. */
export const shiftOverrides = pgTable(
  'shift_overrides',
  {
    id: idColumn<string>(),
    businessId: businessIdColumn(),
    technicianId: technicianIdColumn(),
    onDay: date('on_day', { mode: 'string' }).notNull(),
    startsLocal: text('starts_local'),
    endsLocal: text('ends_local'),
    createdAt: createdAtColumn(),
  },
  (table) => [
    foreignKey({
      name: 'shift_overrides_technician_fk',
      columns: [table.businessId, table.technicianId],
      foreignColumns: [technicians.businessId, technicians.id],
    }),
    index('shift_overrides_day_idx').on(table.technicianId, table.onDay),
    check('shift_overrides_times_check', sql`(starts_local is null) = (ends_local is null)`),
  ],
);

export const technicianTimeOff = pgTable(
  'technician_time_off',
  {
    id: idColumn<string>(),
    businessId: businessIdColumn(),
    technicianId: technicianIdColumn(),
    startsAt: instant('starts_at').notNull(),
    endsAt: instant('ends_at').notNull(),
    createdAt: createdAtColumn(),
  },
  (table) => [
    foreignKey({
      name: 'technician_time_off_technician_fk',
      columns: [table.businessId, table.technicianId],
      foreignColumns: [technicians.businessId, technicians.id],
    }),
    index('technician_time_off_idx').on(table.technicianId, table.endsAt),
    check('technician_time_off_times_check', sql`starts_at < ends_at`),
  ],
);

export const technicianLicences = pgTable(
  'technician_licences',
  {
    id: idColumn<string>(),
    businessId: businessIdColumn(),
    technicianId: technicianIdColumn(),
    name: text('name').notNull(),
    /** Null: it holds in every state, as EPA 608 does. */
    state: text('state'),
    expiresOn: date('expires_on', { mode: 'string' }),
    createdAt: createdAtColumn(),
  },
  (table) => [
    unique('technician_licences_key').on(table.technicianId, table.name, table.state).nullsNotDistinct(),
    foreignKey({
      name: 'technician_licences_technician_fk',
      columns: [table.businessId, table.technicianId],
      foreignColumns: [technicians.businessId, technicians.id],
    }),
  ],
);
