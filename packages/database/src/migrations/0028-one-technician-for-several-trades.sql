-- One dispatch may be for several trades: `trade` is the one that comes first, these come after it.
alter table dispatches
  add column other_trades text[] not null default '{}'::text[],
  add constraint dispatches_other_trades_check check (not (trade = any (other_trades)));

-- A trouble is looked for by its place; the trade may be any of several.
drop index dispatches_place_idx;
create index dispatches_place_idx on dispatches (business_id, street_key);

-- `change`: what a technician was told of a job is not so any more: more work, or not before a later hour.
alter table dispatch_pages drop constraint dispatch_pages_kind_check;
alter table dispatch_pages add constraint dispatch_pages_kind_check
  check (kind in ('offer', 'confirmed', 'taken', 'called-off', 'more', 'approval', 'approval-noted', 'late', 'change'));
