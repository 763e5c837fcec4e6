-- Who opens early does not ring at a door then: no window of a routine visit begins before this, by the clock there.
alter table booking_policies add column first_arrival_local text not null default '08:00';
alter table booking_policies add constraint booking_policies_first_arrival_check
  check (first_arrival_local ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$');

-- How far somebody else's calendar was read, where its changes have to be asked for.
create table calendar_syncs (
  business_id uuid not null references businesses (id),
  calendar_id text not null,
  sync_token text,
  read_at timestamp with time zone,
  created_at timestamp with time zone not null default now(),
  primary key (business_id, calendar_id)
);
select deployment.protect_tenant_table('calendar_syncs');
