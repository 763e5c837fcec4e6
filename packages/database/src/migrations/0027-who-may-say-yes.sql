-- Who may say yes to a technician being sent, and how whoever is locked out shows that the door is theirs.
alter table dispatch_policies
  -- What a property manager may spend without asking the owner of the house; null: whatever it takes.
  add column manager_limit_cents integer,
  add column approval_minutes integer not null default 3,
  add constraint dispatch_policies_approval_minutes_check check (approval_minutes between 1 and 15);

alter table dispatches
  add column caller_role text not null default 'unknown',
  add column approved_by text,
  add column residence_proof text,
  -- What the caller was told it costs; null: no price was told.
  add column quoted_cents integer,
  add constraint dispatches_caller_role_check
    check (caller_role in ('owner', 'tenant', 'landlord', 'property_manager', 'unknown')),
  add constraint dispatches_residence_proof_check
    check (residence_proof in ('id-with-address', 'id-and-paper', 'owner-or-manager-confirms', 'none'));

alter table dispatch_pages drop constraint dispatch_pages_kind_check;
alter table dispatch_pages add constraint dispatch_pages_kind_check
  check (kind in ('offer', 'confirmed', 'taken', 'called-off', 'more', 'approval', 'approval-noted', 'late'));

-- An owner is asked whether somebody may go, a technician whether they go.
alter table technician_calls
  add column question text not null default 'offer',
  add constraint technician_calls_question_check check (question in ('offer', 'approval'));

-- What a person who took a call over says, and what the caller says to them.
alter table transcript_turns drop constraint transcript_turns_speaker_check;
alter table transcript_turns add constraint transcript_turns_speaker_check
  check (speaker in ('caller', 'agent', 'person'));

-- What callers hear while a person is rung, in the owner's own file.
create table hold_music (
  business_id uuid primary key references businesses (id),
  content_type text not null,
  bytes bytea not null,
  created_at timestamp with time zone not null default now(),
  constraint hold_music_content_type_check check (content_type in ('audio/wav', 'audio/mpeg')),
  constraint hold_music_size_check check (octet_length(bytes) between 1 and 4194304)
);
select deployment.protect_tenant_table('hold_music');
