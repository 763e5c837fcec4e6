import { sql } from 'drizzle-orm';
import {
  boolean,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  unique,
  uuid,
} from 'drizzle-orm/pg-core';
import { businessIdColumn, createdAtColumn, idColumn, instant, wordCheck, words } from './columns.ts';

const CRM_ADAPTERS = ['webhook', 'hubspot'] as const;
const CRM_ENTITIES = ['customer', 'booking', 'call', 'consent', 'dispatch'] as const;
const CRM_DELIVERY_STATUSES = ['queued', 'delivered', 'failed'] as const;

const connectionIdColumn = () => uuid('connection_id').notNull();

/** A system of the business's own that is told what we do for it. */
export const crmConnections = pgTable(
  'crm_connections',
  {
    id: idColumn<string>(),
    businessId: businessIdColumn(),
    adapter: words('adapter', CRM_ADAPTERS).notNull(),
    /** As the adapter reads them: for a webhook its `url`. */
    settings: jsonb('settings').$type<Readonly<Record<string, unknown>>>().notNull().default({}),
    sealedSecret: text('sealed_secret').notNull(),
    isActive: boolean('is_active').notNull().default(true),
    /** Why the vendor lets us in no more; null while it does. */
    fault: text('fault'),
    createdAt: createdAtColumn(),
  },
  (table) => [
    unique('crm_connections_tenant_key').on(table.businessId, table.id),
    wordCheck('crm_connections', 'adapter', CRM_ADAPTERS),
  ],
);

/** Which record of theirs is which row of ours; its lock lets one run at a time tell of the row. */
export const crmLinks = pgTable(
  'crm_links',
  {
    businessId: businessIdColumn(),
    connectionId: connectionIdColumn(),
    entity: words('entity', CRM_ENTITIES).notNull(),
    entityId: uuid('entity_id').notNull(),
    externalRef: text('external_ref'),
  },
  (table) => [
    primaryKey({ columns: [table.connectionId, table.entity, table.entityId] }),
    foreignKey({
      name: 'crm_links_connection_fk',
      columns: [table.businessId, table.connectionId],
      foreignColumns: [crmConnections.businessId, crmConnections.id],
    }),
    wordCheck('crm_links', 'entity', CRM_ENTITIES),
  ],
);

/** The outbox: each piece of news for each connection, told in order per row of ours. */
export const crmDeliveries = pgTable(
  'crm_deliveries',
  {
    /** Also the key by which the receiver knows a repeat. */
    id: idColumn<string>(),
    businessId: businessIdColumn(),
    connectionId: connectionIdColumn(),
    event: text('event').notNull(),
    entity: words('entity', CRM_ENTITIES).notNull(),
    entityId: uuid('entity_id').notNull(),
    occurredAt: instant('occurred_at').notNull(),
    status: words('status', CRM_DELIVERY_STATUSES).notNull().default('queued'),
    attempts: integer('attempts').notNull().default(0),
    /** A run that claimed it longer ago than it may take has died. */
    claimedAt: instant('claimed_at'),
    deliveredAt: instant('delivered_at'),
    error: text('error'),
    createdAt: createdAtColumn(),
  },
  (table) => [
    unique('crm_deliveries_news_key').on(table.connectionId, table.event, table.entityId, table.occurredAt),
    foreignKey({
      name: 'crm_deliveries_connection_fk',
      columns: [table.businessId, table.connectionId],
      foreignColumns: [crmConnections.businessId, crmConnections.id],
    }),
    index('crm_deliveries_queued_idx')
      .on(table.connectionId, table.entityId, table.id)
      .where(sql`status = 'queued'`),
    wordCheck('crm_deliveries', 'status', CRM_DELIVERY_STATUSES),
    wordCheck('crm_deliveries', 'entity', CRM_ENTITIES),
  ],
);
