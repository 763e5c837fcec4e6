-- A page about a danger that nobody was sent for; of the other pages of a call it is told apart in the summary.
alter table pages add column tells_danger boolean not null default false;
