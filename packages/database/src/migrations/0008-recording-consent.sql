-- A caller's refusal to be recorded is a fact of the call: none of its words may be kept, whoever writes them.
alter table calls
  add column recording_refused_at timestamptz,
  -- Taken back: what was said from then on is kept.
  add column recording_allowed_at timestamptz,
  add constraint calls_recording_consent_check
    check (recording_allowed_at is null or recording_allowed_at >= recording_refused_at);

-- Tells words that were not kept from words that nobody heard.
alter table transcript_turns
  add column is_withheld boolean not null default false,
  add constraint transcript_turns_withheld_check check (not is_withheld or text = '');

-- Whether the notice of the opening line is enough, or the caller is asked. There is no third: the notice stays.
alter table businesses
  add column recording_consent text not null default 'notice',
  add constraint businesses_recording_consent_check check (recording_consent in ('notice', 'ask'));
