import {
  type BookingId,
  type PhoneNumber,
  TEXT_FAULTS,
  TEXT_KINDS,
  TEXT_LANGUAGES,
  TEXT_STATUSES,
  type TextMessageId,
} from '@afterhourfix/vocabulary';
import { sql } from 'drizzle-orm';
import { check, foreignKey, index, integer, pgTable, text, unique, uuid } from 'drizzle-orm/pg-core';
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
import { dispatches } from './dispatches.ts';

const TEXT_ANSWERS = [
  'stop',
  'start',
  'help',
  'technician',
  'cancel-asked',
  'cancelled',
  'cancel-refused',
  'unread',
] as const;

/** The outbox of texts to customers. */
export const textMessages = pgTable(
  'text_messages',
  {
    id: idColumn<TextMessageId>(),
    businessId: businessIdColumn(),
    callId: callIdColumn(),
    bookingId: uuid('booking_id').$type<BookingId>(),
    dispatchId: uuid('dispatch_id'),
    kind: words('kind', TEXT_KINDS).notNull(),
    language: words('language', TEXT_LANGUAGES).notNull(),
    /** The business's; a sender that is registered for all stands here once the text is sent. */
    fromNumber: text('from_number').$type<PhoneNumber>().notNull(),
    toNumber: text('to_number').$type<PhoneNumber>().notNull(),
    body: text('body').notNull(),
    idempotencyKey: text('idempotency_key').notNull(),
    status: words('status', TEXT_STATUSES).notNull().default('queued'),
    /** Not before: the recipient's night is over then. */
    dueAt: instant('due_at').notNull(),
    /** Later it would no longer be true. */
    expiresAt: instant('expires_at').notNull(),
    /** A run that claimed it longer ago than it may take has died. */
    claimedAt: instant('claimed_at'),
    twilioSid: text('twilio_sid'),
    errorCode: text('error_code'),
    error: text('error'),
    createdAt: createdAtColumn(),
    sentAt: instant('sent_at'),
  },
  (table) => [
    unique('text_messages_tenant_key').on(table.businessId, table.id),
    unique('text_messages_idempotency_key').on(table.businessId, table.idempotencyKey),
    index('text_messages_to_idx').on(table.toNumber, table.fromNumber, table.createdAt),
    index('text_messages_call_idx').on(table.businessId, table.callId),
    foreignKey({
      name: 'text_messages_call_fk',
      columns: [table.businessId, table.callId],
      foreignColumns: [calls.businessId, calls.id],
    }),
    foreignKey({
      name: 'text_messages_booking_fk',
      columns: [table.businessId, table.bookingId],
      foreignColumns: [bookings.businessId, bookings.id],
    }),
    foreignKey({
      name: 'text_messages_dispatch_fk',
      columns: [table.businessId, table.dispatchId],
      foreignColumns: [dispatches.businessId, dispatches.id],
    }),
    wordCheck('text_messages', 'kind', TEXT_KINDS),
    wordCheck('text_messages', 'language', TEXT_LANGUAGES),
    wordCheck('text_messages', 'status', TEXT_STATUSES),
  ],
);

/** What people text to the business's numbers, and what came of it. */
export const incomingTexts = pgTable(
  'incoming_texts',
  {
    id: idColumn<string>(),
    businessId: businessIdColumn(),
    messageSid: text('message_sid').notNull(),
    fromNumber: text('from_number').$type<PhoneNumber>().notNull(),
    toNumber: text('to_number').$type<PhoneNumber>().notNull(),
    body: text('body').notNull(),
    /** Null while it is being answered. */
    answer: words('answer', TEXT_ANSWERS),
    receivedAt: instant('received_at').notNull(),
  },
  (table) => [
    unique('incoming_texts_message_key').on(table.businessId, table.messageSid),
    index('incoming_texts_from_idx').on(table.businessId, table.fromNumber, table.receivedAt),
    wordCheck('incoming_texts', 'answer', TEXT_ANSWERS),
  ],
);

/** The word by which somebody cancels a visit by text: `C1`, `C2`, counted for each number. */
export const textCodes = pgTable(
  'text_codes',
  {
    id: idColumn<string>(),
    businessId: businessIdColumn(),
    number: text('number').$type<PhoneNumber>().notNull(),
    code: integer('code').notNull(),
    bookingId: uuid('booking_id').$type<BookingId>().notNull(),
    /** What they were told that it costs, and when: only that can be agreed to. */
    askedFeeCents: integer('asked_fee_cents'),
    askedAt: instant('asked_at'),
  },
  (table) => [
    unique('text_codes_code_key').on(table.businessId, table.number, table.code),
    unique('text_codes_booking_key').on(table.businessId, table.number, table.bookingId),
    foreignKey({
      name: 'text_codes_booking_fk',
      columns: [table.businessId, table.bookingId],
      foreignColumns: [bookings.businessId, bookings.id],
    }),
    check('text_codes_asked_check', sql`(asked_fee_cents is null) = (asked_at is null)`),
  ],
);

/** What keeps a business's texts from arriving, until one arrives again. */
export const textFaults = pgTable(
  'text_faults',
  {
    id: idColumn<string>(),
    businessId: businessIdColumn(),
    kind: words('kind', TEXT_FAULTS).notNull(),
    /** The vendor's, to look it up. */
    errorCode: text('error_code'),
    occurrences: integer('occurrences').notNull().default(1),
    firstAt: instant('first_at').notNull(),
    lastAt: instant('last_at').notNull(),
    resolvedAt: instant('resolved_at'),
    /** When the owner was last told of it. */
    alertedAt: instant('alerted_at'),
  },
  (table) => [
    unique('text_faults_kind_key').on(table.businessId, table.kind),
    wordCheck('text_faults', 'kind', TEXT_FAULTS),
  ],
);
