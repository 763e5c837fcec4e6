import type { BookingId, MessageId, PhoneNumber, TechnicianId } from '@afterhourfix/vocabulary';
import { sql } from 'drizzle-orm';
import { boolean, foreignKey, pgTable, text, unique, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { bookings } from './booking.ts';
import { calls } from './calls.ts';
import {
  businessIdColumn,
  callIdColumn,
  createdAtColumn,
  idColumn,
  instant,
  wordCheck,
  words,
} from './columns.ts';
import { messages } from './messages.ts';
import { technicians } from './technicians.ts';

const PAGE_STATUSES = ['queued', 'sent', 'failed'] as const;

export const pages = pgTable(
  'pages',
  {
    id: idColumn<string>(),
    businessId: businessIdColumn(),
    messageId: uuid('message_id').$type<MessageId>(),
    bookingId: uuid('booking_id').$type<BookingId>(),
    callId: callIdColumn(),
    technicianId: uuid('technician_id').$type<TechnicianId>(),
    toNumber: text('to_number').$type<PhoneNumber>().notNull(),
    body: text('body').notNull(),
    status: words('status', PAGE_STATUSES).notNull().default('queued'),
    twilioSid: text('twilio_sid'),
    error: text('error'),
    /** About a danger for which nobody was sent, and about the call itself. */
    tellsDanger: boolean('tells_danger').notNull().default(false),
    createdAt: createdAtColumn(),
    sentAt: instant('sent_at'),
  },
  (table) => [
    /** A message pages the same person once, however often its job runs. */
    unique('pages_message_key').on(table.messageId, table.toNumber),
    /** So does what happened to the call itself: a transfer that nobody took, a danger. */
    uniqueIndex('pages_missed_transfer_key')
      .on(table.callId, table.toNumber)
      .where(sql`message_id is null and booking_id is null`),
    foreignKey({
      name: 'pages_message_fk',
      columns: [table.businessId, table.messageId],
      foreignColumns: [messages.businessId, messages.id],
    }),
    foreignKey({
      name: 'pages_booking_fk',
      columns: [table.businessId, table.bookingId],
      foreignColumns: [bookings.businessId, bookings.id],
    }),
    foreignKey({
      name: 'pages_call_fk',
      columns: [table.businessId, table.callId],
      foreignColumns: [calls.businessId, calls.id],
    }),
    foreignKey({
      name: 'pages_technician_fk',
      columns: [table.businessId, table.technicianId],
      foreignColumns: [technicians.businessId, technicians.id],
    }),
    wordCheck('pages', 'status', PAGE_STATUSES),
  ],
);
