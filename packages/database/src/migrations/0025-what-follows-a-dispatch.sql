-- What follows a dispatch: what its callers were told, how its work order stands, and whom its texts reach.
alter table technicians add column language text not null default 'en';
-- When the owner was last told that they have stopped our texts.
alter table technicians add column stop_alerted_at timestamp with time zone;
alter table technicians add constraint technicians_language_check check (language in ('en', 'es'));

-- Calls about no dispatch that we know were made by nobody but tests.
alter table technician_calls no force row level security;
alter table dispatches no force row level security;
delete from technician_calls where not exists (
  select from dispatches
  where dispatches.business_id = technician_calls.business_id and dispatches.id::text = technician_calls.dispatch_id
);
alter table technician_calls alter column dispatch_id type uuid using dispatch_id::uuid;
alter table technician_calls add constraint technician_calls_dispatch_fk
  foreign key (business_id, dispatch_id) references dispatches (business_id, id);
alter table technician_calls force row level security;
alter table dispatches force row level security;

-- By when this caller was told that somebody is there; null: they were told no time, or that it does not hold.
alter table dispatch_callers add column told_arrives_by timestamp with time zone;
create index dispatches_late_idx on dispatches (business_id, arrives_by) where phase in ('acknowledged', 'en_route');

-- Where a page came from, so that a sender of all businesses knows whose answer comes back.
alter table dispatch_pages add column from_number text;
alter table dispatch_pages drop constraint dispatch_pages_kind_check;
alter table dispatch_pages add constraint dispatch_pages_kind_check
  check (kind in ('offer', 'confirmed', 'taken', 'called-off', 'more', 'approval', 'late'));

alter table text_messages add column dispatch_id uuid;
alter table text_messages add constraint text_messages_dispatch_fk
  foreign key (business_id, dispatch_id) references dispatches (business_id, id);
alter table text_messages drop constraint text_messages_kind_check;
alter table text_messages add constraint text_messages_kind_check
  check (kind in (
    'booking-confirmation', 'booking-moved', 'booking-cancelled', 'dispatch-requested', 'dispatch-eta', 'slip-notice',
    'dispatch-late', 'dispatch-returned', 'dispatch-exhausted', 'dispatch-called-off',
    'pay-link', 'dropped-call', 'cancel-question', 'cancel-refused', 'opt-out-confirmation', 'opt-in-confirmation',
    'help', 'unread-reply'));

-- When the owner was last told of it.
alter table text_faults add column alerted_at timestamp with time zone;

alter table work_orders drop constraint work_orders_status_check;
alter table work_orders add constraint work_orders_status_check
  check (status in ('planned', 'referred', 'booked', 'dispatched', 'done', 'cancelled'));

-- Technicians answer to the sender that paged them, as customers do to the one that texted them.
create or replace function find_text_business(sender text, recipient text)
returns uuid
language sql stable security definer set search_path = '' as $$
  select business_id from (
    (select business_id, created_at from public.text_messages
     where to_number = recipient and from_number = sender
     order by created_at desc limit 1)
    union all
    (select business_id, created_at from public.dispatch_pages
     where to_number = recipient and from_number = sender
     order by created_at desc limit 1)
  ) as latest
  order by created_at desc limit 1
$$;
create index dispatch_pages_sender_idx on dispatch_pages (to_number, from_number, created_at);
create policy doors_of_owner on dispatch_pages for select to current_user using (true);
