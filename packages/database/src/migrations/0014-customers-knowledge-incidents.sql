-- What is known of a customer: several addresses, what they agreed to, who was verified in which call, what was
-- merged, what they asked about their data, and what was erased. An erased customer has no telephone number any more.
alter table customers
  alter column phone drop not null,
  add column email text,
  add column merged_into_id uuid,
  add column erased_at timestamp with time zone,
  add constraint customers_merged_into_fk
    foreign key (business_id, merged_into_id) references customers (business_id, id),
  add constraint customers_merged_into_other_check check (merged_into_id <> id),
  add constraint customers_erased_check
    check (erased_at is null or num_nonnulls(phone, name, email, address_line, city, zip) = 0);

create table customer_addresses (
  id uuid primary key default uuidv7(),
  business_id uuid not null,
  customer_id uuid not null,
  address_key text not null,
  address_line text not null,
  city text,
  zip text not null,
  created_at timestamp with time zone default now() not null,
  last_used_at timestamp with time zone not null,
  constraint customer_addresses_address_key unique (customer_id, address_key),
  constraint customer_addresses_customer_fk
    foreign key (business_id, customer_id) references customers (business_id, id)
);

create table customer_merges (
  id uuid primary key default uuidv7(),
  business_id uuid not null,
  kept_id uuid not null,
  merged_id uuid not null,
  actor text not null,
  before jsonb not null,
  moved jsonb not null,
  merged_at timestamp with time zone not null,
  undone_at timestamp with time zone,
  constraint customer_merges_kept_fk
    foreign key (business_id, kept_id) references customers (business_id, id),
  constraint customer_merges_merged_fk
    foreign key (business_id, merged_id) references customers (business_id, id)
);
create unique index customer_merges_standing_key on customer_merges (merged_id) where undone_at is null;

create table consent_records (
  id uuid primary key default uuidv7(),
  business_id uuid not null references businesses,
  number text not null,
  channel text not null,
  purpose text not null,
  is_granted boolean not null,
  wording text not null,
  call_id uuid,
  evidence jsonb not null,
  at timestamp with time zone not null,
  constraint consent_records_channel_check check (channel in ('voice_ai', 'sms')),
  constraint consent_records_purpose_check check (purpose in ('service', 'callback', 'marketing')),
  constraint consent_records_call_fk
    foreign key (business_id, call_id) references calls (business_id, id)
);
create index consent_records_number_idx on consent_records (business_id, number, channel, at);

create table caller_verifications (
  id uuid primary key default uuidv7(),
  business_id uuid not null,
  call_id uuid not null,
  customer_id uuid not null,
  method text,
  failed_attempts text[] default '{}'::text[] not null,
  verified_at timestamp with time zone,
  constraint caller_verifications_call_key unique (call_id),
  constraint caller_verifications_method_check check (method in ('name', 'zip', 'appointment-day', 'first-told')),
  constraint caller_verifications_verified_check check ((method is null) = (verified_at is null)),
  constraint caller_verifications_call_fk
    foreign key (business_id, call_id) references calls (business_id, id),
  constraint caller_verifications_customer_fk
    foreign key (business_id, customer_id) references customers (business_id, id)
);

create table privacy_requests (
  id uuid primary key default uuidv7(),
  business_id uuid not null references businesses,
  call_id uuid,
  customer_id uuid,
  kind text not null,
  status text default 'open' not null,
  requester_name text,
  requester_phone text,
  details text not null,
  is_verified boolean not null,
  due_at timestamp with time zone not null,
  created_at timestamp with time zone default now() not null,
  closed_at timestamp with time zone,
  constraint privacy_requests_tenant_key unique (business_id, id),
  constraint privacy_requests_kind_check check (kind in ('access', 'deletion', 'correction', 'opt_out')),
  constraint privacy_requests_status_check check (status in ('open', 'done')),
  constraint privacy_requests_closed_check check ((status = 'open') = (closed_at is null)),
  constraint privacy_requests_call_fk
    foreign key (business_id, call_id) references calls (business_id, id),
  constraint privacy_requests_customer_fk
    foreign key (business_id, customer_id) references customers (business_id, id)
);
create unique index privacy_requests_call_key on privacy_requests (call_id, kind) where call_id is not null;

