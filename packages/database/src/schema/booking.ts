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
import { boolean, check, foreignKey, index, integer, pgTable, text, unique, uuid } from 'drizzle-orm/pg-core';
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
const CALENDAR_STATUSES = ['none', 'pending', 'confirmed', 'rejected'] as const;
const BOOKING_CHANGES = ['booked', 'moved', 'moved-back', 'cancelled', 'rejected'] as const;

const technicianIdColumn = () => uuid('technician_id').$type<TechnicianId>();

/** What the same technician does on the same visit, after the work of `trade`. */
const otherTradesColumn = () =>
  text('other_trades').array().$type<Trade[]>().notNull().default(sql`'{}'::text[]`);

export const holds = pgTable(
  'holds',
  {
    id: idColumn<HoldId>(),
    businessId: businessIdColumn(),
    callId: callIdColumn().notNull(),
    /** Null when an external calendar picks who comes. */
    technicianId: technicianIdColumn(),
    trade: text('trade').$type<Trade>().notNull(),
    otherTrades: otherTradesColumn(),
    /** The arrival window that the caller is told. */
    startsAt: instant('starts_at').notNull(),
    endsAt: instant('ends_at').notNull(),
    /** What it takes of the technician's day: the job and the way to the next one. */
    plannedFrom: instant('planned_from'),
    plannedUntil: instant('planned_until'),
    /** Of the service address; null is the business's. */
    timeZone: text('time_zone'),
    openingRef: text('opening_ref'),
    reservationRef: text('reservation_ref'),
    isEmergency: boolean('is_emergency').notNull().default(false),
    /** Opened by the priority that the caller pays for. */
    isPriority: boolean('is_priority').notNull().default(false),
    extendedAt: instant('extended_at'),
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
    check(
      'holds_planned_check',
      sql`(planned_from is null) = (planned_until is null) and planned_from < planned_until`,
    ),
    check('holds_who_comes_check', sql`technician_id is not null or opening_ref is not null`),
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
    otherTrades: otherTradesColumn(),
    problem: text('problem').notNull(),
    startsAt: instant('starts_at').notNull(),
    endsAt: instant('ends_at').notNull(),
    contactName: text('contact_name').notNull(),
    contactPhone: text('contact_phone').$type<PhoneNumber>().notNull(),
    contactEmail: text('contact_email'),
    addressLine: text('address_line').notNull(),
    city: text('city'),
    zip: text('zip').notNull(),
    /** Of the service address; null is the business's. */
    timeZone: text('time_zone'),
    openingRef: text('opening_ref'),
    /** How it stands in somebody else's calendar; `none` when the business uses ours alone. */
    calendarStatus: words('calendar_status', CALENDAR_STATUSES).notNull().default('none'),
    calendarRef: text('calendar_ref'),
    /** When theirs changed last, by their clock, as far as we took it over; null when it never did. */
    calendarChangedAt: instant('calendar_changed_at'),
    /** 1 for the booking itself, one more with each move: part of the key that theirs knows it by. */
    calendarRevision: integer('calendar_revision').notNull().default(1),
    /** When the tries end and a human is asked. */
    calendarDueAt: instant('calendar_due_at'),
    /** Who asks theirs holds the row for a while, or two would book twice there. */
    calendarClaimedAt: instant('calendar_claimed_at'),
    /** The time a visit moves from is kept until theirs has taken the new one. */
    previousHoldId: uuid('previous_hold_id').$type<HoldId>(),
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
      name: 'bookings_previous_hold_fk',
      columns: [table.businessId, table.previousHoldId],
      foreignColumns: [holds.businessId, holds.id],
    }),
    foreignKey({
      name: 'bookings_quote_fk',
      columns: [table.businessId, table.quoteId],
      foreignColumns: [quotes.businessId, quotes.id],
    }),
    index('bookings_call_idx').on(table.callId),
    index('bookings_calendar_ref_idx')
      .on(table.businessId, table.calendarRef)
      .where(sql`calendar_ref is not null`),
    index('bookings_starts_at_idx').on(table.businessId, table.startsAt),
    index('bookings_technician_idx').on(table.technicianId, table.startsAt),
    check('bookings_who_comes_check', sql`technician_id is not null or opening_ref is not null`),
    wordCheck('bookings', 'calendar_status', CALENDAR_STATUSES),
    check('bookings_times_check', sql`starts_at < ends_at`),
    wordCheck('bookings', 'status', BOOKING_STATUSES),
  ],
);

/** What became of a booking, in order. */
export const bookingChanges = pgTable(
  'booking_changes',
  {
    id: idColumn<string>(),
    businessId: businessIdColumn(),
    bookingId: uuid('booking_id').$type<BookingId>().notNull(),
    /** The call in which it was asked for; null when it was no caller's wish. */
    callId: callIdColumn(),
    kind: words('kind', BOOKING_CHANGES).notNull(),
    /** The window that holds from then on, or the one that is cancelled. */
    startsAt: instant('starts_at').notNull(),
    endsAt: instant('ends_at').notNull(),
    technicianId: technicianIdColumn(),
    feeCents: integer('fee_cents').notNull().default(0),
    reason: text('reason'),
    createdAt: createdAtColumn(),
  },
  (table) => [
    foreignKey({
      name: 'booking_changes_booking_fk',
      columns: [table.businessId, table.bookingId],
      foreignColumns: [bookings.businessId, bookings.id],
    }),
    foreignKey({
      name: 'booking_changes_call_fk',
      columns: [table.businessId, table.callId],
      foreignColumns: [calls.businessId, calls.id],
    }),
    index('booking_changes_booking_idx').on(table.bookingId),
    check('booking_changes_fee_check', sql`fee_cents >= 0`),
    wordCheck('booking_changes', 'kind', BOOKING_CHANGES),
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
    technicianId: technicianIdColumn().notNull(),
    during: timeRange('during').notNull(),
    startsAt: instant('starts_at').notNull().generatedAlwaysAs(sql`lower(during)`),
    endsAt: instant('ends_at').notNull().generatedAlwaysAs(sql`upper(during)`),
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
    index('technician_commitments_technician_idx').on(table.businessId, table.technicianId, table.startsAt),
    index('technician_commitments_lapse_idx')
      .on(table.businessId, table.expiresAt)
      .where(sql`hold_id is not null`),
    check('technician_commitments_length_check', sql`upper(during) - lower(during) <= interval '24 hours'`),
    check('technician_commitments_one_cause_check', sql`num_nonnulls(hold_id, booking_id) = 1`),
    check(
      'technician_commitments_finite_check',
      sql`not isempty(during) and not lower_inf(during) and not upper_inf(during)`,
    ),
  ],
);
