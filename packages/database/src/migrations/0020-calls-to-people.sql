-- Calls that we make: to technicians, each for one dispatch; and how a caller waits while a person is rung.
create table technician_calls (
  id uuid primary key default uuidv7(),
  business_id uuid not null references businesses (id),
  dispatch_id text not null,
  to_number text not null,
  technician_name text not null,
  summary text not null,
  language text not null,
  call_sid text,
  answer text,
  eta_minutes integer,
  created_at timestamp with time zone not null default now(),
  answered_at timestamp with time zone,
  ended_at timestamp with time zone,
  constraint technician_calls_language_check check (language in ('en', 'es')),
  constraint technician_calls_answer_check check (answer in ('taken', 'declined', 'no-answer', 'voicemail')),
  constraint technician_calls_eta_check check (eta_minutes is null or (answer = 'taken' and eta_minutes > 0))
);
-- One telephone rings once at a time for one dispatch, however often its job runs.
create unique index technician_calls_open_key on technician_calls (business_id, dispatch_id, to_number)
  where ended_at is null;
select deployment.protect_tenant_table('technician_calls');

alter table consent_records drop constraint consent_records_purpose_check;
alter table consent_records add constraint consent_records_purpose_check
  check (purpose in ('service', 'callback', 'marketing', 'dispatch'));

alter table businesses add column hold_music_url text;
alter table businesses add constraint businesses_hold_music_url_check check (hold_music_url ~ '^https://');
alter table businesses add column on_call_extension text;
alter table businesses add constraint businesses_on_call_extension_check check (on_call_extension ~ '^[0-9]{1,12}$');
