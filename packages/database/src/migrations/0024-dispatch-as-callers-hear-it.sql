-- How often a caller who waits for a technician hears how it stands; and what callers who have gone are texted of it.
alter table dispatch_policies add column progress_seconds integer not null default 20;
alter table dispatch_policies add constraint dispatch_policies_progress_check check (progress_seconds between 8 and 120);

alter table text_messages drop constraint text_messages_kind_check;
alter table text_messages add constraint text_messages_kind_check check (kind in (
  'booking-confirmation', 'booking-moved', 'booking-cancelled', 'dispatch-requested', 'dispatch-eta',
  'dispatch-given-back', 'dispatch-failed', 'slip-notice', 'pay-link', 'dropped-call', 'cancel-question',
  'cancel-refused', 'opt-out-confirmation', 'opt-in-confirmation', 'help', 'unread-reply'));
