import type { AgentId, AgentVersionId } from '@afterhourfix/vocabulary';
import { sql } from 'drizzle-orm';
import { check, foreignKey, integer, jsonb, pgTable, text, unique, uuid } from 'drizzle-orm/pg-core';
import { businessIdColumn, createdAtColumn, idColumn, instant, wordCheck, words } from './columns.ts';

/** Which way a call is answered: by our voice server, or still by Vapi. */
export const AGENT_ROUTES = ['realtime', 'vapi'] as const;

export const agents = pgTable(
  'agents',
  {
    id: idColumn<AgentId>(),
    businessId: businessIdColumn(),
    name: text('name').notNull(),
    route: words('route', AGENT_ROUTES).notNull().default('realtime'),
    vapiAssistantId: text('vapi_assistant_id'),
    vapiPhoneNumberId: text('vapi_phone_number_id'),
    /** References a version of this agent; the circular foreign key is written in the migration. */
    publishedVersionId: uuid('published_version_id').$type<AgentVersionId>(),
    /** Read it with `AgentCalendar` of the agents feature. */
    calendar: jsonb('calendar').$type<Record<string, unknown>>().notNull().default({ kind: 'own' }),
    createdAt: createdAtColumn(),
  },
  (table) => [
    unique('agents_tenant_key').on(table.businessId, table.id),
    wordCheck('agents', 'route', AGENT_ROUTES),
    check('agents_calendar_check', sql`jsonb_typeof(calendar) = 'object'`),
  ],
);

export const agentVersions = pgTable(
  'agent_versions',
  {
    id: idColumn<AgentVersionId>(),
    businessId: businessIdColumn(),
    agentId: uuid('agent_id').$type<AgentId>().notNull(),
    version: integer('version').notNull(),
    /** Read it with the schema of the agents feature, which also fills defaults. */
    engine: jsonb('engine').$type<Record<string, unknown>>().notNull(),
    greeting: text('greeting').notNull(),
    instructions: text('instructions').notNull(),
    createdAt: createdAtColumn(),
    publishedAt: instant('published_at'),
  },
  (table) => [
    unique('agent_versions_tenant_key').on(table.businessId, table.id),
    unique('agent_versions_version_key').on(table.agentId, table.version),
    foreignKey({
      name: 'agent_versions_agent_fk',
      columns: [table.businessId, table.agentId],
      foreignColumns: [agents.businessId, agents.id],
    }),
  ],
);
