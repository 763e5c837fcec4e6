-- How often a caller who waits for a technician hears how it stands.
alter table dispatch_policies add column progress_seconds integer not null default 20;
alter table dispatch_policies add constraint dispatch_policies_progress_check check (progress_seconds between 8 and 120);
