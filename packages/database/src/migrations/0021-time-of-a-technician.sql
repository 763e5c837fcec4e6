-- A search reads the time of each technician of a trade by itself, in its order and from the index alone. The index by
-- time that it read before held everybody's.
create index technician_commitments_technician_idx
  on technician_commitments (business_id, technician_id, starts_at) include (ends_at);
drop index technician_commitments_starts_idx;
