-- What a price book holds beside its fees, and when it ends. A price that was told is kept in its quote, with what it
-- was made of, so that no later edition of the book can change it.
alter table price_books
  add column effective_to timestamptz,
  add column promotions jsonb not null default '[]',
  add column flat_rates jsonb not null default '[]',
  add column rules jsonb not null default '{}',
  add constraint price_books_effective_check check (effective_to > effective_from);

-- One quote prices all trades of an incident. `trade` stays as the first of them.
alter table quotes alter column trade type text[] using array[trade];
alter table quotes rename column trade to trades;
alter table quotes
  add column trade text generated always as (trades[1]) stored not null,
  add column period text not null default 'after-hours',
  add column optional jsonb not null default '[]',
  add column inputs jsonb not null default '{}',
  add constraint quotes_trades_check check (cardinality(trades) > 0),
  add constraint quotes_total_cents_check check (total_cents >= 0),
  add constraint quotes_period_check
    check (period in ('business-hours', 'after-hours', 'weekend', 'holiday'));
alter table quotes alter column period drop default;

-- A flag that nobody takes down lapses by itself: an hour of the rush must not be charged for all week.
create table demand_flags (
  id uuid primary key default uuidv7(),
  business_id uuid not null references businesses,
  level text not null,
  set_by text not null,
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  created_at timestamptz not null default now(),
  constraint demand_flags_level_check check (level in ('normal', 'high', 'surge')),
  constraint demand_flags_times_check check (ends_at > starts_at and ends_at <= starts_at + interval '7 days')
);
create index demand_flags_ends_at_idx on demand_flags (business_id, ends_at);
select deployment.protect_tenant_table('demand_flags');

create table declared_emergencies (
  id uuid primary key default uuidv7(),
  business_id uuid not null references businesses,
  kind text not null,
  states text[] not null default '{}',
  zips text[] not null default '{}',
  source text not null,
  set_by text not null,
  -- When the feed last told of it; null when somebody set it by hand.
  feed_seen_at timestamptz,
  starts_at timestamptz not null,
  ends_at timestamptz,
  created_at timestamptz not null default now(),
  constraint declared_emergencies_kind_check check (kind in ('declared', 'storm-alert')),
  constraint declared_emergencies_source_check check (source in ('manual', 'feed')),
  constraint declared_emergencies_feed_check check ((source = 'feed') = (feed_seen_at is not null)),
  constraint declared_emergencies_place_check check (cardinality(states) + cardinality(zips) > 0),
  constraint declared_emergencies_times_check check (ends_at > starts_at)
);
create index declared_emergencies_starts_at_idx on declared_emergencies (business_id, starts_at);
select deployment.protect_tenant_table('declared_emergencies');
