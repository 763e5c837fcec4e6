-- Systems of the business hear who has taken a dispatch, and that nobody has.
alter table crm_links drop constraint crm_links_entity_check;
alter table crm_links add constraint crm_links_entity_check
  check (entity in ('customer', 'booking', 'call', 'consent', 'dispatch'));
alter table crm_deliveries drop constraint crm_deliveries_entity_check;
alter table crm_deliveries add constraint crm_deliveries_entity_check
  check (entity in ('customer', 'booking', 'call', 'consent', 'dispatch'));
