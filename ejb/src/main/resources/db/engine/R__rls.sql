-- How every table of an engine's schema belongs to tenants. This list is the single truth: the policies, triggers and privileges below follow from it, and
-- so do the tests, the readiness checks and whatever copies or counts a tenant's rows. A table of the schema that is not in it fails the migration.
--
--   tenant_column  the column that holds the tenant; null: no tenant's rows
--   stamped        the engine leaves the column null on much of a tenant's own work: a trigger fills it in
--   shared_when    rows without a tenant that every tenant may read (never write), because they belong to a definition that is shared by all
--   access         of the application role: WRITE = all of its tenant's rows, LOCK = reads all and locks the lock rows, READ = reads all,
--                  NONE = sees nothing (a query finds no rows rather than failing), FENCE = reads its tenant's rows, LOG = adds rows of its tenant
--
-- What a tenant takes along when it moves are its rows in the tables of access WRITE; each change of them can be logged.
set local client_min_messages = warning;

drop view if exists tenant_tables;
create view tenant_tables (table_name, tenant_column, stamped, shared_when, access) as
values ('act_ge_bytearray'::text, 'tenant_id_'::text, true, 'deployment_id_ is not null'::text, 'WRITE'::text),
       ('act_ge_property', null, false, null, 'LOCK'),
       ('act_ge_schema_log', null, false, null, 'READ'),
       ('act_re_camformdef', 'tenant_id_', false, 'true', 'WRITE'),
       ('act_re_case_def', 'tenant_id_', false, 'true', 'WRITE'),
       ('act_re_decision_def', 'tenant_id_', false, 'true', 'WRITE'),
       ('act_re_decision_req_def', 'tenant_id_', false, 'true', 'WRITE'),
       ('act_re_deployment', 'tenant_id_', false, 'true', 'WRITE'),
       ('act_re_procdef', 'tenant_id_', false, 'true', 'WRITE'),
       ('act_ru_authorization', 'rls_tenant_', false, null, 'WRITE'),
       ('act_ru_batch', 'tenant_id_', true, null, 'WRITE'),
       ('act_ru_case_execution', 'tenant_id_', false, null, 'WRITE'),
       ('act_ru_case_sentry_part', 'tenant_id_', true, null, 'WRITE'),
       ('act_ru_event_subscr', 'tenant_id_', false, 'true', 'WRITE'),
       ('act_ru_execution', 'tenant_id_', false, null, 'WRITE'),
       ('act_ru_ext_task', 'tenant_id_', false, null, 'WRITE'),
       ('act_ru_filter', 'rls_tenant_', false, null, 'WRITE'),
       ('act_ru_identitylink', 'tenant_id_', false, 'true', 'WRITE'),
       ('act_ru_incident', 'tenant_id_', true, null, 'WRITE'),
       ('act_ru_job', 'tenant_id_', true, null, 'WRITE'),
       ('act_ru_jobdef', 'tenant_id_', true, 'true', 'WRITE'),
       ('act_ru_meter_log', null, false, null, 'NONE'),
       ('act_ru_task', 'tenant_id_', false, null, 'WRITE'),
       ('act_ru_task_meter_log', 'rls_tenant_', false, null, 'WRITE'),
       ('act_ru_variable', 'tenant_id_', true, null, 'WRITE'),
       ('act_hi_actinst', 'tenant_id_', false, null, 'WRITE'),
       ('act_hi_attachment', 'tenant_id_', true, null, 'WRITE'),
       ('act_hi_batch', 'tenant_id_', true, null, 'WRITE'),
       ('act_hi_caseactinst', 'tenant_id_', false, null, 'WRITE'),
       ('act_hi_caseinst', 'tenant_id_', false, null, 'WRITE'),
       ('act_hi_comment', 'tenant_id_', true, null, 'WRITE'),
       ('act_hi_dec_in', 'tenant_id_', true, null, 'WRITE'),
       ('act_hi_dec_out', 'tenant_id_', true, null, 'WRITE'),
       ('act_hi_decinst', 'tenant_id_', false, null, 'WRITE'),
       ('act_hi_detail', 'tenant_id_', false, null, 'WRITE'),
       ('act_hi_ext_task_log', 'tenant_id_', false, null, 'WRITE'),
       ('act_hi_identitylink', 'tenant_id_', false, null, 'WRITE'),
       ('act_hi_incident', 'tenant_id_', true, null, 'WRITE'),
       ('act_hi_job_log', 'tenant_id_', true, null, 'WRITE'),
       ('act_hi_op_log', 'tenant_id_', true, null, 'WRITE'),
       ('act_hi_procinst', 'tenant_id_', false, null, 'WRITE'),
       ('act_hi_taskinst', 'tenant_id_', false, null, 'WRITE'),
       ('act_hi_varinst', 'tenant_id_', false, null, 'WRITE'),
       ('act_id_group', 'rls_tenant_', false, null, 'WRITE'),
       ('act_id_info', 'rls_tenant_', false, null, 'WRITE'),
       ('act_id_membership', 'rls_tenant_', false, null, 'WRITE'),
       ('act_id_tenant', 'id_', false, null, 'WRITE'),
       ('act_id_tenant_member', 'tenant_id_', false, null, 'WRITE'),
       ('act_id_user', 'rls_tenant_', false, null, 'WRITE'),
       ('purchase_requests', 'tenant_id', false, null, 'WRITE'),
       ('move_log', 'tenant_id', false, null, 'LOG'),
       ('tenant_fence', 'tenant_id', false, null, 'FENCE'),
       ('workflow_inbox', 'tenant_id', false, null, 'WRITE'),
       ('workflow_outbox', 'tenant_id', false, null, 'WRITE');

