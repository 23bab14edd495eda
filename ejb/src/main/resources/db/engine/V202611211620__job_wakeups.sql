-- For acquisition: the best jobs of each tenant, and locks that have run out.
create index act_idx_job_tenant_priority on act_ru_job (tenant_id_, priority_ desc, duedate_ nulls first) where retries_ > 0 and suspension_state_ = 1;
create index act_idx_job_lock on act_ru_job (lock_exp_time_) where lock_owner_ is not null;

-- Without it, the next look at this engine's jobs would have to be made on suspicion. One index look-up for each tenant that has jobs.
do $$
declare
    only_active constant text := case when current_schema = 'shared' then
        'and not exists (select from netbuild.tenants t where t.id = %s and t.status <> ''ACTIVE'')' else '' end;
begin
    execute format($f$
create function fn_next_job() returns double precision
    language sql
    set search_path = %1$I, pg_temp
as
$b$
with recursive moment (now) as (
    select clock_timestamp()::timestamp
), tenant (id) as (
    (select j.tenant_id_ from act_ru_job j
     where j.retries_ > 0 and j.suspension_state_ = 1 and j.tenant_id_ is not null order by j.tenant_id_ limit 1)
    union all
    select (select j.tenant_id_ from act_ru_job j
            where j.retries_ > 0 and j.suspension_state_ = 1 and j.tenant_id_ > tenant.id order by j.tenant_id_ limit 1)
    from tenant where tenant.id is not null
), next (at) as (
    select case when exists (select from act_ru_job j
                             where j.tenant_id_ = tenant.id and j.retries_ > 0 and j.suspension_state_ = 1
                               and j.duedate_ is null and j.lock_owner_ is null)
                then moment.now
                else (select min(j.duedate_) from act_ru_job j
                      where j.tenant_id_ = tenant.id and j.retries_ > 0 and j.suspension_state_ = 1 and j.lock_owner_ is null) end
    from tenant, moment
    where tenant.id is not null %2$s
    union all
    select min(coalesce(j.duedate_, moment.now)) from act_ru_job j, moment
    where j.tenant_id_ is null and j.retries_ > 0 and j.suspension_state_ = 1 and j.lock_owner_ is null
    union all
    select min(j.lock_exp_time_) from act_ru_job j
    where j.lock_owner_ is not null and j.retries_ > 0 and j.suspension_state_ = 1 %3$s
)
select extract(epoch from min(next.at) - min(moment.now))::double precision from next, moment
$b$
$f$, current_schema, format(only_active, 'tenant.id'), format(only_active, 'j.tenant_id_'));
end
$$;
comment on function fn_next_job() is
    'Seconds until a job of this schema is due or a lock of one runs out, negative when that has passed; null when there is none. Jobs of tenants that may not work do not count.';
revoke all on function fn_next_job() from public;
grant execute on function fn_next_job() to ${applicationRole}, netbuild_system, netbuild_operator;

-- Jobs that the platform itself writes it knows of, and says so by this variable; others, such as those of a repair by SQL, are told of here.
create function fn_tell_of_job() returns trigger
    language plpgsql
as
$$
declare
    moment constant timestamp := clock_timestamp()::timestamp;
    home   constant text := case tg_table_schema when 'engine' then current_database() else tg_table_schema end;
begin
    perform pg_notify('netbuild_jobs', format('sql %s=%s',
        case home when 'shared' then 'default' else replace(substr(home, length('tenant_') + 1), '_', '-') end,
        greatest(0, ceil(1000 * extract(epoch from coalesce(new.duedate_, moment) - moment)))::bigint));
    return null;
end
$$;
create trigger tell_of_job after insert or update of duedate_, retries_, suspension_state_ on act_ru_job
    for each row when (coalesce(current_setting('app.job_hints', true), '') <> 'on'
                       and new.retries_ > 0 and new.suspension_state_ = 1 and new.lock_owner_ is null)
    execute function fn_tell_of_job();
