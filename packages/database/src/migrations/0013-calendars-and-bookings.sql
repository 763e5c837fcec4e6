-- When visits are offered and how long they take. A business without a row goes by the defaults of the domain.
create table booking_policies (
  business_id uuid primary key references businesses (id),
  minimum_notice_minutes integer not null default 60,
  maximum_days_ahead integer not null default 21,
  buffer_minutes integer not null default 30,
  arrival text not null default 'two-hours',
  free_change_minutes integer not null default 120,
  requires_quote boolean not null default false,
  created_at timestamptz not null default now(),
  constraint booking_policies_arrival_check check (arrival in ('exact', 'two-hours', 'four-hours')),
  constraint booking_policies_ranges_check check (
    minimum_notice_minutes between 0 and 20160 and maximum_days_ahead between 1 and 90
    and buffer_minutes between 0 and 240 and free_change_minutes between 0 and 20160
  )
);
select deployment.protect_tenant_table('booking_policies');

-- What the jobs of a trade take; job_type null is the trade's own.
create table job_lengths (
  id uuid primary key default uuidv7(),
  business_id uuid not null references businesses (id),
  trade text not null,
  job_type text,
  p50_minutes integer not null,
  p80_minutes integer not null,
  arrival text,
  created_at timestamptz not null default now(),
  constraint job_lengths_key unique nulls not distinct (business_id, trade, job_type),
  constraint job_lengths_arrival_check check (arrival in ('exact', 'two-hours', 'four-hours')),
  constraint job_lengths_order_check check (0 < p50_minutes and p50_minutes <= p80_minutes and p80_minutes <= 720)
);
select deployment.protect_tenant_table('job_lengths');

-- Wall-clock times in the business's zone; a shift that ends when or before it begins ends on the next day.
create table technician_shifts (
  id uuid primary key default uuidv7(),
  business_id uuid not null references businesses (id),
  technician_id uuid not null,
  weekday smallint not null,
  starts_local text not null,
  ends_local text not null,
  is_on_call boolean not null default false,
  created_at timestamptz not null default now(),
  constraint technician_shifts_technician_fk
    foreign key (business_id, technician_id) references technicians (business_id, id),
  constraint technician_shifts_times_check check (
    weekday between 0 and 6 and starts_local <> ends_local
    and starts_local ~ '^([01]\d|2[0-3]):[0-5]\d$' and ends_local ~ '^([01]\d|2[0-3]):[0-5]\d$'
  )
);
create index technician_shifts_technician_idx on technician_shifts (technician_id);
select deployment.protect_tenant_table('technician_shifts');

-- Instead of the weekly shifts of a day; without times the day is off.
create table shift_overrides (
  id uuid primary key default uuidv7(),
  business_id uuid not null references businesses (id),
  technician_id uuid not null,
  on_day date not null,
  starts_local text,
  ends_local text,
  created_at timestamptz not null default now(),
  constraint shift_overrides_technician_fk
    foreign key (business_id, technician_id) references technicians (business_id, id),
  constraint shift_overrides_times_check check (
    (starts_local is null and ends_local is null)
    or (starts_local <> ends_local
      and starts_local ~ '^([01]\d|2[0-3]):[0-5]\d$' and ends_local ~ '^([01]\d|2[0-3]):[0-5]\d$')
  )
);
create index shift_overrides_day_idx on shift_overrides (technician_id, on_day);
select deployment.protect_tenant_table('shift_overrides');

create table technician_time_off (
  id uuid primary key default uuidv7(),
  business_id uuid not null references businesses (id),
  technician_id uuid not null,
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  created_at timestamptz not null default now(),
  constraint technician_time_off_technician_fk
    foreign key (business_id, technician_id) references technicians (business_id, id),
  constraint technician_time_off_times_check check (starts_at < ends_at)
);
create index technician_time_off_idx on technician_time_off (technician_id, ends_at);
select deployment.protect_tenant_table('technician_time_off');

-- Half days and the like: instead of the weekly hours; without times the day is closed. Holidays stay closed.
create table opening_overrides (
  id uuid primary key default uuidv7(),
  business_id uuid not null references businesses (id),
  on_day date not null,
  opens_local text,
  closes_local text,
  created_at timestamptz not null default now(),
  constraint opening_overrides_day_key unique (business_id, on_day),
  constraint opening_overrides_times_check check (
    (opens_local is null and closes_local is null)
    or (opens_local < closes_local
      and opens_local ~ '^([01]\d|2[0-3]):[0-5]\d$' and closes_local ~ '^(([01]\d|2[0-3]):[0-5]\d|24:00)$')
  )
);
select deployment.protect_tenant_table('opening_overrides');

-- Null technician: an external calendar picks who comes.
alter table holds
  alter column technician_id drop not null,
  add column planned_from timestamptz,
  add column planned_until timestamptz,
  add column is_emergency boolean not null default false,
  add column extended_at timestamptz,
  add column time_zone text,
  add column opening_ref text,
  add column reservation_ref text,
  add constraint holds_planned_check check ((planned_from is null) = (planned_until is null) and planned_from < planned_until),
  add constraint holds_who_comes_check check (technician_id is not null or opening_ref is not null);

alter table bookings
  alter column technician_id drop not null,
  add column contact_email text,
  add column time_zone text,
  add column opening_ref text,
  add column calendar_status text not null default 'none',
  add column calendar_ref text,
  -- Each appointment that theirs has to take gets a key of its own: booked is 1, each move one more.
  add column calendar_revision integer not null default 1,
  add column calendar_due_at timestamptz,
  add column calendar_claimed_at timestamptz,
  -- The time a visit moves from is kept until theirs has taken the new one.
  add column previous_hold_id uuid,
  add constraint bookings_calendar_status_check
    check (calendar_status in ('none', 'pending', 'confirmed', 'rejected')),
  add constraint bookings_previous_hold_fk
    foreign key (business_id, previous_hold_id) references holds (business_id, id),
  add constraint bookings_who_comes_check check (technician_id is not null or opening_ref is not null);
create index bookings_technician_idx on bookings (technician_id, starts_at);

-- What became of a booking, in order; the booking keeps its id.
create table booking_changes (
  id uuid primary key default uuidv7(),
  business_id uuid not null references businesses (id),
  booking_id uuid not null,
  call_id uuid,
  kind text not null,
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  technician_id uuid,
  fee_cents integer not null default 0,
  reason text,
  created_at timestamptz not null default now(),
  constraint booking_changes_kind_check check (kind in ('booked', 'moved', 'moved-back', 'cancelled', 'rejected')),
  constraint booking_changes_fee_check check (fee_cents >= 0),
  constraint booking_changes_booking_fk
    foreign key (business_id, booking_id) references bookings (business_id, id),
  constraint booking_changes_call_fk foreign key (business_id, call_id) references calls (business_id, id)
);
create index booking_changes_booking_idx on booking_changes (booking_id);
select deployment.protect_tenant_table('booking_changes');

-- Range operators are not leakproof, so behind row-level security they use no index; these columns can.
alter table technician_commitments
  add column starts_at timestamptz not null generated always as (lower(during)) stored,
  add column ends_at timestamptz not null generated always as (upper(during)) stored,
  -- A search looks back this far for what reaches into its time.
  add constraint technician_commitments_length_check check (upper(during) - lower(during) <= interval '24 hours');
create index technician_commitments_starts_idx
  on technician_commitments (business_id, starts_at) include (technician_id, ends_at);
create index technician_commitments_lapse_idx
  on technician_commitments (business_id, expires_at) where hold_id is not null;
