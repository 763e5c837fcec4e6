import type { AgentId, BusinessId, PhoneNumber, PhoneNumberId, Trade } from '@afterhourfix/vocabulary';
import { sql } from 'drizzle-orm';
import { check, date, foreignKey, integer, jsonb, pgTable, text, unique, uuid } from 'drizzle-orm/pg-core';
import { agents } from './agents.ts';
import { businessIdColumn, createdAtColumn, idColumn, wordCheck, words } from './columns.ts';

/** Opening and closing time of a day in the business's zone, `HH:MM`; null is closed. */
export type OpeningHours = readonly [opens: string, closes: string] | null;
export type BusinessHours = { mon_fri: OpeningHours; sat: OpeningHours; sun: OpeningHours };

const BUSINESS_STATUSES = ['active', 'paused'] as const;
const RECORDING_CONSENTS = ['notice', 'ask'] as const;
const PHONE_NUMBER_STATUSES = ['active', 'released'] as const;

export const businesses = pgTable(
  'businesses',
  {
    id: idColumn<BusinessId>(),
    slug: text('slug').notNull().unique(),
    name: text('name').notNull(),
    timeZone: text('time_zone').notNull(),
    state: text('state').notNull(),
    status: words('status', BUSINESS_STATUSES).notNull().default('active'),
    trades: text('trades').array().$type<Trade[]>().notNull(),
    hours: jsonb('hours').$type<BusinessHours>().notNull(),
    holidays: date('holidays', { mode: 'string' }).array().notNull().default(sql`'{}'::date[]`),
    onCallNumber: text('on_call_number').$type<PhoneNumber>(),
    ownerNumber: text('owner_number').$type<PhoneNumber>(),
    maxLiveCalls: integer('max_live_calls').notNull().default(50),
    recordingConsent: words('recording_consent', RECORDING_CONSENTS).notNull().default('notice'),
    /** Rules of the business's own beside the built-in ones; read leniently, for one bad rule must not silence the others. */
    triageRules: jsonb('triage_rules').$type<readonly unknown[]>().notNull().default([]),
    /** Played to callers while a person is rung; null plays our own. */
    holdMusicUrl: text('hold_music_url'),
    /** Dialled when the on-call number answers, which is a switchboard then. */
    onCallExtension: text('on_call_extension'),
    createdAt: createdAtColumn(),
  },
  () => [
    check('businesses_hold_music_url_check', sql`hold_music_url ~ '^https://'`),
    check('businesses_on_call_extension_check', sql`on_call_extension ~ '^[0-9]{1,12}$'`),
    wordCheck('businesses', 'status', BUSINESS_STATUSES),
    wordCheck('businesses', 'recording_consent', RECORDING_CONSENTS),
  ],
);

export const phoneNumbers = pgTable(
  'phone_numbers',
  {
    id: idColumn<PhoneNumberId>(),
    businessId: businessIdColumn(),
    agentId: uuid('agent_id').$type<AgentId>().notNull(),
    number: text('number').$type<PhoneNumber>().notNull().unique(),
    twilioSid: text('twilio_sid'),
    status: words('status', PHONE_NUMBER_STATUSES).notNull().default('active'),
    createdAt: createdAtColumn(),
  },
  (table) => [
    unique('phone_numbers_tenant_key').on(table.businessId, table.id),
    foreignKey({
      name: 'phone_numbers_agent_fk',
      columns: [table.businessId, table.agentId],
      foreignColumns: [agents.businessId, agents.id],
    }),
    wordCheck('phone_numbers', 'status', PHONE_NUMBER_STATUSES),
  ],
);
