-- Technicians sent at once: the job, who asked for it, whom it was offered to, and how the business wants it done.
create table dispatch_policies (
  business_id uuid primary key references businesses (id),
  ack_minutes jsonb not null default '{}'::jsonb,
  weights jsonb not null default '{}'::jsonb,
  -- Above this the owner is asked first; null: never.
  owner_approval_above_cents integer,
  owner_approves_night_wakes boolean not null default false,
  owner_approves_edge boolean not null default false,
  on_no_approval text not null default 'send',
  tenant_limit_cents integer,
  monthly_wake_budget integer not null default 8,
  is_surge boolean not null default false,
  -- By job type: skills besides the trade, a vehicle's among them; and what nobody does alone.
  needed_skills jsonb not null default '{}'::jsonb,
  two_person_jobs text[] not null default '{}'::text[],
  created_at timestamp with time zone not null default now(),
  constraint dispatch_policies_no_approval_check check (on_no_approval in ('send', 'hold')),
  constraint dispatch_policies_budget_check check (monthly_wake_budget between 1 and 60)
);
select deployment.protect_tenant_table('dispatch_policies');

create table dispatches (
  id uuid primary key default uuidv7(),
  business_id uuid not null,
  incident_id uuid not null,
  call_id uuid not null,
  trade text not null,
  severity text not null,
  is_vulnerable boolean not null default false,
  job_types text[] not null default '{}'::text[],
  rule_ids text[] not null default '{}'::text[],
  problem text not null,
  address_line text not null,
  zip text not null,
  place_key text not null,
  street_key text not null,
  -- The owner's yes when it is needed.
  approval text not null default 'not-needed',
  approval_reasons text[] not null default '{}'::text[],
  approval_due_at timestamp with time zone,
  phase text not null default 'created',
  -- Who is asked in which order, and where that stands: what the machine of the ladder reads and writes.
  rungs jsonb not null,
  ladder jsonb not null,
  choice jsonb not null,
  next_step_at timestamp with time zone,
  technician_id uuid,
  taken_by text,
  acknowledged_at timestamp with time zone,
  eta_p50_minutes integer,
  eta_p80_minutes integer,
  eta_source text,
  arrives_by timestamp with time zone,
  en_route_at timestamp with time zone,
  arrived_at timestamp with time zone,
  ended_at timestamp with time zone,
  -- What the technician says afterwards; null: not told.
  was_emergency boolean,
  created_at timestamp with time zone not null default now(),
  constraint dispatches_tenant_key unique (business_id, id),
  constraint dispatches_incident_fk
    foreign key (business_id, incident_id) references incidents (business_id, id),
  constraint dispatches_call_fk foreign key (business_id, call_id) references calls (business_id, id),
  constraint dispatches_technician_fk
    foreign key (business_id, technician_id) references technicians (business_id, id),
  constraint dispatches_phase_check check (
    phase in ('created', 'paging', 'acknowledged', 'en_route', 'arrived', 'done', 'exhausted', 'cancelled')
  ),
  constraint dispatches_approval_check check (approval in ('not-needed', 'asked', 'given', 'refused', 'unanswered')),
  constraint dispatches_taken_check check (
    (phase in ('acknowledged', 'en_route', 'arrived', 'done')) = (taken_by is not null)
    and (taken_by is null) = (acknowledged_at is null)
  )
);
create index dispatches_due_idx on dispatches (business_id, next_step_at) where next_step_at is not null;
create index dispatches_place_idx on dispatches (business_id, trade, street_key);
create index dispatches_technician_idx on dispatches (technician_id, acknowledged_at);
select deployment.protect_tenant_table('dispatches');

-- Everybody who asked for it: one truck comes for all callers of one trouble.
create table dispatch_callers (
  id uuid primary key default uuidv7(),
  business_id uuid not null,
  dispatch_id uuid not null,
  call_id uuid not null,
  trade text not null,
  contact_name text,
  contact_phone text,
  created_at timestamp with time zone not null default now(),
  constraint dispatch_callers_key unique (call_id, trade),
  constraint dispatch_callers_dispatch_fk
    foreign key (business_id, dispatch_id) references dispatches (business_id, id),
  constraint dispatch_callers_call_fk foreign key (business_id, call_id) references calls (business_id, id)
);
create index dispatch_callers_dispatch_idx on dispatch_callers (dispatch_id);
select deployment.protect_tenant_table('dispatch_callers');

