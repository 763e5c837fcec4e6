-- Texts to customers and from them, what hinders them, and the invoices that a pay link is for.
create table invoices (
  id uuid primary key default uuidv7(),
  business_id uuid not null references businesses (id),
  customer_id uuid not null,
  number text,
  balance_cents integer not null,
  status text not null default 'open',
  created_at timestamp with time zone not null default now(),
  constraint invoices_tenant_key unique (business_id, id),
  constraint invoices_status_check check (status in ('open', 'paid', 'void')),
  constraint invoices_balance_check check (balance_cents >= 0),
  constraint invoices_customer_fk foreign key (business_id, customer_id) references customers (business_id, id)
);
create index invoices_customer_idx on invoices (business_id, customer_id);
select deployment.protect_tenant_table('invoices');

create table text_messages (
  id uuid primary key default uuidv7(),
  business_id uuid not null references businesses (id),
  call_id uuid,
  booking_id uuid,
  kind text not null,
  language text not null,
  from_number text not null,
  to_number text not null,
  body text not null,
  idempotency_key text not null,
  status text not null default 'queued',
  due_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  claimed_at timestamp with time zone,
  twilio_sid text,
  error_code text,
  error text,
  created_at timestamp with time zone not null default now(),
  sent_at timestamp with time zone,
  constraint text_messages_tenant_key unique (business_id, id),
  constraint text_messages_idempotency_key unique (business_id, idempotency_key),
  constraint text_messages_kind_check check (kind in (
    'booking-confirmation', 'booking-moved', 'booking-cancelled', 'dispatch-requested', 'dispatch-eta', 'slip-notice',
    'pay-link', 'dropped-call', 'cancel-question', 'cancel-refused', 'opt-out-confirmation', 'opt-in-confirmation',
    'help', 'unread-reply')),
  constraint text_messages_language_check check (language in ('en', 'es')),
  constraint text_messages_status_check
    check (status in ('queued', 'sent', 'delivered', 'undelivered', 'failed', 'withheld')),
  constraint text_messages_call_fk foreign key (business_id, call_id) references calls (business_id, id),
  constraint text_messages_booking_fk foreign key (business_id, booking_id) references bookings (business_id, id)
);
create index text_messages_to_idx on text_messages (to_number, from_number, created_at);
create index text_messages_call_idx on text_messages (business_id, call_id);
select deployment.protect_tenant_table('text_messages');

create table incoming_texts (
  id uuid primary key default uuidv7(),
  business_id uuid not null references businesses (id),
  message_sid text not null,
  from_number text not null,
  to_number text not null,
  body text not null,
  answer text,
  received_at timestamp with time zone not null,
  constraint incoming_texts_message_key unique (business_id, message_sid),
  constraint incoming_texts_answer_check check (answer in (
    'stop', 'start', 'help', 'technician', 'cancel-asked', 'cancelled', 'cancel-refused', 'unread'))
);
create index incoming_texts_from_idx on incoming_texts (business_id, from_number, received_at);
select deployment.protect_tenant_table('incoming_texts');

create table text_codes (
  id uuid primary key default uuidv7(),
  business_id uuid not null references businesses (id),
  number text not null,
  code integer not null,
  booking_id uuid not null,
  asked_fee_cents integer,
  asked_at timestamp with time zone,
  constraint text_codes_code_key unique (business_id, number, code),
  constraint text_codes_booking_key unique (business_id, number, booking_id),
  constraint text_codes_asked_check check ((asked_fee_cents is null) = (asked_at is null)),
  constraint text_codes_booking_fk foreign key (business_id, booking_id) references bookings (business_id, id)
);
select deployment.protect_tenant_table('text_codes');

create table text_faults (
  id uuid primary key default uuidv7(),
  business_id uuid not null references businesses (id),
  kind text not null,
  error_code text,
  occurrences integer not null default 1,
  first_at timestamp with time zone not null,
  last_at timestamp with time zone not null,
  resolved_at timestamp with time zone,
  constraint text_faults_kind_key unique (business_id, kind),
  constraint text_faults_kind_check check (kind in (
    'sender-not-registered', 'sender-cannot-text', 'account-suspended', 'limit-exceeded', 'filtered'))
);
select deployment.protect_tenant_table('text_faults');

-- A sender that is registered for all businesses: a reply is of the business that texted the person last.
create function find_text_business(sender text, recipient text)
returns uuid
language sql stable security definer set search_path = '' as $$
  select text_messages.business_id from public.text_messages
  where text_messages.to_number = recipient and text_messages.from_number = sender
  order by text_messages.created_at desc limit 1
$$;

revoke execute on function find_text_business from public;
grant execute on function find_text_business to afterhourfix_app;

create policy doors_of_owner on text_messages for select to current_user using (true);
