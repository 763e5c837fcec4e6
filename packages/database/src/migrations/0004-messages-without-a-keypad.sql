-- The agent takes messages too.
alter table messages drop constraint messages_source_check;
alter table messages add constraint messages_source_check
  check (source in ('keypad', 'voicemail', 'refusal', 'agent'));

-- A name is spoken onto tape, also on a number of nobody.
alter table unrouted_messages add column name_recording_url text;

-- A transfer that nobody took pages the same person once per call, however often its job runs.
create unique index pages_missed_transfer_key on pages (call_id, to_number)
  where message_id is null and booking_id is null;