-- What technicians are told of it: the offer, and later notices.
create table dispatch_pages (
  id uuid primary key default uuidv7(),
  business_id uuid not null,
  dispatch_id uuid not null,
  kind text not null,
  rung integer not null,
  -- A technician's id, or `owner`.
  person text not null,
  technician_id uuid,
  to_number text not null,
  body text not null,
  status text not null default 'queued',
  claimed_at timestamp with time zone,
  twilio_sid text,
  call_sid text,
  error text,
  -- At night, by the clock of the business.
  is_wake boolean not null default false,
  answer text,
  answered_at timestamp with time zone,
  sent_at timestamp with time zone,
  created_at timestamp with time zone not null default now(),
  constraint dispatch_pages_key unique (dispatch_id, kind, rung, person),
  constraint dispatch_pages_kind_check check (kind in ('offer', 'confirmed', 'taken', 'called-off', 'more', 'approval')),
  constraint dispatch_pages_status_check check (status in ('queued', 'sent', 'failed')),
  constraint dispatch_pages_answer_check check (answer in ('accepted', 'declined', 'no-answer', 'voicemail', 'unreachable')),
  constraint dispatch_pages_dispatch_fk
    foreign key (business_id, dispatch_id) references dispatches (business_id, id),
  constraint dispatch_pages_technician_fk
    foreign key (business_id, technician_id) references technicians (business_id, id)
);
create index dispatch_pages_number_idx on dispatch_pages (business_id, to_number, id);
select deployment.protect_tenant_table('dispatch_pages');

-- Who is on call by trade and area. A business without departments goes by the duty of each technician.
create table on_call_departments (
  id uuid primary key default uuidv7(),
  business_id uuid not null references businesses (id),
  name text not null,
  trades text[] not null,
  -- Empty: everywhere.
  zips text[] not null default '{}'::text[],
  created_at timestamp with time zone not null default now(),
  constraint on_call_departments_tenant_key unique (business_id, id),
  constraint on_call_departments_name_key unique (business_id, name)
);
select deployment.protect_tenant_table('on_call_departments');

create table on_call_duties (
  id uuid primary key default uuidv7(),
  business_id uuid not null,
  department_id uuid not null,
  technician_id uuid not null,
  duty text not null,
  source text not null,
  starts_at timestamp with time zone not null,
  ends_at timestamp with time zone not null,
  created_at timestamp with time zone not null default now(),
  constraint on_call_duties_department_fk
    foreign key (business_id, department_id) references on_call_departments (business_id, id),
  constraint on_call_duties_technician_fk
    foreign key (business_id, technician_id) references technicians (business_id, id),
  constraint on_call_duties_duty_check check (duty in ('primary', 'secondary')),
  constraint on_call_duties_source_check check (source in ('rota', 'override', 'swap')),
  constraint on_call_duties_times_check check (starts_at < ends_at)
);
create index on_call_duties_idx on on_call_duties (department_id, ends_at);
select deployment.protect_tenant_table('on_call_duties');

create table on_call_gap_alerts (
  id uuid primary key default uuidv7(),
  business_id uuid not null,
  department_id uuid not null,
  starts_at timestamp with time zone not null,
  ends_at timestamp with time zone not null,
  body text not null,
  sent_at timestamp with time zone,
  created_at timestamp with time zone not null default now(),
  constraint on_call_gap_alerts_key unique (department_id, starts_at),
  constraint on_call_gap_alerts_department_fk
    foreign key (business_id, department_id) references on_call_departments (business_id, id)
);
select deployment.protect_tenant_table('on_call_gap_alerts');

-- Null: nobody wrote down where they are licensed. Van stock is by job type.
alter table technicians
  add column licensed_states text[],
  add column van_stock text[] not null default '{}'::text[],
  add column works_alone boolean not null default true;
