-- A row's parents belong to its own business: foreign keys carry business_id, because a plain one is checked
-- past row-level security and would let a business point at another's row. They also tie the row to its
-- business, so only tables without a required parent reference businesses directly (one hot row less to lock).

create extension if not exists btree_gist;
create extension if not exists pg_trgm;

create table businesses (
  id uuid primary key default uuidv7(),
  slug text not null,
  name text not null,
  time_zone text not null,
  state text not null,
  status text default 'active' not null,
  trades text[] not null,
  hours jsonb not null,
  holidays date[] default '{}'::date[] not null,
  on_call_number text,
  owner_number text,
  max_live_calls integer default 50 not null,
  created_at timestamp with time zone default now() not null,
  constraint businesses_slug_unique unique (slug),
  constraint businesses_status_check check (status in ('active', 'paused'))
);

create table agents (
  id uuid primary key default uuidv7(),
  business_id uuid not null references businesses,
  name text not null,
  route text default 'realtime' not null,
  vapi_assistant_id text,
  vapi_phone_number_id text,
  published_version_id uuid,
  created_at timestamp with time zone default now() not null,
  constraint agents_tenant_key unique (business_id, id),
  constraint agents_route_check check (route in ('realtime', 'vapi'))
);

create table agent_versions (
  id uuid primary key default uuidv7(),
  business_id uuid not null,
  agent_id uuid not null,
  version integer not null,
  engine jsonb not null,
  greeting text not null,
  instructions text not null,
  created_at timestamp with time zone default now() not null,
  published_at timestamp with time zone,
  constraint agent_versions_tenant_key unique (business_id, id),
  constraint agent_versions_version_key unique (agent_id, version),
  constraint agent_versions_agent_fk
    foreign key (business_id, agent_id) references agents (business_id, id)
);

create table phone_numbers (
  id uuid primary key default uuidv7(),
  business_id uuid not null,
  agent_id uuid not null,
  number text not null,
  twilio_sid text,
  status text default 'active' not null,
  created_at timestamp with time zone default now() not null,
  constraint phone_numbers_number_unique unique (number),
  constraint phone_numbers_tenant_key unique (business_id, id),
  constraint phone_numbers_status_check check (status in ('active', 'released')),
  constraint phone_numbers_agent_fk
    foreign key (business_id, agent_id) references agents (business_id, id)
);

create table customers (
  id uuid primary key default uuidv7(),
  business_id uuid not null references businesses,
  phone text not null,
  name text,
  address_line text,
  city text,
  zip text,
  membership text,
  created_at timestamp with time zone default now() not null,
  constraint customers_tenant_key unique (business_id, id),
  constraint customers_phone_key unique (business_id, phone)
);

create table technicians (
  id uuid primary key default uuidv7(),
  business_id uuid not null references businesses,
  slug text not null,
  name text not null,
  phone text,
  skills text[] not null,
  home_zip text not null,
  on_call text default 'none' not null,
  is_active boolean default true not null,
  created_at timestamp with time zone default now() not null,
  constraint technicians_tenant_key unique (business_id, id),
  constraint technicians_slug_key unique (business_id, slug),
  constraint technicians_on_call_check check (on_call in ('primary', 'secondary', 'none'))
);

create table calls (
  id uuid primary key default uuidv7(),
  business_id uuid not null,
  agent_id uuid not null,
  agent_version_id uuid,
  phone_number_id uuid not null,
  call_sid text not null,
  route text default 'realtime' not null,
  direction text default 'inbound' not null,
  from_number text,
  from_raw text not null,
  to_number text not null,
  forwarded_from text,
  stir_verstat text,
  engine_session_ids text[] default '{}'::text[] not null,
  vapi_call_id text,
  media_token_hash text,
  media_token_used_at timestamp with time zone,
  resume_count integer default 0 not null,
  handover jsonb,
  carrier_status text,
  carrier_status_sequence integer,
  carrier_duration_seconds integer,
  customer_id uuid,
  started_at timestamp with time zone default now() not null,
  media_started_at timestamp with time zone,
  ended_at timestamp with time zone,
  outcome text,
  outcome_reason text,
  duration_ms integer,
  constraint calls_call_sid_unique unique (call_sid),
  constraint calls_tenant_key unique (business_id, id),
  constraint calls_exactly_one_ending_check check ((ended_at is null) = (outcome is null) and (outcome is null) = (outcome_reason is null)),
  constraint calls_route_check check (route in ('realtime', 'vapi')),
  constraint calls_direction_check check (direction in ('inbound')),
  constraint calls_agent_fk
    foreign key (business_id, agent_id) references agents (business_id, id),
  constraint calls_agent_version_fk
    foreign key (business_id, agent_version_id) references agent_versions (business_id, id),
  constraint calls_phone_number_fk
    foreign key (business_id, phone_number_id) references phone_numbers (business_id, id),
  constraint calls_customer_fk
    foreign key (business_id, customer_id) references customers (business_id, id)
);
create index calls_started_at_idx on calls (business_id, started_at);
create index calls_live_idx on calls (business_id) where ended_at is null;

