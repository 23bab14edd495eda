-- The schemas that tenants of isolation SCHEMA have in this database.
create table tenant_schemas (
    tenant_id   text primary key references tenants on delete cascade,
    schema_name text        not null unique,
    role_name   text        not null,
    created_at  timestamptz not null default now()
);
select fn_protect_tenant_table('tenant_schemas');
-- fn_create_tenant_schema writes here as the owner, whom forced row-level security would stop.
create policy owner_rows on tenant_schemas to current_user using (true) with check (true);
grant select on tenant_schemas to netbuild_app, netbuild_operator;
grant select, insert, update, delete on tenant_schemas to netbuild_system;

create function fn_create_tenant_schema(p_tenant text, p_role text default null) returns text
    language plpgsql
    security definer
    set search_path = ${flyway:defaultSchema}, pg_temp as
$$
declare
    schema_of_tenant text;
    role_of_tenant   text;
begin
    if p_tenant is null or p_tenant !~ '^[a-z0-9-]{1,40}$' then
        raise exception 'A tenant id is 1 to 40 of a-z, 0-9 and -, not %', coalesce(quote_literal(p_tenant), 'null')
            using errcode = 'invalid_parameter_value';
    end if;
    schema_of_tenant := 'tenant_' || replace(p_tenant, '-', '_');
    role_of_tenant := coalesce(p_role, schema_of_tenant);
    if role_of_tenant !~ '^tenant_[a-z0-9_]{1,40}$' then
        raise exception '% is not the role of a tenant', quote_literal(role_of_tenant) using errcode = 'invalid_parameter_value';
    end if;

    perform pg_advisory_xact_lock(hashtextextended('tenant_schema:' || schema_of_tenant, 0));
    if not exists (select from pg_namespace where nspname = schema_of_tenant) then
        execute format('create schema %I', schema_of_tenant);
    elsif not exists (select from pg_namespace where nspname = schema_of_tenant and nspowner = current_user::regrole) then
        raise exception 'Schema % exists and belongs to somebody else', schema_of_tenant using errcode = 'duplicate_schema';
    end if;
    if to_regrole(role_of_tenant) is not null then
        execute format('grant usage on schema %I to %I', schema_of_tenant, role_of_tenant);
    end if;
    insert into tenant_schemas (tenant_id, schema_name, role_name)
    values (p_tenant, schema_of_tenant, role_of_tenant)
    on conflict (tenant_id) do update set role_name = excluded.role_name where tenant_schemas.role_name <> excluded.role_name;
    return schema_of_tenant;
end
$$;
comment on function fn_create_tenant_schema(text, text) is
    'Creates the schema of a registered tenant, empty, and registers it; returns its name. Doing it again changes nothing. Its role may follow later.';

create function fn_get_tenant_schema(p_tenant text) returns text
    language sql stable
    set search_path = ${flyway:defaultSchema}, pg_temp
return coalesce(
    (select schema_name from tenant_schemas where tenant_id = p_tenant),
    (select schema_name from tenant_placements where tenant_id = p_tenant));
comment on function fn_get_tenant_schema(text) is
    'The schema that holds the tenant''s rows; null when there is no such tenant, or none that the caller may see.';

revoke all on function fn_create_tenant_schema(text, text), fn_get_tenant_schema(text) from public;
grant execute on function fn_create_tenant_schema(text, text) to netbuild_system;
grant execute on function fn_get_tenant_schema(text) to netbuild_app, netbuild_system, netbuild_operator;
