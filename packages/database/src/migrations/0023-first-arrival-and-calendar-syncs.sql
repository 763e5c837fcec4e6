-- Who opens early does not ring at a door then: no window of a routine visit begins before this, by the clock there.
alter table booking_policies add column first_arrival_local text not null default '08:00';
alter table booking_policies add constraint booking_policies_first_arrival_check
  check (first_arrival_local ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$');
