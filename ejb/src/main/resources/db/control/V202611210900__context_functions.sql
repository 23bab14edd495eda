-- The tenant of a transaction is the setting app.current_tenant. It is only ever set for the transaction, so that a pooled connection cannot carry it over;
-- unset or empty matches no row.

create function fn_current_tenant_id() returns text
    language sql stable parallel safe
    set search_path = pg_catalog, pg_temp
return nullif(current_setting('app.current_tenant', true), '');

comment on function fn_current_tenant_id() is
    'The tenant of this transaction or null. Policies spell the expression out: a function there costs more.';

create function fn_set_tenant_context(p_tenant text, p_user text default null) returns void
    language plpgsql
    set search_path = pg_catalog, pg_temp as
$$
declare
    bound constant text := nullif(current_setting('app.current_tenant', true), '');
begin
    if p_tenant is null or p_tenant !~ '^[a-z0-9-]{1,40}$' then
        raise exception 'A tenant id is 1 to 40 of a-z, 0-9 and -, not %', coalesce(quote_literal(p_tenant), 'null')
            using errcode = 'invalid_parameter_value';
    end if;
    if bound is not null and bound <> p_tenant then
        raise exception 'This transaction belongs to tenant %, it cannot change to %', bound, p_tenant
            using errcode = 'object_not_in_prerequisite_state';
    end if;
    perform set_config('app.current_tenant', p_tenant, true);
    if p_user is not null then
        perform set_config('app.current_user', p_user, true);
    end if;
end
$$;

comment on function fn_set_tenant_context(text, text) is
    'Binds the transaction to a tenant, and optionally names the user. Binding it to a second tenant is an error.';

create function fn_protect_tenant_table(p_table regclass, p_tenant_column name default 'tenant_id') returns void
    language plpgsql
    set search_path = pg_catalog, pg_temp as
$$
declare
    current_tenant constant text := 'nullif(current_setting(''app.current_tenant'', true), '''')';
begin
    execute format(
        'alter table %1$s enable row level security, force row level security; '
        'create policy tenant_rows on %1$s to netbuild_app using (%2$I = %3$s) with check (%2$I = %3$s); '
        'create policy system_rows on %1$s to netbuild_system using (true) with check (true); '
        'create policy operator_rows on %1$s for select to netbuild_operator using (true)',
        p_table, p_tenant_column, current_tenant);
end
$$;

comment on function fn_protect_tenant_table(regclass, name) is
    'Row-level security of a table with tenant rows: the application sees the current tenant''s, the system all, operators read all. Grants are separate.';

create function fn_touch() returns trigger
    language plpgsql
    set search_path = pg_catalog, pg_temp as
$$
begin
    new.updated_at := now();
    return new;
end
$$;

revoke all on function fn_current_tenant_id(), fn_set_tenant_context(text, text), fn_protect_tenant_table(regclass, name), fn_touch() from public;
grant execute on function fn_current_tenant_id(), fn_set_tenant_context(text, text) to netbuild_app, netbuild_system, netbuild_operator;
grant usage on schema ${flyway:defaultSchema} to netbuild_app, netbuild_system, netbuild_operator;
