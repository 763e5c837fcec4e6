import type {
  CallId,
  IncidentId,
  PhoneNumber,
  Severity,
  TechnicianId,
  Trade,
} from '@afterhourfix/vocabulary';
import { sql } from 'drizzle-orm';
import {
  boolean,
  check,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  real,
  text,
  unique,
  uuid,
} from 'drizzle-orm/pg-core';
import { calls } from './calls.ts';
import { businessIdColumn, createdAtColumn, idColumn, instant, wordCheck, words } from './columns.ts';
import { incidents } from './incidents.ts';
import { technicians } from './technicians.ts';

const PHASES = [
  'created',
  'paging',
  'acknowledged',
  'en_route',
  'arrived',
  'done',
  'exhausted',
  'cancelled',
] as const;
const APPROVALS = ['not-needed', 'asked', 'given', 'refused', 'unanswered'] as const;
const PAGE_KINDS = [
  'offer',
  'confirmed',
  'taken',
  'called-off',
  'more',
  'approval',
  'approval-noted',
  'late',
  'change',
] as const;
const PAGE_STATUSES = ['queued', 'sent', 'failed'] as const;
const PAGE_ANSWERS = ['accepted', 'declined', 'no-answer', 'voicemail', 'unreachable'] as const;
const SEVERITIES = ['life_safety', 'property_damage', 'urgent_comfort', 'routine'] as const;
const NO_APPROVAL = ['send', 'hold'] as const;
const CALLER_ROLES = ['owner', 'tenant', 'landlord', 'property_manager', 'unknown'] as const;
const RESIDENCE_PROOFS = ['id-with-address', 'id-and-paper', 'owner-or-manager-confirms', 'none'] as const;

/** How a business wants technicians sent; one without a row goes by the defaults of the domain. */
export const dispatchPolicies = pgTable(
  'dispatch_policies',
  {
    businessId: businessIdColumn().primaryKey(),
    /** By severity; what is not named goes by the default. */
    ackMinutes: jsonb('ack_minutes').$type<Partial<Record<Severity, number>>>().notNull().default({}),
    /** Read it with `readLadderRungs` of dispatch; empty: as we would do it. */
    ladder: jsonb('ladder').$type<readonly unknown[]>().notNull().default([]),
    weights: jsonb('weights').$type<Record<string, number>>().notNull().default({}),
    ownerApprovalAboveCents: integer('owner_approval_above_cents'),
    ownerApprovesNightWakes: boolean('owner_approves_night_wakes').notNull().default(false),
    ownerApprovesEdge: boolean('owner_approves_edge').notNull().default(false),
    onNoApproval: words('on_no_approval', NO_APPROVAL).notNull().default('send'),
    tenantLimitCents: integer('tenant_limit_cents'),
    managerLimitCents: integer('manager_limit_cents'),
    /** How long the owner has to answer. */
    approvalMinutes: integer('approval_minutes').notNull().default(3),
    monthlyWakeBudget: integer('monthly_wake_budget').notNull().default(8),
    isSurge: boolean('is_surge').notNull().default(false),
    /** By job type: skills besides the trade, a vehicle's among them. */
    neededSkills: jsonb('needed_skills').$type<Record<string, readonly string[]>>().notNull().default({}),
    twoPersonJobs: text('two_person_jobs').array().notNull().default(sql`'{}'::text[]`),
    /** By job type or trade: licences that are valid in the state of the address. */
    neededLicences: jsonb('needed_licences').$type<Record<string, readonly string[]>>().notNull().default({}),
    longestDutyMinutes: integer('longest_duty_minutes').notNull().default(840),
    restMinutes: integer('rest_minutes').notNull().default(480),
    mayDisplace: boolean('may_displace').notNull().default(false),
    /** `isSurge` is a rush by hand; this lets jobs and weather tell one. */
    isSurgeWatched: boolean('is_surge_watched').notNull().default(true),
    /** Open jobs for each technician on call. */
    surgeBeginsAt: real('surge_begins_at').notNull().default(1.5),
    surgeEndsAt: real('surge_ends_at').notNull().default(0.75),
    /** The mildest that is sent in a rush. */
    surgeSends: words('surge_sends', SEVERITIES).notNull().default('urgent_comfort'),
    surgeCallsAll: boolean('surge_calls_all').notNull().default(false),
    /** So long is it quiet at most while a caller on the line waits for somebody's yes. */
    progressSeconds: integer('progress_seconds').notNull().default(20),
    createdAt: createdAtColumn(),
  },
  () => [
    check(
      'dispatch_policies_duty_check',
      sql`longest_duty_minutes between 60 and 1440 and rest_minutes between 60 and 1440`,
    ),
    check('dispatch_policies_ladder_check', sql`jsonb_typeof(ladder) = 'array'`),
    check('dispatch_policies_surge_check', sql`0 < surge_ends_at and surge_ends_at < surge_begins_at`),
    wordCheck('dispatch_policies', 'surge_sends', SEVERITIES),
    check('dispatch_policies_no_approval_check', sql`on_no_approval in ('send', 'hold')`),
    check('dispatch_policies_budget_check', sql`monthly_wake_budget between 1 and 60`),
    check('dispatch_policies_approval_minutes_check', sql`approval_minutes between 1 and 15`),
    check('dispatch_policies_progress_check', sql`progress_seconds between 8 and 120`),
  ],
);

