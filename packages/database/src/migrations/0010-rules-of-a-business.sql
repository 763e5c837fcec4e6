-- Rules of triage that a business adds to the built-in ones. They can make a verdict worse and never milder.
alter table businesses
  add column triage_rules jsonb not null default '[]',
  add constraint businesses_triage_rules_check check (jsonb_typeof(triage_rules) = 'array');