create table call_events (
  id bigint primary key generated always as identity,
  business_id uuid not null,
  call_id uuid not null,
  event_key text not null,
  type text not null,
  at timestamp with time zone not null,
  payload jsonb,
  constraint call_events_event_key unique (call_id, event_key),
  constraint call_events_call_fk
    foreign key (business_id, call_id) references calls (business_id, id)
);

create table transcript_turns (
  id uuid primary key default uuidv7(),
  business_id uuid not null,
  call_id uuid not null,
  item_id text not null,
  speaker text not null,
  text text not null,
  started_at timestamp with time zone not null,
  ended_at timestamp with time zone,
  heard_ms integer,
  is_interrupted boolean default false not null,
  constraint transcript_turns_item_key unique (call_id, item_id),
  constraint transcript_turns_speaker_check check (speaker in ('caller', 'agent')),
  constraint transcript_turns_call_fk
    foreign key (business_id, call_id) references calls (business_id, id)
);

create table tool_calls (
  id uuid primary key default uuidv7(),
  business_id uuid not null,
  call_id uuid not null,
  engine_call_id text not null,
  name text not null,
  arguments jsonb not null,
  arguments_hash text not null,
  is_write boolean default false not null,
  status text not null,
  result jsonb,
  started_at timestamp with time zone not null,
  finished_at timestamp with time zone,
  constraint tool_calls_status_check check (status in ('running', 'done', 'failed', 'timed-out')),
  constraint tool_calls_call_fk
    foreign key (business_id, call_id) references calls (business_id, id)
);
create unique index tool_calls_write_once_key on tool_calls (call_id, name, arguments_hash) where is_write;
create unique index tool_calls_read_once_key on tool_calls (call_id, engine_call_id) where not is_write;

create table engine_usage (
  id uuid primary key default uuidv7(),
  business_id uuid not null,
  call_id uuid not null,
  response_id text not null,
  model text not null,
  status text not null,
  input_text_tokens integer default 0 not null,
  input_audio_tokens integer default 0 not null,
  cached_text_tokens integer default 0 not null,
  cached_audio_tokens integer default 0 not null,
  output_text_tokens integer default 0 not null,
  output_audio_tokens integer default 0 not null,
  at timestamp with time zone not null,
  constraint engine_usage_response_key unique (call_id, response_id),
  constraint engine_usage_call_fk
    foreign key (business_id, call_id) references calls (business_id, id)
);

create table recordings (
  id uuid primary key default uuidv7(),
  business_id uuid not null,
  call_id uuid not null,
  recording_sid text not null,
  url text,
  status text not null,
  duration_seconds integer,
  channels integer,
  source text,
  started_at timestamp with time zone,
  payload jsonb,
  constraint recordings_recording_sid_unique unique (recording_sid),
  constraint recordings_call_fk
    foreign key (business_id, call_id) references calls (business_id, id)
);

create table messages (
  id uuid primary key default uuidv7(),
  business_id uuid not null,
  call_id uuid not null,
  source text not null,
  caller_name text,
  caller_phone text,
  problem text,
  recording_url text,
  name_recording_url text,
  created_at timestamp with time zone default now() not null,
  updated_at timestamp with time zone default now() not null,
  completed_at timestamp with time zone,
  paged_at timestamp with time zone,
  constraint messages_tenant_key unique (business_id, id),
  constraint messages_call_key unique (call_id),
  constraint messages_source_check check (source in ('keypad', 'voicemail', 'refusal')),
  constraint messages_call_fk
    foreign key (business_id, call_id) references calls (business_id, id)
);

create table unrouted_messages (
  id uuid primary key default uuidv7(),
  call_sid text not null,
  from_raw text not null,
  to_raw text not null,
  caller_phone text,
  recording_url text,
  problem text,
  created_at timestamp with time zone default now() not null,
  updated_at timestamp with time zone default now() not null,
  constraint unrouted_messages_call_sid_unique unique (call_sid)
);

create table price_books (
  id uuid primary key default uuidv7(),
  business_id uuid not null references businesses,
  version integer not null,
  fees jsonb not null,
  memberships jsonb default '{}'::jsonb not null,
  effective_from timestamp with time zone not null,
  created_at timestamp with time zone default now() not null,
  constraint price_books_tenant_key unique (business_id, id),
  constraint price_books_version_key unique (business_id, version)
);

create table quotes (
  id uuid primary key default uuidv7(),
  business_id uuid not null,
  call_id uuid,
  price_book_id uuid not null,
  trade text not null,
  zip text not null,
  visit_at timestamp with time zone not null,
  total_cents integer not null,
  lines jsonb not null,
  valid_until timestamp with time zone not null,
  created_at timestamp with time zone default now() not null,
  constraint quotes_tenant_key unique (business_id, id),
  constraint quotes_call_fk
    foreign key (business_id, call_id) references calls (business_id, id),
  constraint quotes_price_book_fk
    foreign key (business_id, price_book_id) references price_books (business_id, id)
);
create index quotes_call_idx on quotes (call_id);

