-- What tenants used. A partition for each month (so that old months can move to cheaper storage or go), each split by a hash of the tenant: thousands of
-- tenants share a fixed number of leaves. Queries name the tenant as well as relying on the policy, or no partition is left out while planning.
create table usage_events (
    tenant_id       text           not null default nullif(current_setting('app.current_tenant', true), ''),
    occurred_at     timestamptz    not null,
    idempotency_key text           not null check (length(idempotency_key) between 1 and 255),
    metric          text           not null,
    quantity        numeric(20, 6) not null default 1 check (quantity >= 0),
    attributes      jsonb          not null default '{}',
    received_at     timestamptz    not null default now(),
    primary key (tenant_id, idempotency_key, occurred_at)
) partition by range (occurred_at);
comment on column usage_events.idempotency_key is 'With occurred_at: the same event sent again is the same event';
create index idx_usage_events_metric on usage_events (tenant_id, metric, occurred_at);
select fn_protect_tenant_table('usage_events');
grant select, insert on usage_events to netbuild_app;
grant select on usage_events to netbuild_operator;
grant select, insert, update, delete on usage_events to netbuild_system;

create function fn_create_tenant_partition(p_month date, p_table text default 'usage_events', p_buckets integer default 16) returns integer
    language plpgsql
    security definer
    set search_path = ${flyway:defaultSchema}, pg_temp as
$$
declare
    max_leaves constant integer := 1000;
    month_start constant date := date_trunc('month', p_month);
    month_partition text;
    bucket_partition text;
    leaves integer;
begin
    if p_table is null or p_table <> 'usage_events' then
        raise exception 'Only usage_events is partitioned by tenant and month, not %', coalesce(quote_literal(p_table), 'null')
            using errcode = 'invalid_parameter_value';
    end if;
    if month_start is null or month_start not between date '2020-01-01' and date_trunc('month', now()) + interval '5 years' then
        raise exception 'The month is one from 2020 to five years ahead, not %', coalesce(p_month::text, 'null') using errcode = 'invalid_parameter_value';
    end if;
    if p_buckets is null or p_buckets not between 1 and 64 then
        raise exception 'A month has 1 to 64 partitions, not %', coalesce(p_buckets::text, 'null') using errcode = 'invalid_parameter_value';
    end if;

    perform pg_advisory_xact_lock(hashtextextended('tenant_partition:' || p_table, 0));
    month_partition := p_table || to_char(month_start, '_YYYY_MM');
    if to_regclass(format('%I', month_partition)) is not null then
        return 0;
    end if;
    select count(*) into leaves from pg_partition_tree(p_table::regclass) where isleaf and level > 0;
    if leaves + p_buckets > max_leaves then
        raise exception '% has % partitions: more than % make planning slow; drop or merge old months first', p_table, leaves, max_leaves
            using errcode = 'program_limit_exceeded';
    end if;

    execute format(
        'create table %I partition of %I for values from (%L) to (%L) partition by hash (tenant_id)',
        month_partition, p_table, to_char(month_start, 'YYYY-MM-DD "00:00:00+00"'), to_char(month_start + interval '1 month', 'YYYY-MM-DD "00:00:00+00"'));
    perform fn_protect_tenant_table(month_partition::regclass);
    for bucket in 0 .. p_buckets - 1 loop
        bucket_partition := month_partition || to_char(bucket, '"_h"FM00');
        execute format(
            'create table %I partition of %I for values with (modulus %s, remainder %s)', bucket_partition, month_partition, p_buckets, bucket);
        perform fn_protect_tenant_table(bucket_partition::regclass);
    end loop;
    return p_buckets;
end
$$;
comment on function fn_create_tenant_partition(date, text, integer) is
    'Makes the partitions of the month (UTC) that the date is in; returns how many, 0 when they were there.';
revoke all on function fn_create_tenant_partition(date, text, integer) from public;
grant execute on function fn_create_tenant_partition(date, text, integer) to netbuild_system;

-- Last month, for late events, to two months ahead; the platform makes the following ones in time.
select fn_create_tenant_partition((date_trunc('month', now()) + ahead * interval '1 month')::date) from generate_series(-1, 2) as ahead;
