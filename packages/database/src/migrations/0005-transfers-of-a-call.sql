-- How often a person was rung for a call: past the second time the agent is told that it was tried.
alter table calls add column transfer_count integer default 0 not null;
