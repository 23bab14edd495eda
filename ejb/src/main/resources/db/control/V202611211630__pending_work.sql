create function fn_pending_work()
    returns table (engine text, tenant_id text, next_job double precision, commands integer, events boolean)
    language plpgsql
    set search_path = ${flyway:defaultSchema}, pg_temp
as
$$
declare
    home record;
begin
    if to_regprocedure('shared.fn_next_job()') is not null then
        return query execute
            'select ''default''::text, null::text, shared.fn_next_job(), 0, false
             union all
             select ''default'', i.tenant_id, null, count(*)::integer, false from shared.workflow_inbox i
             where i.state = ''PENDING'' and i.next_attempt_at <= clock_timestamp() group by i.tenant_id
             union all
             select distinct ''default'', o.tenant_id, null::double precision, 0, true from shared.workflow_outbox o';
    end if;
    for home in
        select s.tenant_id as tenant, s.schema_name as name
        from tenant_schemas s join tenants t on t.id = s.tenant_id
        where t.status = 'ACTIVE'
    loop
        -- a schema that is just being made, or was made by an older version, has its turn when that is done
        if to_regprocedure(format('%I.fn_next_job()', home.name)) is not null then
            return query execute format(
                'select %1$L::text, %1$L::text, %2$I.fn_next_job(),
                        (select count(*)::integer from %2$I.workflow_inbox where state = ''PENDING'' and next_attempt_at <= clock_timestamp()),
                        exists (select from %2$I.workflow_outbox)', home.tenant, home.name);
        end if;
    end loop;
end
$$;
comment on function fn_pending_work() is
    'What there is to do in all engines of this database: seconds until the next job is due, commands that are due, whether there are events to publish. For the system, which sees all rows.';
revoke all on function fn_pending_work() from public;
grant execute on function fn_pending_work() to netbuild_system;
