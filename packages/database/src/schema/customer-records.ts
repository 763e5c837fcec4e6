import type { CustomerId, PhoneNumber, PrivacyRequestId } from '@afterhourfix/vocabulary';
import { sql } from 'drizzle-orm';
import {
  boolean,
  check,
  foreignKey,
  index,
  jsonb,
  pgTable,
  text,
  unique,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
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
import { customers } from './customers.ts';

export const CONTACT_CHANNELS = ['voice_ai', 'sms'] as const;
export const CONTACT_PURPOSES = ['service', 'callback', 'marketing', 'dispatch'] as const;
export const PRIVACY_REQUEST_KINDS = ['access', 'deletion', 'correction', 'opt_out'] as const;
const PRIVACY_REQUEST_STATUSES = ['open', 'done'] as const;
/** `first-told`: nobody had told anything of the number before. */
const VERIFICATION_METHODS = ['name', 'zip', 'appointment-day', 'first-told'] as const;

/** What moved from one customer to another, so that it can go back. */
export interface MovedRows {
  /** Customers who had been merged into the one that now was. */
  aliasIds: string[];
  bookingIds: string[];
  callIds: string[];
  addressIds: string[];
}

export const customerMerges = pgTable(
  'customer_merges',
  {
    id: idColumn<string>(),
    businessId: businessIdColumn(),
    keptId: uuid('kept_id').$type<CustomerId>().notNull(),
    mergedId: uuid('merged_id').$type<CustomerId>().notNull(),
    actor: text('actor').notNull(),
    /** Fields of the kept customer that were filled from the merged one. */
    before: jsonb('before').$type<{ filled: string[] }>().notNull(),
    moved: jsonb('moved').$type<MovedRows>().notNull(),
    mergedAt: instant('merged_at').notNull(),
    undoneAt: instant('undone_at'),
  },
  (table) => [
    uniqueIndex('customer_merges_standing_key').on(table.mergedId).where(sql`undone_at is null`),
    foreignKey({
      name: 'customer_merges_kept_fk',
      columns: [table.businessId, table.keptId],
      foreignColumns: [customers.businessId, customers.id],
    }),
    foreignKey({
      name: 'customer_merges_merged_fk',
      columns: [table.businessId, table.mergedId],
      foreignColumns: [customers.businessId, customers.id],
    }),
  ],
);

/** Who agreed to be reached how and for what, and who took it back. Only ever added to; the latest counts. */
export const consentRecords = pgTable(
  'consent_records',
  {
    id: idColumn<string>(),
    businessId: businessIdColumn(),
    number: text('number').$type<PhoneNumber>().notNull(),
    channel: words('channel', CONTACT_CHANNELS).notNull(),
    purpose: words('purpose', CONTACT_PURPOSES).notNull(),
    isGranted: boolean('is_granted').notNull(),
    /** What they were asked, or what they wrote. */
    wording: text('wording').notNull(),
    callId: callIdColumn(),
    evidence: jsonb('evidence').$type<Record<string, unknown>>().notNull(),
    at: instant('at').notNull(),
  },
  (table) => [
    index('consent_records_number_idx').on(table.businessId, table.number, table.channel, table.at),
    foreignKey({
      name: 'consent_records_call_fk',
      columns: [table.businessId, table.callId],
      foreignColumns: [calls.businessId, calls.id],
    }),
    wordCheck('consent_records', 'channel', CONTACT_CHANNELS),
    wordCheck('consent_records', 'purpose', CONTACT_PURPOSES),
  ],
);

/** Whether the caller of a call has shown to be the customer whose number they call from. */
export const callerVerifications = pgTable(
  'caller_verifications',
  {
    id: idColumn<string>(),
    businessId: businessIdColumn(),
    callId: callIdColumn().notNull(),
    customerId: uuid('customer_id').$type<CustomerId>().notNull(),
    method: words('method', VERIFICATION_METHODS),
    /** Digests of what was said and did not fit: guesses are counted, repetitions are not. */
    failedAttempts: text('failed_attempts').array().notNull().default(sql`'{}'::text[]`),
    verifiedAt: instant('verified_at'),
  },
  (table) => [
    unique('caller_verifications_call_key').on(table.callId),
    foreignKey({
      name: 'caller_verifications_call_fk',
      columns: [table.businessId, table.callId],
      foreignColumns: [calls.businessId, calls.id],
    }),
    foreignKey({
      name: 'caller_verifications_customer_fk',
      columns: [table.businessId, table.customerId],
      foreignColumns: [customers.businessId, customers.id],
    }),
    wordCheck('caller_verifications', 'method', VERIFICATION_METHODS),
    check('caller_verifications_verified_check', sql`(method is null) = (verified_at is null)`),
  ],
);

export const privacyRequests = pgTable(
  'privacy_requests',
  {
    id: idColumn<PrivacyRequestId>(),
    businessId: businessIdColumn(),
    callId: callIdColumn(),
    customerId: uuid('customer_id').$type<CustomerId>(),
    kind: words('kind', PRIVACY_REQUEST_KINDS).notNull(),
    status: words('status', PRIVACY_REQUEST_STATUSES).notNull().default('open'),
    requesterName: text('requester_name'),
    requesterPhone: text('requester_phone').$type<PhoneNumber>(),
    details: text('details').notNull(),
    /** False: somebody has to make sure who asks before anything is given out or erased. */
    isVerified: boolean('is_verified').notNull(),
    dueAt: instant('due_at').notNull(),
    createdAt: createdAtColumn(),
    closedAt: instant('closed_at'),
  },
  (table) => [
    unique('privacy_requests_tenant_key').on(table.businessId, table.id),
    uniqueIndex('privacy_requests_call_key').on(table.callId, table.kind).where(sql`call_id is not null`),
    foreignKey({
      name: 'privacy_requests_call_fk',
      columns: [table.businessId, table.callId],
      foreignColumns: [calls.businessId, calls.id],
    }),
    foreignKey({
      name: 'privacy_requests_customer_fk',
      columns: [table.businessId, table.customerId],
      foreignColumns: [customers.businessId, customers.id],
    }),
    wordCheck('privacy_requests', 'kind', PRIVACY_REQUEST_KINDS),
    wordCheck('privacy_requests', 'status', PRIVACY_REQUEST_STATUSES),
    check('privacy_requests_closed_check', sql`(status = 'open') = (closed_at is null)`),
  ],
);

/** The tombstone of an erased customer: that it was done, by whom, and of how many rows. */
export const erasures = pgTable(
  'erasures',
  {
    id: idColumn<string>(),
    businessId: businessIdColumn(),
    customerId: uuid('customer_id').$type<CustomerId>().notNull(),
    privacyRequestId: uuid('privacy_request_id').$type<PrivacyRequestId>(),
    actor: text('actor').notNull(),
    counts: jsonb('counts').$type<Record<string, number>>().notNull(),
    at: instant('at').notNull(),
  },
  (table) => [
    unique('erasures_customer_key').on(table.customerId),
    foreignKey({
      name: 'erasures_customer_fk',
      columns: [table.businessId, table.customerId],
      foreignColumns: [customers.businessId, customers.id],
    }),
    foreignKey({
      name: 'erasures_privacy_request_fk',
      columns: [table.businessId, table.privacyRequestId],
      foreignColumns: [privacyRequests.businessId, privacyRequests.id],
    }),
  ],
);
