-- In whose calendar the visits that an agent books must stand besides ours; no keys, those belong to the deployment.
alter table agents
  add column calendar jsonb not null default '{"kind": "own"}',
  add constraint agents_calendar_check check (jsonb_typeof(calendar) = 'object');

-- The vendor's time of the last change of theirs that was taken over: their news comes in any order.
alter table bookings add column calendar_changed_at timestamptz;
create index bookings_calendar_ref_idx on bookings (business_id, calendar_ref) where calendar_ref is not null;
