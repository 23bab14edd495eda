-- The tables of the control plane that hold tenants' rows, by the column that says whose; an engine's schema has a view of the same name. Derived from the
-- policies, so that a new table cannot be forgotten.
create view tenant_tables (table_name, tenant_column) as
select c.relname::text,
       case
           when exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'tenant_id') then 'tenant_id'
           else 'id'
       end
from pg_policy p
join pg_class c on c.oid = p.polrelid
where c.relnamespace = '${flyway:defaultSchema}'::regnamespace
  and p.polname = 'tenant_rows'
  and not c.relispartition;
grant select on tenant_tables to netbuild_app, netbuild_system, netbuild_operator;
