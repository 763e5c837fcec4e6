import type {
  AgentId,
  AgentVersionId,
  CallId,
  CallOutcome,
  CallOutcomeReason,
  CustomerId,
  PhoneNumber,
  PhoneNumberId,
} from '@afterhourfix/vocabulary';
import { sql } from 'drizzle-orm';
import { check, foreignKey, index, integer, jsonb, pgTable, text, unique, uuid } from 'drizzle-orm/pg-core';
import { AGENT_ROUTES, agents, agentVersions } from './agents.ts';
import { phoneNumbers } from './businesses.ts';
import { businessIdColumn, idColumn, instant, wordCheck, words } from './columns.ts';
import { customers } from './customers.ts';

/** What the carrier shall do when the media stream has ended; null while the agent is talking. */
export type Handover =
  | { kind: 'hang-up' }
  | {
      kind: 'transfer';
      to: PhoneNumber;
      technicianName: string | null;
      isAccepted: boolean;
      personCallSid?: string | undefined;
      isMissed?: boolean | undefined;
      settledAt?: string | undefined;
    };

const CALL_DIRECTIONS = ['inbound'] as const;

export const calls = pgTable(
  'calls',
  {
    id: idColumn<CallId>(),
    businessId: businessIdColumn(),
    agentId: uuid('agent_id').$type<AgentId>().notNull(),
    agentVersionId: uuid('agent_version_id').$type<AgentVersionId>(),
    phoneNumberId: uuid('phone_number_id').$type<PhoneNumberId>().notNull(),
    callSid: text('call_sid').notNull().unique(),
    route: words('route', AGENT_ROUTES).notNull().default('realtime'),
    direction: words('direction', CALL_DIRECTIONS).notNull().default('inbound'),
    /** Null when the caller hides the number. */
    fromNumber: text('from_number').$type<PhoneNumber>(),
    fromRaw: text('from_raw').notNull(),
    toNumber: text('to_number').$type<PhoneNumber>().notNull(),
    forwardedFrom: text('forwarded_from'),
    stirVerstat: text('stir_verstat'),
    engineSessionIds: text('engine_session_ids').array().notNull().default(sql`'{}'::text[]`),
    vapiCallId: text('vapi_call_id'),
    mediaTokenHash: text('media_token_hash'),
    mediaTokenUsedAt: instant('media_token_used_at'),
    /** Reconnections since the last media stream that was steady. */
    resumeCount: integer('resume_count').notNull().default(0),
    /** How often a person was rung. */
    transferCount: integer('transfer_count').notNull().default(0),
    handover: jsonb('handover').$type<Handover>(),
    carrierStatus: text('carrier_status'),
    carrierStatusSequence: integer('carrier_status_sequence'),
    carrierDurationSeconds: integer('carrier_duration_seconds'),
    recordingRefusedAt: instant('recording_refused_at'),
    /** The refusal was taken back: what was said from then on is kept. */
    recordingAllowedAt: instant('recording_allowed_at'),
    customerId: uuid('customer_id').$type<CustomerId>(),
    startedAt: instant('started_at').notNull().defaultNow(),
    mediaStartedAt: instant('media_started_at'),
    endedAt: instant('ended_at'),
    outcome: text('outcome').$type<CallOutcome>(),
    outcomeReason: text('outcome_reason').$type<CallOutcomeReason>(),
    durationMs: integer('duration_ms'),
    /** Sentences that code writes from the call's rows, soon after its end and again when a late row comes. */
    summary: text('summary'),
    /** The agent's own words about the call; no part of the summary. */
    agentNote: text('agent_note'),
  },
  (table) => [
    unique('calls_tenant_key').on(table.businessId, table.id),
    foreignKey({
      name: 'calls_agent_fk',
      columns: [table.businessId, table.agentId],
      foreignColumns: [agents.businessId, agents.id],
    }),
    foreignKey({
      name: 'calls_agent_version_fk',
      columns: [table.businessId, table.agentVersionId],
      foreignColumns: [agentVersions.businessId, agentVersions.id],
    }),
    foreignKey({
      name: 'calls_phone_number_fk',
      columns: [table.businessId, table.phoneNumberId],
      foreignColumns: [phoneNumbers.businessId, phoneNumbers.id],
    }),
    foreignKey({
      name: 'calls_customer_fk',
      columns: [table.businessId, table.customerId],
      foreignColumns: [customers.businessId, customers.id],
    }),
    index('calls_started_at_idx').on(table.businessId, table.startedAt),
    index('calls_live_idx').on(table.businessId).where(sql`ended_at is null`),
    check(
      'calls_exactly_one_ending_check',
      sql`(ended_at is null) = (outcome is null) and (outcome is null) = (outcome_reason is null)`,
    ),
    check(
      'calls_recording_consent_check',
      sql`recording_allowed_at is null or recording_allowed_at >= recording_refused_at`,
    ),
    wordCheck('calls', 'route', AGENT_ROUTES),
    wordCheck('calls', 'direction', CALL_DIRECTIONS),
  ],
);
