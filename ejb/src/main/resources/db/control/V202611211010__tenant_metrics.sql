-- Measured use of every tenant whose rows are in this database, for whoever asks: the caller's own privileges and policies decide what is counted, so a
-- tenant sees itself and an operator sees all. Tenants in a database of their own have no numbers here.
create function fn_tenant_metrics() returns table (
    tenant_id         text,
    schema_name       text,
    running_instances bigint,
    ended_instances   bigint,
    open_tasks        bigint,
    open_incidents    bigint,
    jobs              bigint,
    stored_bytes      bigint,
    schema_bytes      bigint)
    language plpgsql stable
    set search_path = pg_catalog, pg_temp as
$$
declare
    engine record;
begin
    for engine in
        select n.oid, n.nspname, n.nspname = 'shared' as is_shared
        from pg_namespace n
        where (n.nspname = 'shared' or n.nspname in (select s.schema_name from ${flyway:defaultSchema}.tenant_schemas s))
          and has_schema_privilege(n.oid, 'USAGE')
          and exists (select from pg_class c where c.relnamespace = n.oid and c.relname = 'act_hi_procinst')
    loop
        return query execute format(
            'select u.tenant_id::text, %1$L::text, sum(u.running)::bigint, sum(u.ended)::bigint, sum(u.tasks)::bigint, sum(u.incidents)::bigint, '
            '       sum(u.jobs)::bigint, sum(u.bytes)::bigint, %2$s '
            'from (select tenant_id_, count(*) filter (where end_time_ is null), count(*) filter (where end_time_ is not null), 0, 0, 0, 0 '
            '      from %1$I.act_hi_procinst group by tenant_id_ '
            '      union all select tenant_id_, 0, 0, count(*), 0, 0, 0 from %1$I.act_ru_task group by tenant_id_ '
            '      union all select tenant_id_, 0, 0, 0, count(*), 0, 0 from %1$I.act_ru_incident group by tenant_id_ '
            '      union all select tenant_id_, 0, 0, 0, 0, count(*), 0 from %1$I.act_ru_job group by tenant_id_ '
            '      union all select tenant_id_, 0, 0, 0, 0, 0, sum(pg_column_size(bytes_)) from %1$I.act_ge_bytearray group by tenant_id_'
            '     ) as u (tenant_id, running, ended, tasks, incidents, jobs, bytes) '
            'where u.tenant_id is not null group by u.tenant_id',
            engine.nspname,
            case when engine.is_shared then 'null::bigint'
                else format('(select sum(pg_total_relation_size(oid))::bigint from pg_class where relnamespace = %s and relkind = ''r'')', engine.oid)
            end);
    end loop;
end
$$;
revoke all on function fn_tenant_metrics() from public;
grant execute on function fn_tenant_metrics() to netbuild_app, netbuild_system, netbuild_operator;

create view vw_tenant_metrics with (security_invoker = true) as
select t.id                             as tenant_id,
       t.tier,
       t.status,
       p.isolation,
       m.schema_name,
       coalesce(m.running_instances, 0) as running_instances,
       coalesce(m.ended_instances, 0)   as ended_instances,
       coalesce(m.open_tasks, 0)        as open_tasks,
       coalesce(m.open_incidents, 0)    as open_incidents,
       coalesce(m.jobs, 0)              as jobs,
       coalesce(m.stored_bytes, 0)      as stored_bytes,
       m.schema_bytes
from tenants t
left join tenant_placements p on p.tenant_id = t.id
left join fn_tenant_metrics() m on m.tenant_id = t.id;
comment on column vw_tenant_metrics.stored_bytes is 'Variables, files and resources as stored (compressed)';
comment on column vw_tenant_metrics.schema_bytes is 'All tables and indexes of its own schema; null where it shares one';
grant select on vw_tenant_metrics to netbuild_app, netbuild_system, netbuild_operator;
