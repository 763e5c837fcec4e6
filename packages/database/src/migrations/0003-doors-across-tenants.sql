-- The only doors across tenants: from what a carrier knows (a number, a call sid) to the business.
-- They run as the owner, answer with ids only, and pin the search path so that nobody can slip in a table.

create function find_number_route(wanted_number text)
returns table (business_id uuid, agent_id uuid, phone_number_id uuid)
language sql stable security definer set search_path = '' as $$
  select phone_numbers.business_id, phone_numbers.agent_id, phone_numbers.id
  from public.phone_numbers
  where phone_numbers.number = wanted_number and phone_numbers.status = 'active'
$$;

create function find_call_business(wanted_call_sid text)
returns table (business_id uuid, call_id uuid)
language sql stable security definer set search_path = '' as $$
  select calls.business_id, calls.id from public.calls where calls.call_sid = wanted_call_sid
$$;

create function list_business_ids()
returns setof uuid
language sql stable security definer set search_path = '' as $$
  select businesses.id from public.businesses order by businesses.id
$$;

revoke execute on function find_number_route, find_call_business, list_business_ids from public;
grant execute on function find_number_route, find_call_business, list_business_ids to afterhourfix_app;

-- FORCE ROW LEVEL SECURITY holds for an owner that is no superuser (managed PostgreSQL); without these
-- three the doors would find nothing there. No app connects as the owner.
create policy doors_of_owner on phone_numbers for select to current_user using (true);
create policy doors_of_owner on calls for select to current_user using (true);
create policy doors_of_owner on businesses for select to current_user using (true);