/** A technician sent at once. */
export const dispatches = pgTable(
  'dispatches',
  {
    id: idColumn<string>(),
    businessId: businessIdColumn(),
    incidentId: uuid('incident_id').$type<IncidentId>().notNull(),
    /** The first that asked for it. */
    callId: uuid('call_id').$type<CallId>().notNull(),
    trade: text('trade').$type<Trade>().notNull(),
    /** What the same technician does after it. */
    otherTrades: text('other_trades').array().$type<Trade[]>().notNull().default(sql`'{}'::text[]`),
    severity: text('severity').$type<Severity>().notNull(),
    isVulnerable: boolean('is_vulnerable').notNull().default(false),
    jobTypes: text('job_types').array().notNull().default(sql`'{}'::text[]`),
    /** The rules of triage that made it urgent, so that false wakes are counted for each. */
    ruleIds: text('rule_ids').array().notNull().default(sql`'{}'::text[]`),
    problem: text('problem').notNull(),
    addressLine: text('address_line').notNull(),
    zip: text('zip').notNull(),
    placeKey: text('place_key').notNull(),
    streetKey: text('street_key').notNull(),
    approval: words('approval', APPROVALS).notNull().default('not-needed'),
    approvalReasons: text('approval_reasons').array().notNull().default(sql`'{}'::text[]`),
    approvalDueAt: instant('approval_due_at'),
    callerRole: words('caller_role', CALLER_ROLES).notNull().default('unknown'),
    /** Who the caller says has said yes, when it was not theirs to say. */
    approvedBy: text('approved_by'),
    residenceProof: words('residence_proof', RESIDENCE_PROOFS),
    quotedCents: integer('quoted_cents'),
    phase: words('phase', PHASES).notNull().default('created'),
    rungs: jsonb('rungs').$type<readonly unknown[]>().notNull(),
    ladder: jsonb('ladder').$type<Record<string, unknown>>().notNull(),
    choice: jsonb('choice').$type<Record<string, unknown>>().notNull(),
    nextStepAt: instant('next_step_at'),
    technicianId: uuid('technician_id').$type<TechnicianId>(),
    takenBy: text('taken_by'),
    acknowledgedAt: instant('acknowledged_at'),
    etaP50Minutes: integer('eta_p50_minutes'),
    etaP80Minutes: integer('eta_p80_minutes'),
    etaSource: text('eta_source'),
    arrivesBy: instant('arrives_by'),
    enRouteAt: instant('en_route_at'),
    arrivedAt: instant('arrived_at'),
    endedAt: instant('ended_at'),
    wasEmergency: boolean('was_emergency'),
    createdAt: createdAtColumn(),
  },
  (table) => [
    unique('dispatches_tenant_key').on(table.businessId, table.id),
    foreignKey({
      name: 'dispatches_incident_fk',
      columns: [table.businessId, table.incidentId],
      foreignColumns: [incidents.businessId, incidents.id],
    }),
    foreignKey({
      name: 'dispatches_call_fk',
      columns: [table.businessId, table.callId],
      foreignColumns: [calls.businessId, calls.id],
    }),
    foreignKey({
      name: 'dispatches_technician_fk',
      columns: [table.businessId, table.technicianId],
      foreignColumns: [technicians.businessId, technicians.id],
    }),
    index('dispatches_due_idx').on(table.businessId, table.nextStepAt).where(sql`next_step_at is not null`),
    index('dispatches_place_idx').on(table.businessId, table.streetKey),
    index('dispatches_late_idx')
      .on(table.businessId, table.arrivesBy)
      .where(sql`phase in ('acknowledged', 'en_route')`),
    index('dispatches_technician_idx').on(table.technicianId, table.acknowledgedAt),
    wordCheck('dispatches', 'phase', PHASES),
    wordCheck('dispatches', 'approval', APPROVALS),
    wordCheck('dispatches', 'caller_role', CALLER_ROLES),
    wordCheck('dispatches', 'residence_proof', RESIDENCE_PROOFS),
    check('dispatches_other_trades_check', sql`not (trade = any (other_trades))`),
    check(
      'dispatches_taken_check',
      sql`(phase in ('acknowledged', 'en_route', 'arrived', 'done')) = (taken_by is not null)
        and (taken_by is null) = (acknowledged_at is null)`,
    ),
  ],
);

