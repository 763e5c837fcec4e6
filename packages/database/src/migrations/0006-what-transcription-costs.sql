-- The recogniser of the caller's words is billed apart from responses, some models by the length of the audio.
alter table engine_usage
  add column purpose text not null default 'response',
  add column billed_ms integer,
  add constraint engine_usage_purpose_check check (purpose in ('response', 'transcription'));
alter table engine_usage alter column purpose drop default;
