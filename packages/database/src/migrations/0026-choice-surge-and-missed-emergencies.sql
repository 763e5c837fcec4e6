-- What the choice of a technician goes by, rushes that are noticed, emergencies that nobody was sent to, gaps mended.
alter table dispatch_policies
  -- By job type or trade: licences that are valid in the state of the address.
  add column needed_licences jsonb not null default '{}'::jsonb,
  add column longest_duty_minutes integer not null default 840,
  add column rest_minutes integer not null default 480,
  -- A visit under way may be put off for an emergency; its customer is given another time.
  add column may_displace boolean not null default false,
  -- `is_surge` is a rush by hand; this lets jobs and weather tell one.
  add column is_surge_watched boolean not null default true,
  -- Open jobs for each technician on call at which a rush begins and ends.
  add column surge_begins_at real not null default 1.5,
  add column surge_ends_at real not null default 0.75,
  -- The mildest that is sent in a rush; what is milder gets a slot.
  add column surge_sends text not null default 'urgent_comfort',
  -- In a rush whoever knows the work may be asked, on call or not: the owner's to say, who is off duty sleeps.
  add column surge_calls_all boolean not null default false,
  add constraint dispatch_policies_duty_check
    check (longest_duty_minutes between 60 and 1440 and rest_minutes between 60 and 1440),
  add constraint dispatch_policies_surge_check check (0 < surge_ends_at and surge_ends_at < surge_begins_at),
  add constraint dispatch_policies_surge_sends_check
    check (surge_sends in ('life_safety', 'property_damage', 'urgent_comfort', 'routine'));

-- Whether there is a rush just now, by what was last seen.
create table surge_states (
  business_id uuid primary key references businesses (id),
  is_demand boolean not null default false,
  -- Since when there is little enough to do that it may end.
  calm_since timestamp with time zone,
  -- The weather counts as told for an hour or two after it was last heard of.
  weather_until timestamp with time zone,
  roads text not null default 'fair',
  open_jobs integer not null default 0,
  technicians integer not null default 0,
  seen_at timestamp with time zone not null,
  created_at timestamp with time zone not null default now(),
  constraint surge_states_roads_check check (roads in ('fair', 'rain', 'snow', 'ice'))
);
select deployment.protect_tenant_table('surge_states');

-- By skill, 0 to 1; what is not named is 1.
alter table technicians add column skill_levels jsonb not null default '{}'::jsonb;

create table technician_licences (
  id uuid primary key default uuidv7(),
  business_id uuid not null,
  technician_id uuid not null,
  name text not null,
  -- Null: it holds in every state, as EPA 608 does.
  state text,
  expires_on date,
  created_at timestamp with time zone not null default now(),
  constraint technician_licences_key unique nulls not distinct (technician_id, name, state),
  constraint technician_licences_technician_fk
    foreign key (business_id, technician_id) references technicians (business_id, id)
);
select deployment.protect_tenant_table('technician_licences');

-- Calls after which somebody should have been sent and was not.
create table missed_emergencies (
  id uuid primary key default uuidv7(),
  business_id uuid not null,
  call_id uuid not null,
  reported_by text not null,
  technician_id uuid,
  -- The rules of triage that should have told it; empty: none of ours would.
  rule_ids text[] not null default '{}'::text[],
  note text,
  created_at timestamp with time zone not null default now(),
  constraint missed_emergencies_call_key unique (call_id),
  constraint missed_emergencies_reported_by_check check (reported_by in ('owner', 'technician')),
  constraint missed_emergencies_call_fk foreign key (business_id, call_id) references calls (business_id, id),
  constraint missed_emergencies_technician_fk
    foreign key (business_id, technician_id) references technicians (business_id, id)
);
create index missed_emergencies_time_idx on missed_emergencies (business_id, created_at);
select deployment.protect_tenant_table('missed_emergencies');

-- The owner is told once in a month of somebody who is woken too often.
create table wake_warnings (
  id uuid primary key default uuidv7(),
  business_id uuid not null,
  technician_id uuid not null,
  month text not null,
  body text not null,
  sent_at timestamp with time zone,
  created_at timestamp with time zone not null default now(),
  constraint wake_warnings_key unique (technician_id, month),
  constraint wake_warnings_technician_fk
    foreign key (business_id, technician_id) references technicians (business_id, id)
);
select deployment.protect_tenant_table('wake_warnings');

-- A gap is told when it is seen, again when it is near, and once more when it is mended.
alter table on_call_gap_alerts
  add column kind text not null default 'ahead',
  drop constraint on_call_gap_alerts_key,
  add constraint on_call_gap_alerts_key unique (department_id, starts_at, kind),
  add constraint on_call_gap_alerts_kind_check check (kind in ('ahead', 'near', 'under-way', 'mended'));