export const dispatchCallers = pgTable(
  'dispatch_callers',
  {
    id: idColumn<string>(),
    businessId: businessIdColumn(),
    dispatchId: uuid('dispatch_id').notNull(),
    callId: uuid('call_id').$type<CallId>().notNull(),
    trade: text('trade').$type<Trade>().notNull(),
    contactName: text('contact_name'),
    contactPhone: text('contact_phone').$type<PhoneNumber>(),
    /** By when they were texted that somebody is there; null: they were texted no time, or that it does not hold. */
    toldArrivesBy: instant('told_arrives_by'),
    createdAt: createdAtColumn(),
  },
  (table) => [
    unique('dispatch_callers_key').on(table.callId, table.trade),
    foreignKey({
      name: 'dispatch_callers_dispatch_fk',
      columns: [table.businessId, table.dispatchId],
      foreignColumns: [dispatches.businessId, dispatches.id],
    }),
    foreignKey({
      name: 'dispatch_callers_call_fk',
      columns: [table.businessId, table.callId],
      foreignColumns: [calls.businessId, calls.id],
    }),
    index('dispatch_callers_dispatch_idx').on(table.dispatchId),
  ],
);

export const dispatchPages = pgTable(
  'dispatch_pages',
  {
    id: idColumn<string>(),
    businessId: businessIdColumn(),
    dispatchId: uuid('dispatch_id').notNull(),
    kind: words('kind', PAGE_KINDS).notNull(),
    rung: integer('rung').notNull(),
    /** A technician's id, or `owner`. */
    person: text('person').notNull(),
    technicianId: uuid('technician_id').$type<TechnicianId>(),
    toNumber: text('to_number').$type<PhoneNumber>().notNull(),
    /** Null until it is sent. */
    fromNumber: text('from_number').$type<PhoneNumber>(),
    body: text('body').notNull(),
    status: words('status', PAGE_STATUSES).notNull().default('queued'),
    claimedAt: instant('claimed_at'),
    twilioSid: text('twilio_sid'),
    callSid: text('call_sid'),
    error: text('error'),
    isWake: boolean('is_wake').notNull().default(false),
    answer: words('answer', PAGE_ANSWERS),
    answeredAt: instant('answered_at'),
    sentAt: instant('sent_at'),
    createdAt: createdAtColumn(),
  },
  (table) => [
    unique('dispatch_pages_key').on(table.dispatchId, table.kind, table.rung, table.person),
    foreignKey({
      name: 'dispatch_pages_dispatch_fk',
      columns: [table.businessId, table.dispatchId],
      foreignColumns: [dispatches.businessId, dispatches.id],
    }),
    foreignKey({
      name: 'dispatch_pages_technician_fk',
      columns: [table.businessId, table.technicianId],
      foreignColumns: [technicians.businessId, technicians.id],
    }),
    index('dispatch_pages_number_idx').on(table.businessId, table.toNumber, table.id),
    index('dispatch_pages_sender_idx').on(table.toNumber, table.fromNumber, table.createdAt),
    wordCheck('dispatch_pages', 'kind', PAGE_KINDS),
    wordCheck('dispatch_pages', 'status', PAGE_STATUSES),
    wordCheck('dispatch_pages', 'answer', PAGE_ANSWERS),
  ],
);
