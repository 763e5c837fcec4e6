-- One technician who holds all skills comes once: what is held and booked for a trade may be for others too.
alter table holds
  add column other_trades text[] not null default '{}',
  -- Opened by the priority that the caller pays for.
  add column is_priority boolean not null default false;
alter table bookings add column other_trades text[] not null default '{}';
