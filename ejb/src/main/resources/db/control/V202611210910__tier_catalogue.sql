-- All that depends on a tier. Configuration: change a row, no release is needed. A null limit is unlimited.
create table tier_catalogue (
    tier                      text primary key check (tier in ('TRIAL', 'STARTER', 'GROWTH', 'ENTERPRISE')),
    aliases                   text[]      not null default '{}',
    default_isolation         text        not null check (default_isolation in ('SHARED', 'SCHEMA', 'DATABASE')),
    standby                   boolean     not null default false check (not standby or default_isolation = 'DATABASE'),
    process_instances_per_day bigint check (process_instances_per_day > 0),
    users                     bigint check (users > 0),
    storage_gb                bigint check (storage_gb > 0),
    api_calls_per_minute      bigint check (api_calls_per_minute > 0),
    concurrent_simulations    bigint check (concurrent_simulations > 0),
    file_size_mb              bigint check (file_size_mb > 0),
    usage_events_per_month    bigint check (usage_events_per_month > 0),
    work_mem_mb               integer     not null check (work_mem_mb between 1 and 4096),
    statement_timeout_ms      integer     not null check (statement_timeout_ms >= 0),
    job_weight                integer     not null check (job_weight > 0),
    pgbouncer_pool            integer     not null check (pgbouncer_pool > 0),
    updated_at                timestamptz not null default now()
);
comment on column tier_catalogue.standby is 'Whether a DATABASE placement has a streaming standby';
comment on column tier_catalogue.statement_timeout_ms is '0: none';
comment on column tier_catalogue.job_weight is 'Share of job executions against other tiers''';
comment on column tier_catalogue.pgbouncer_pool is 'Connections of its PgBouncer pool';

create trigger touch before update on tier_catalogue for each row execute function fn_touch();

-- No tenant's rows: everybody reads, the owner and the platform change.
alter table tier_catalogue enable row level security, force row level security;
create policy tiers_read on tier_catalogue for select to netbuild_app, netbuild_operator using (true);
create policy tiers_change on tier_catalogue to current_user, netbuild_system using (true) with check (true);
grant select on tier_catalogue to netbuild_app, netbuild_operator;
grant select, update on tier_catalogue to netbuild_system;

insert into tier_catalogue (
    tier, aliases, default_isolation, standby, process_instances_per_day, users, storage_gb, api_calls_per_minute, concurrent_simulations, file_size_mb,
    usage_events_per_month, work_mem_mb, statement_timeout_ms, job_weight, pgbouncer_pool)
values ('TRIAL', '{free}', 'SHARED', false, 100, 5, 1, 20, 1, 10, 10000, 32, 10000, 1, 10),
       ('STARTER', '{standard}', 'SHARED', false, 1000, 50, 10, 100, 2, 50, 1000000, 64, 15000, 2, 10),
       ('GROWTH', '{professional}', 'SCHEMA', false, 10000, 500, 50, 300, 5, 200, 50000000, 128, 30000, 4, 25),
       ('ENTERPRISE', '{enterprise}', 'DATABASE', true, null, null, 100, 1000, 10, 500, null, 256, 60000, 8, 50);

create function fn_set_tenant_resources(p_tier text) returns void
    language plpgsql
    set search_path = ${flyway:defaultSchema}, pg_temp as
$$
declare
    profile tier_catalogue;
begin
    select * into profile from tier_catalogue where tier = upper(p_tier) or lower(p_tier) = any (aliases);
    if not found then
        raise exception 'There is no tier %', coalesce(quote_literal(p_tier), 'null') using errcode = 'invalid_parameter_value';
    end if;
    perform set_config('work_mem', profile.work_mem_mb || 'MB', true),
            set_config('statement_timeout', profile.statement_timeout_ms || 'ms', true);
end
$$;

comment on function fn_set_tenant_resources(text) is 'Limits the rest of this transaction to what a tier, or an alias of one, may use.';
revoke all on function fn_set_tenant_resources(text) from public;
grant execute on function fn_set_tenant_resources(text) to netbuild_app, netbuild_system, netbuild_operator;
