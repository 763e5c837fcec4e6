-- What the agent promised aloud and the caller heard: where in which utterance, and which tool had said so.
create table spoken_promises (
  id uuid primary key default uuidv7(),
  business_id uuid not null,
  call_id uuid not null,
  item_id text not null,
  kind text not null,
  detail jsonb not null,
  audio_offset_ms integer not null,
  engine_call_id text not null,
  at timestamp with time zone not null,
  constraint spoken_promises_place_key unique (call_id, item_id, kind, audio_offset_ms),
  constraint spoken_promises_kind_check
    check (kind in ('price', 'slot', 'eta', 'callback', 'deed', 'technician')),
  constraint spoken_promises_call_fk
    foreign key (business_id, call_id) references calls (business_id, id)
);
select deployment.protect_tenant_table('spoken_promises');
