-- The businesses' own systems (CRM, field service, webhooks), what of ours stands in them, and the news they are owed.
create table crm_connections (
  id uuid primary key default uuidv7(),
  business_id uuid not null references businesses (id),
  adapter text not null,
  settings jsonb not null default '{}'::jsonb,
  sealed_secret text not null,
  is_active boolean not null default true,
  fault text,
  created_at timestamp with time zone not null default now(),
  constraint crm_connections_tenant_key unique (business_id, id),
  constraint crm_connections_adapter_check check (adapter in ('webhook', 'hubspot'))
);
select deployment.protect_tenant_table('crm_connections');

create table crm_links (
  business_id uuid not null,
  connection_id uuid not null,
  entity text not null,
  entity_id uuid not null,
  external_ref text,
  primary key (connection_id, entity, entity_id),
  constraint crm_links_entity_check check (entity in ('customer', 'booking', 'call', 'consent')),
  constraint crm_links_connection_fk
    foreign key (business_id, connection_id) references crm_connections (business_id, id)
);
select deployment.protect_tenant_table('crm_links');

create table crm_deliveries (
  id uuid primary key default uuidv7(),
  business_id uuid not null,
  connection_id uuid not null,
  event text not null,
  entity text not null,
  entity_id uuid not null,
  occurred_at timestamp with time zone not null,
  status text not null default 'queued',
  attempts integer not null default 0,
  claimed_at timestamp with time zone,
  delivered_at timestamp with time zone,
  error text,
  created_at timestamp with time zone not null default now(),
  constraint crm_deliveries_news_key unique (connection_id, event, entity_id, occurred_at),
  constraint crm_deliveries_status_check check (status in ('queued', 'delivered', 'failed')),
  constraint crm_deliveries_entity_check check (entity in ('customer', 'booking', 'call', 'consent')),
  constraint crm_deliveries_connection_fk
    foreign key (business_id, connection_id) references crm_connections (business_id, id)
);
create index crm_deliveries_queued_idx on crm_deliveries (connection_id, entity_id, id) where status = 'queued';
select deployment.protect_tenant_table('crm_deliveries');
