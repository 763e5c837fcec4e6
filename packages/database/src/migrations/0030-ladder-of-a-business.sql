-- Who is asked after whom, how long each rung waits, and what the business adds to its pages; empty: as we would do it.
alter table dispatch_policies
  add column ladder jsonb not null default '[]',
  add constraint dispatch_policies_ladder_check check (jsonb_typeof(ladder) = 'array');
