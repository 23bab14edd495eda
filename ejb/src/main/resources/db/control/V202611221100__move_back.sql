-- Tenants can go back after they have switched, as long as what they have left is kept.
alter table tenant_moves
    add column keep_millis bigint  not null default 0 check (keep_millis >= 0),
    add column kept_until  timestamptz,
    add column going_back  boolean not null default false,
    drop constraint tenant_moves_phase_check,
    add constraint tenant_moves_phase_check check (phase in
        ('PREPARING', 'COPYING', 'CATCHING_UP', 'VERIFYING', 'FREEZING', 'SWITCHED', 'CLEANING_UP', 'DONE', 'ROLLING_BACK', 'FAILED', 'CANCELLED'));
comment on column tenant_moves.keep_millis is 'For how long what the tenant has left is kept after the switch; 0: not at all';
comment on column tenant_moves.kept_until is 'When that is over; null: before the switch, or nothing is kept';
comment on column tenant_moves.going_back is 'Whether the tenant had switched and goes back, or has gone: the phase is that of the way from target to source';

-- A schema that a tenant moves to or has moved from has no work for anybody, nor have rows of a tenant in the schema of many that does not live there.
create or replace function fn_pending_work()
    returns table (engine text, tenant_id text, next_job double precision, commands integer, events boolean)
    language plpgsql
    set search_path = ${flyway:defaultSchema}, pg_temp
as
$$
declare
    home record;
begin
    if to_regprocedure('shared.fn_next_job()') is not null and to_regclass('shared.tenant_fence') is not null then
        return query execute
            'select ''default''::text, null::text, shared.fn_next_job(), 0, false
             union all
             select ''default'', i.tenant_id, null, count(*)::integer, false from shared.workflow_inbox i
             where i.state = ''PENDING'' and i.next_attempt_at <= clock_timestamp()
               and not exists (select from shared.tenant_fence f where f.tenant_id = i.tenant_id and f.absent)
             group by i.tenant_id
             union all
             select distinct ''default'', o.tenant_id, null::double precision, 0, true from shared.workflow_outbox o
             where not exists (select from shared.tenant_fence f where f.tenant_id = o.tenant_id and f.absent)';
    end if;
    for home in
        select s.tenant_id as tenant, s.schema_name as name
        from tenant_schemas s join tenants t on t.id = s.tenant_id join tenant_placements p on p.tenant_id = t.id
        where t.status = 'ACTIVE' and p.isolation = 'SCHEMA'
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

-- What is kept where a tenant does not live is not its use.
create or replace view vw_tenant_metrics with (security_invoker = true) as
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
left join fn_tenant_metrics() m on m.tenant_id = t.id
    and (p.isolation = 'SHARED' and m.schema_name = 'shared' or p.isolation = 'SCHEMA' and m.schema_name <> 'shared');
