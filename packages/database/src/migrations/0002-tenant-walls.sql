-- The second wall around a business: every query filters by business_id, and PostgreSQL enforces it.
-- FORCE includes the owner, so that only a superuser or a BYPASSRLS role could look over the wall;
-- the apps refuse to start as either. A new tenant table calls deployment.protect_tenant_table.

create function deployment.protect_tenant_table(tenant_table regclass, tenant_column name default 'business_id')
returns void language plpgsql set search_path = '' as $$
begin
  execute format('alter table %s enable row level security', tenant_table);
  execute format('alter table %s force row level security', tenant_table);
  execute format(
    'create policy tenant_isolation on %1$s
       using (%2$I = nullif(current_setting(''app.business_id'', true), '''')::uuid)
       with check (%2$I = nullif(current_setting(''app.business_id'', true), '''')::uuid)',
    tenant_table, tenant_column);
  execute format('grant select, insert, update, delete on %s to afterhourfix_app', tenant_table);
end $$;

grant usage on schema public to afterhourfix_app;

select deployment.protect_tenant_table('businesses', 'id');
select deployment.protect_tenant_table(table_name::regclass)
from unnest(array[
  'agents', 'agent_versions', 'phone_numbers', 'customers', 'technicians', 'calls', 'call_events',
  'transcript_turns', 'tool_calls', 'engine_usage', 'recordings', 'messages', 'price_books', 'quotes',
  'holds', 'bookings', 'technician_commitments', 'service_area_zips', 'knowledge_articles', 'pages'
]) as table_name;

-- Callers of numbers that no business owns: no tenant, so no wall, but nothing is ever deleted by an app.
grant select, insert, update on unrouted_messages to afterhourfix_app;
