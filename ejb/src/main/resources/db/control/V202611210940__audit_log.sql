-- Who did what. Rows are only ever added; each carries the hash of the one before, and the head remembers the last, so that a changed, missing or cut-off
-- row shows. Adding takes the row lock of the head until the transaction ends: one writer at a time, sequence numbers without gaps. Write it last.
create table audit_log (
    seq           bigint primary key,
    at            timestamptz not null,
    actor         text        not null,
    tenant_id     text,
    action        text        not null,
    detail        jsonb       not null default '{}',
    previous_hash bytea       not null,
    hash          bytea       not null
);
comment on column audit_log.tenant_id is 'null: concerns the platform';
create index idx_audit_log_tenant on audit_log (tenant_id, seq);
create index idx_audit_log_at on audit_log (at);

create table audit_log_head (
    only_row boolean primary key default true check (only_row),
    seq      bigint not null,
    hash     bytea  not null
);
insert into audit_log_head (seq, hash) values (0, decode(repeat('00', 32), 'hex'));

create function fn_audit_hash(p_previous bytea, p_seq bigint, p_at timestamptz, p_actor text, p_tenant text, p_action text, p_detail jsonb) returns bytea
    language sql stable parallel safe
    set search_path = pg_catalog, pg_temp
return sha256(p_previous || convert_to(
    jsonb_build_array(p_seq, (extract(epoch from p_at) * 1000000)::bigint, p_actor, p_tenant, p_action, p_detail)::text, 'UTF8'));

create function fn_chain_audit_log() returns trigger
    language plpgsql
    security definer
    set search_path = ${flyway:defaultSchema}, pg_temp as
$$
begin
    select seq + 1, hash into new.seq, new.previous_hash from audit_log_head for update;
    new.at := clock_timestamp();
    new.hash := fn_audit_hash(new.previous_hash, new.seq, new.at, new.actor, new.tenant_id, new.action, new.detail);
    update audit_log_head set seq = new.seq, hash = new.hash;
    return new;
end
$$;
create trigger chain before insert on audit_log for each row execute function fn_chain_audit_log();

create function fn_refuse_audit_change() returns trigger
    language plpgsql
    set search_path = pg_catalog, pg_temp as
$$
begin
    raise exception 'The audit log is append-only: % is refused', tg_op using errcode = 'insufficient_privilege';
end
$$;
create trigger refuse_change before update or delete or truncate on audit_log for each statement execute function fn_refuse_audit_change();

create function fn_verify_audit_log() returns table (seq bigint, problem text)
    language sql stable
    set search_path = ${flyway:defaultSchema}, pg_temp as
$$
    with chained as (
        select a.*,
               lag(a.seq, 1, 0::bigint) over chain as seq_before,
               lag(a.hash, 1, decode(repeat('00', 32), 'hex')) over chain as hash_before
        from audit_log a
        window chain as (order by a.seq)
    )
    select c.seq, case
        when c.seq <> c.seq_before + 1 then 'rows before it are missing'
        when c.previous_hash <> c.hash_before then 'does not continue the row before it'
        else 'was changed'
    end
    from chained c
    where c.seq <> c.seq_before + 1
       or c.previous_hash <> c.hash_before
       or c.hash <> fn_audit_hash(c.previous_hash, c.seq, c.at, c.actor, c.tenant_id, c.action, c.detail)
    union all
    select h.seq, 'rows at the end are missing'
    from audit_log_head h
    where h.seq > 0 and not exists (select from audit_log a where a.seq = h.seq and a.hash = h.hash)
    order by 1
$$;
comment on function fn_verify_audit_log() is 'What is wrong with the audit log; no row when it is whole.';
revoke all on function
    fn_audit_hash(bytea, bigint, timestamptz, text, text, text, jsonb), fn_chain_audit_log(), fn_refuse_audit_change(), fn_verify_audit_log() from public;
grant execute on function fn_audit_hash(bytea, bigint, timestamptz, text, text, text, jsonb), fn_verify_audit_log() to netbuild_system, netbuild_operator;

select fn_protect_tenant_table('audit_log');
grant select, insert (actor, tenant_id, action, detail) on audit_log to netbuild_app, netbuild_system;
grant select on audit_log to netbuild_operator;

alter table audit_log_head enable row level security, force row level security;
create policy owner_rows on audit_log_head to current_user using (true) with check (true);
create policy auditors_read on audit_log_head for select to netbuild_system, netbuild_operator using (true);
grant select on audit_log_head to netbuild_system, netbuild_operator;