create table holds (
  id uuid primary key default uuidv7(),
  business_id uuid not null,
  call_id uuid not null,
  technician_id uuid not null,
  trade text not null,
  starts_at timestamp with time zone not null,
  ends_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  status text default 'live' not null,
  created_at timestamp with time zone default now() not null,
  constraint holds_tenant_key unique (business_id, id),
  constraint holds_times_check check (starts_at < ends_at),
  constraint holds_status_check check (status in ('live', 'used', 'released')),
  constraint holds_call_fk
    foreign key (business_id, call_id) references calls (business_id, id),
  constraint holds_technician_fk
    foreign key (business_id, technician_id) references technicians (business_id, id)
);
create index holds_call_idx on holds (call_id);
create index holds_live_idx on holds (business_id, expires_at) where status = 'live';

create table bookings (
  id uuid primary key default uuidv7(),
  business_id uuid not null,
  call_id uuid,
  customer_id uuid not null,
  technician_id uuid not null,
  hold_id uuid,
  quote_id uuid,
  status text default 'booked' not null,
  trade text not null,
  problem text not null,
  starts_at timestamp with time zone not null,
  ends_at timestamp with time zone not null,
  contact_name text not null,
  contact_phone text not null,
  address_line text not null,
  city text,
  zip text not null,
  created_at timestamp with time zone default now() not null,
  constraint bookings_hold_id_unique unique (hold_id),
  constraint bookings_tenant_key unique (business_id, id),
  constraint bookings_times_check check (starts_at < ends_at),
  constraint bookings_status_check check (status in ('booked', 'cancelled')),
  constraint bookings_call_fk
    foreign key (business_id, call_id) references calls (business_id, id),
  constraint bookings_customer_fk
    foreign key (business_id, customer_id) references customers (business_id, id),
  constraint bookings_technician_fk
    foreign key (business_id, technician_id) references technicians (business_id, id),
  constraint bookings_hold_fk
    foreign key (business_id, hold_id) references holds (business_id, id),
  constraint bookings_quote_fk
    foreign key (business_id, quote_id) references quotes (business_id, id)
);
create index bookings_call_idx on bookings (call_id);
create index bookings_starts_at_idx on bookings (business_id, starts_at);

create table technician_commitments (
  id uuid primary key default uuidv7(),
  business_id uuid not null,
  technician_id uuid not null,
  during tstzrange not null,
  hold_id uuid,
  booking_id uuid,
  expires_at timestamp with time zone,
  constraint technician_commitments_hold_id_unique unique (hold_id),
  constraint technician_commitments_booking_id_unique unique (booking_id),
  constraint technician_commitments_one_cause_check check (num_nonnulls(hold_id, booking_id) = 1),
  constraint technician_commitments_finite_check
    check (not isempty(during) and not lower_inf(during) and not upper_inf(during)),
  constraint technician_commitments_technician_fk
    foreign key (business_id, technician_id) references technicians (business_id, id),
  constraint technician_commitments_hold_fk
    foreign key (business_id, hold_id) references holds (business_id, id),
  constraint technician_commitments_booking_fk
    foreign key (business_id, booking_id) references bookings (business_id, id),
  constraint technician_commitments_no_overlap exclude using gist (technician_id with =, during with &&)
);

create table service_area_zips (
  business_id uuid not null references businesses,
  zip text not null,
  zone text not null,
  referral_name text,
  referral_phone text,
  constraint service_area_zips_business_id_zip_pk primary key (business_id, zip),
  constraint service_area_zips_zone_check check (zone in ('core', 'edge', 'referral'))
);

create table knowledge_articles (
  id uuid primary key default uuidv7(),
  business_id uuid not null references businesses,
  title text not null,
  body text not null,
  search tsvector generated always as (
    setweight(to_tsvector('english', title), 'A') || setweight(to_tsvector('english', body), 'B')
  ) stored,
  created_at timestamp with time zone default now() not null,
  constraint knowledge_articles_title_key unique (business_id, title)
);
create index knowledge_articles_search_idx on knowledge_articles using gin (search);

create table pages (
  id uuid primary key default uuidv7(),
  business_id uuid not null references businesses,
  message_id uuid,
  booking_id uuid,
  call_id uuid,
  technician_id uuid,
  to_number text not null,
  body text not null,
  status text default 'queued' not null,
  twilio_sid text,
  error text,
  created_at timestamp with time zone default now() not null,
  sent_at timestamp with time zone,
  constraint pages_message_key unique (message_id, to_number),
  constraint pages_status_check check (status in ('queued', 'sent', 'failed')),
  constraint pages_message_fk
    foreign key (business_id, message_id) references messages (business_id, id),
  constraint pages_booking_fk
    foreign key (business_id, booking_id) references bookings (business_id, id),
  constraint pages_call_fk
    foreign key (business_id, call_id) references calls (business_id, id),
  constraint pages_technician_fk
    foreign key (business_id, technician_id) references technicians (business_id, id)
);

-- Agents and their versions point at each other; the published version must be one of the same business.
alter table agents add constraint agents_published_version_fk
  foreign key (business_id, published_version_id) references agent_versions (business_id, id);