create table erasures (
  id uuid primary key default uuidv7(),
  business_id uuid not null,
  customer_id uuid not null,
  privacy_request_id uuid,
  actor text not null,
  counts jsonb not null,
  at timestamp with time zone not null,
  constraint erasures_customer_key unique (customer_id),
  constraint erasures_customer_fk
    foreign key (business_id, customer_id) references customers (business_id, id),
  constraint erasures_privacy_request_fk
    foreign key (business_id, privacy_request_id) references privacy_requests (business_id, id)
);

-- Articles in the language in which they are written: each is cut into stems by its own rules.
alter table knowledge_articles
  drop column search,
  add column language text default 'en' not null,
  add column updated_at timestamp with time zone default now() not null,
  add constraint knowledge_articles_language_check check (language in ('en', 'es'));
alter table knowledge_articles add column search tsvector generated always as (
  setweight(to_tsvector(case language when 'es' then 'spanish'::regconfig else 'english'::regconfig end, title), 'A')
  || setweight(to_tsvector(case language when 'es' then 'spanish'::regconfig else 'english'::regconfig end, body), 'B')
) stored;

-- One trouble of a caller, and the work of each trade in its order.
create table incidents (
  id uuid primary key default uuidv7(),
  business_id uuid not null references businesses,
  call_id uuid not null,
  customer_id uuid,
  zip text not null,
  status text default 'open' not null,
  created_at timestamp with time zone default now() not null,
  closed_at timestamp with time zone,
  constraint incidents_tenant_key unique (business_id, id),
  constraint incidents_status_check check (status in ('open', 'closed')),
  constraint incidents_closed_check check ((status = 'open') = (closed_at is null)),
  constraint incidents_call_fk
    foreign key (business_id, call_id) references calls (business_id, id),
  constraint incidents_customer_fk
    foreign key (business_id, customer_id) references customers (business_id, id)
);
create unique index incidents_open_key on incidents (call_id) where status = 'open';

create table work_orders (
  id uuid primary key default uuidv7(),
  business_id uuid not null,
  incident_id uuid not null,
  position integer not null,
  trade text not null,
  job_type text not null,
  status text default 'planned' not null,
  booking_id uuid,
  created_at timestamp with time zone default now() not null,
  constraint work_orders_tenant_key unique (business_id, id),
  constraint work_orders_incident_key unique (business_id, incident_id, id),
  constraint work_orders_trade_key unique (incident_id, trade),
  constraint work_orders_status_check check (status in ('planned', 'referred', 'booked', 'done', 'cancelled')),
  constraint work_orders_incident_fk
    foreign key (business_id, incident_id) references incidents (business_id, id),
  constraint work_orders_booking_fk
    foreign key (business_id, booking_id) references bookings (business_id, id)
);

-- The incident is part of both keys: an order cannot wait for one of another incident.
create table work_order_dependencies (
  id uuid primary key default uuidv7(),
  business_id uuid not null,
  incident_id uuid not null,
  work_order_id uuid not null,
  depends_on_id uuid not null,
  constraint work_order_dependencies_key unique (work_order_id, depends_on_id),
  constraint work_order_dependencies_other_check check (work_order_id <> depends_on_id),
  constraint work_order_dependencies_work_order_fk
    foreign key (business_id, incident_id, work_order_id) references work_orders (business_id, incident_id, id),
  constraint work_order_dependencies_depends_on_fk
    foreign key (business_id, incident_id, depends_on_id) references work_orders (business_id, incident_id, id)
);

select deployment.protect_tenant_table(table_name::regclass)
from unnest(array[
  'customer_addresses', 'customer_merges', 'consent_records', 'caller_verifications', 'privacy_requests', 'erasures',
  'incidents', 'work_orders', 'work_order_dependencies'
]) as table_name;
