import type {
  BookingId,
  CustomerId,
  HoldId,
  PhoneNumber,
  QuoteId,
  TechnicianId,
  Trade,
} from '@afterhourfix/vocabulary';
import { sql } from 'drizzle-orm';
import { check, foreignKey, index, pgTable, text, unique, uuid } from 'drizzle-orm/pg-core';
import { calls } from './calls.ts';
import {
  businessIdColumn,
  callIdColumn,
  createdAtColumn,
  idColumn,
  instant,
  timeRange,
  wordCheck,
  words,
} from './columns.ts';
import { customers } from './customers.ts';
import { quotes } from './pricing.ts';
import { technicians } from './technicians.ts';

const HOLD_STATUSES = ['live', 'used', 'released'] as const;
const BOOKING_STATUSES = ['booked', 'cancelled'] as const;

const technicianIdColumn = () => uuid('technician_id').$type<TechnicianId>().notNull();

export const holds = pgTable(
  'holds',
  {
    id: idColumn<HoldId>(),
    businessId: businessIdColumn(),
    callId: callIdColumn().notNull(),
    technicianId: technicianIdColumn(),
    trade: text('trade').$type<Trade>().notNull(),
    startsAt: instant('starts_at').notNull(),
    endsAt: instant('ends_at').notNull(),
    expiresAt: instant('expires_at').notNull(),
    status: words('status', HOLD_STATUSES).notNull().default('live'),
    createdAt: createdAtColumn(),
  },
  (table) => [
    unique('holds_tenant_key').on(table.businessId, table.id),
    foreignKey({
      name: 'holds_call_fk',
      columns: [table.businessId, table.callId],
      foreignColumns: [calls.businessId, calls.id],
    }),
    foreignKey({
      name: 'holds_technician_fk',
      columns: [table.businessId, table.technicianId],
      foreignColumns: [technicians.businessId, technicians.id],
    }),
    index('holds_call_idx').on(table.callId),
    index('holds_live_idx').on(table.businessId, table.expiresAt).where(sql`status = 'live'`),
    check('holds_times_check', sql`starts_at < ends_at`),
    wordCheck('holds', 'status', HOLD_STATUSES),
  ],
);

export const bookings = pgTable(
  'bookings',
  {
    id: idColumn<BookingId>(),
    businessId: businessIdColumn(),
    callId: callIdColumn(),
    customerId: uuid('customer_id').$type<CustomerId>().notNull(),
    technicianId: technicianIdColumn(),
    holdId: uuid('hold_id').$type<HoldId>().unique(),
    quoteId: uuid('quote_id').$type<QuoteId>(),
    status: words('status', BOOKING_STATUSES).notNull().default('booked'),
    trade: text('trade').$type<Trade>().notNull(),
    problem: text('problem').notNull(),
    startsAt: instant('starts_at').notNull(),
    endsAt: instant('ends_at').notNull(),
    contactName: text('contact_name').notNull(),
    contactPhone: text('contact_phone').$type<PhoneNumber>().notNull(),
    addressLine: text('address_line').notNull(),
    city: text('city'),
    zip: text('zip').notNull(),
    createdAt: createdAtColumn(),
  },
  (table) => [
    unique('bookings_tenant_key').on(table.businessId, table.id),
    foreignKey({
      name: 'bookings_call_fk',
      columns: [table.businessId, table.callId],
      foreignColumns: [calls.businessId, calls.id],
    }),
    foreignKey({
      name: 'bookings_customer_fk',
      columns: [table.businessId, table.customerId],
      foreignColumns: [customers.businessId, customers.id],
    }),
    foreignKey({
      name: 'bookings_technician_fk',
      columns: [table.businessId, table.technicianId],
      foreignColumns: [technicians.businessId, technicians.id],
    }),
    foreignKey({
      name: 'bookings_hold_fk',
      columns: [table.businessId, table.holdId],
      foreignColumns: [holds.businessId, holds.id],
    }),
    foreignKey({
      name: 'bookings_quote_fk',
      columns: [table.businessId, table.quoteId],
      foreignColumns: [quotes.businessId, quotes.id],
    }),
    index('bookings_call_idx').on(table.callId),
    index('bookings_starts_at_idx').on(table.businessId, table.startsAt),
    check('bookings_times_check', sql`starts_at < ends_at`),
    wordCheck('bookings', 'status', BOOKING_STATUSES),
  ],
);

/**
 * The calendar of a technician: holds and bookings take their time here. The exclusion constraint
 * `technician_commitments_no_overlap` (SQLSTATE 23P01) makes a double booking impossible.
 * A hold becomes a booking by updating its row; an expired hold must be deleted before its time is free.
 */
export const technicianCommitments = pgTable(
  'technician_commitments',
  {
    id: idColumn<string>(),
    businessId: businessIdColumn(),
    technicianId: technicianIdColumn(),
    during: timeRange('during').notNull(),
    holdId: uuid('hold_id').$type<HoldId>().unique(),
    bookingId: uuid('booking_id').$type<BookingId>().unique(),
    expiresAt: instant('expires_at'),
  },
  (table) => [
    foreignKey({
      name: 'technician_commitments_technician_fk',
      columns: [table.businessId, table.technicianId],
      foreignColumns: [technicians.businessId, technicians.id],
    }),
    foreignKey({
      name: 'technician_commitments_hold_fk',
      columns: [table.businessId, table.holdId],
      foreignColumns: [holds.businessId, holds.id],
    }),
    foreignKey({
      name: 'technician_commitments_booking_fk',
      columns: [table.businessId, table.bookingId],
      foreignColumns: [bookings.businessId, bookings.id],
    }),
    check('technician_commitments_one_cause_check', sql`num_nonnulls(hold_id, booking_id) = 1`),
    check(
      'technician_commitments_finite_check',
      sql`not isempty(during) and not lower_inf(during) and not upper_inf(during)`,
    ),
  ],
);