-- Not on re_*, ru_execution, ru_task: work that arrives there without its tenant is a mistake and must fail loudly.
create or replace function fn_stamp_tenant() returns trigger
    language plpgsql as
$$
begin
    new.tenant_id_ := nullif(current_setting('app.current_tenant', true), '');
    return new;
end
$$;

do $$
declare
    app      constant text := '${applicationRole}';
    -- Inline, because a function or a sub-select costs more. Null, which matches nothing, while no tenant is set ('' after a transaction).
    current_tenant constant text := 'nullif(current_setting(''app.current_tenant'', true), '''')';
    -- The collation does not change what is equal. It decides which indexes can serve the policy: those on the column in this collation, not the engine's own
    -- ones. Otherwise a tenant that the statistics do not know yet looks like the most selective condition of every statement, and what should read the five
    -- variables of an instance reads all of the tenant's.
    of_tenant constant text := '%I collate "C" = ' || current_tenant;
    unlisted text;
    missing  text;
    -- Of a tenant that moves, or on nobody's behalf: then the function finds out whether it has to be logged.
    logged constant text := 'coalesce(current_setting(''app.move_log'', true), '''') = ''on'' '
        'or coalesce(current_setting(''app.current_tenant'', true), '''') = ''''';
    keys     text;
    updates  text;
    counter  text;
    belongs  record;
    old      record;
