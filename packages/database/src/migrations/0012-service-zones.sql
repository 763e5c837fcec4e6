-- Where a business goes, as ordered rules: lists of ZIPs, polygons and radii, for all trades or some.
create table service_zones (
  id uuid primary key default uuidv7(),
  business_id uuid not null references businesses,
  name text not null,
  position integer not null,
  shape jsonb not null,
  terms jsonb not null,
  trades text[],
  created_at timestamp with time zone default now() not null,
  constraint service_zones_name_key unique (business_id, name),
  constraint service_zones_shape_check check (shape ->> 'kind' in ('zips', 'polygon', 'miles', 'minutes')),
  constraint service_zones_terms_check check (terms ->> 'zone' in ('core', 'edge', 'referral', 'excluded')),
  constraint service_zones_trades_check check (trades <> '{}')
);

-- The wall stands before the owner too, who is about to carry everybody's rows over.
alter table service_area_zips no force row level security;

insert into service_zones (business_id, name, position, shape, terms)
select business_id, zone, case zone when 'core' then 0 else 1 end,
  jsonb_build_object('kind', 'zips', 'zips', jsonb_agg(zip order by zip)),
  jsonb_build_object('zone', zone)
    || case zone
      when 'edge' then jsonb_build_object('feeCents', null, 'minSeverity', null, 'referral', null)
      else '{}'::jsonb
    end
from service_area_zips
where zone in ('core', 'edge')
group by business_id, zone;

insert into service_zones (business_id, name, position, shape, terms)
select business_id, 'referral to ' || referral_name || coalesce(' at ' || referral_phone, ''), 2,
  jsonb_build_object('kind', 'zips', 'zips', jsonb_agg(zip order by zip)),
  jsonb_build_object('zone', 'referral', 'referral',
    jsonb_build_object('name', referral_name, 'phone', referral_phone))
from service_area_zips
where zone = 'referral' and referral_name is not null
group by business_id, referral_name, referral_phone;

drop table service_area_zips;
select deployment.protect_tenant_table('service_zones');

-- Where the street of a caller is, once told: later questions of the call about its ZIP are answered from there.
create table located_addresses (
  business_id uuid not null references businesses,
  call_id uuid not null,
  zip text not null,
  located_zip text not null,
  latitude double precision not null,
  longitude double precision not null,
  is_approximate boolean not null,
  created_at timestamp with time zone default now() not null,
  constraint located_addresses_business_id_call_id_zip_pk primary key (business_id, call_id, zip),
  constraint located_addresses_call_fk foreign key (business_id, call_id) references calls (business_id, id)
);
select deployment.protect_tenant_table('located_addresses');