begin
    -- By pg_depend, which has an index on this, while those of pg_class and pg_policies would read the tables of all tenants' schemas.
    select string_agg(relname, ', ' order by relname) into unlisted
    from pg_depend
    join pg_class on pg_class.oid = objid
    where classid = 'pg_class'::regclass
      and refclassid = 'pg_namespace'::regclass
      and refobjid = current_schema::regnamespace
      and relkind in ('r', 'p')
      and relname <> 'flyway_schema_history'
      and relname not in (select table_name from tenant_tables);
    if unlisted is not null then
        raise exception 'R__rls.sql does not say to which tenant the rows of these tables belong: %', unlisted;
    end if;
    select string_agg(table_name, ', ' order by table_name) into missing from tenant_tables where to_regclass(table_name) is null;
    if missing is not null then
        raise exception 'R__rls.sql lists tables that do not exist in schema %: %', current_schema, missing;
    end if;

    execute format('grant usage on schema %I to %I, netbuild_system, netbuild_operator', current_schema, app);
    execute format('grant select on tenant_tables to %I, netbuild_system, netbuild_operator', app);

    for old in
        select objid::regclass as table_name, polname
        from pg_depend
        join pg_policy on polrelid = objid
        where classid = 'pg_class'::regclass
          and refclassid = 'pg_namespace'::regclass
          and refobjid = current_schema::regnamespace
    loop
        execute format('drop policy %I on %s', old.polname, old.table_name);
    end loop;

    for belongs in
        select * from tenant_tables
    loop
        execute format(
            'alter table %1$I enable row level security, force row level security; '
            'revoke all on %1$I from public, %2$I, netbuild_system, netbuild_operator; '
            'grant select on %1$I to netbuild_operator; '
            'grant select, insert, update, delete on %1$I to netbuild_system; '
            'create policy system_rows on %1$I to netbuild_system using (true) with check (true); '
            'create policy operator_rows on %1$I for select to netbuild_operator using (true)',
            belongs.table_name, app);

        if belongs.access <> 'LOG' then
            execute format('grant select on %I to %I', belongs.table_name, app);
        end if;

        if belongs.access = 'FENCE' then
            execute format(
                'create policy tenant_rows on %1$I for select to %2$I using (%3$s)',
                belongs.table_name, app, format(of_tenant, belongs.tenant_column));
        elsif belongs.access = 'LOG' then
            execute format(
                'grant insert on %1$I to %2$I; create policy tenant_rows on %1$I for insert to %2$I with check (%3$s)',
                belongs.table_name, app, format(of_tenant, belongs.tenant_column));
        elsif belongs.tenant_column is not null then
            execute format(
                'grant insert, update, delete on %1$I to %2$I; '
                'create policy tenant_rows on %1$I to %2$I using (%3$s) with check (%3$s)',
                belongs.table_name, app, format(of_tenant, belongs.tenant_column));
        end if;

        if belongs.shared_when is not null then
            execute format(
                'create policy shared_rows on %1$I for select to %2$I using (%3$I is null and %4$s is not null and (%5$s))',
                belongs.table_name, app, belongs.tenant_column, current_tenant, belongs.shared_when);
        end if;

        if belongs.stamped then
            execute format(
                'create or replace trigger stamp_tenant before insert on %I for each row when (new.tenant_id_ is null) '
                'execute function fn_stamp_tenant()',
                belongs.table_name);
        else
            execute format('drop trigger if exists stamp_tenant on %I', belongs.table_name);
        end if;

        if belongs.access = 'WRITE' then
            select string_agg(format('($1).%I::text', a.attname), ', ' order by k.place) into keys
            from pg_index i, unnest(i.indkey) with ordinality k (attnum, place), pg_attribute a
            where i.indrelid = belongs.table_name::regclass and i.indisprimary and a.attrelid = i.indrelid and a.attnum = k.attnum;
            if keys is null then
                raise exception 'Table % has no primary key, by which its changed rows could be told apart', belongs.table_name;
            end if;
            -- The locks of jobs do not move, and change often.
            select case when belongs.table_name = 'act_ru_job' then ' of ' || string_agg(quote_ident(attname), ', ' order by attnum) else '' end
            into updates
            from pg_attribute
            where attrelid = belongs.table_name::regclass and attnum > 0 and not attisdropped
              and attname not in ('lock_owner_', 'lock_exp_time_', 'rev_');
            execute format(
                'create or replace trigger log_change after insert or update%s or delete on %I for each row when (%s) '
                'execute function fn_log_change(%L)',
                updates, belongs.table_name, logged, format('select ($1).%I::text, array[%s]', belongs.tenant_column, keys));

            -- A tenant's numbers go on at the place that it moves to.
            for counter in
                select pg_get_serial_sequence(belongs.table_name, attname)
                from pg_attribute
                where attrelid = belongs.table_name::regclass and attidentity <> ''
            loop
                execute format('grant usage, select, update on sequence %s to netbuild_system', counter);
            end loop;
        end if;

        -- A tenant of one's own is no reason to fail on the engine's version and locks, nor to write them.
        if belongs.access in ('LOCK', 'READ') then
            execute format(
                'create policy engine_rows on %1$I for select to %2$I using (true); '
                'create policy owner_rows on %1$I to %3$I using (true) with check (true)',
                belongs.table_name, app, current_user);
        end if;
        if belongs.access = 'LOCK' then
            execute format(
                'grant update (rev_) on %1$I to %2$I; '
                'create policy engine_locks on %1$I for update to %2$I using (name_ like ''%%lock'') with check (name_ like ''%%lock'')',
                belongs.table_name, app);
        end if;
    end loop;
end
$$;
