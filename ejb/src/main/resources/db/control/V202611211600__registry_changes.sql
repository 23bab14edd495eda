-- What has changed in the registry, for whoever keeps some of it in memory. Noted by triggers, so that a statement by hand is noticed as well.
--
-- The number is taken at the end of a transaction and its row stays locked until that has ended: numbers have no gaps, and whoever sees one sees all below it.
create table registry_version (
    single  boolean primary key default true check (single),
    version bigint not null
);
insert into registry_version (version) values (0);

create table registry_changes (
    version     bigint primary key,
    kind        text        not null check (kind in ('tenant', 'tiers', 'key', 'session', 'user')),
    subject     text        not null,
    transaction xid8        not null default pg_current_xact_id(),
    changed_at  timestamptz not null default now(),
    unique (transaction, kind, subject)
);
comment on table registry_changes is 'Of the last hour; who has missed more forgets all that it knows';
comment on column registry_changes.subject is 'The key of the row that was changed; empty for the tiers, which are read together';
create index idx_registry_changes_changed on registry_changes (changed_at);

alter table registry_version enable row level security, force row level security;
create policy owner_rows on registry_version to current_user using (true) with check (true);
create policy system_rows on registry_version for select to netbuild_system using (true);
create policy operator_rows on registry_version for select to netbuild_operator using (true);
grant select on registry_version to netbuild_system, netbuild_operator;

alter table registry_changes enable row level security, force row level security;
create policy owner_rows on registry_changes to current_user using (true) with check (true);
create policy system_rows on registry_changes for select to netbuild_system using (true);
create policy operator_rows on registry_changes for select to netbuild_operator using (true);
grant select on registry_changes to netbuild_system, netbuild_operator;

-- With the owner's rights: whoever may change a row notes it, and nobody notes anything else.
create function fn_note_change() returns trigger
    language plpgsql security definer
    set search_path = ${flyway:defaultSchema}, pg_temp as
$$
declare
    changed constant text := coalesce(to_jsonb(case tg_op when 'DELETE' then old else new end) ->> tg_argv[1], '');
    noted bigint;
begin
    if exists (select from registry_changes
               where transaction = pg_current_xact_id() and kind = tg_argv[0] and subject = changed) then
        return null;
    end if;
    update registry_version set version = version + 1 returning version into noted;
    insert into registry_changes (version, kind, subject) values (noted, tg_argv[0], changed);
    if noted % 64 = 0 then
        delete from registry_changes where changed_at < now() - interval '1 hour';
    end if;
    perform pg_notify('netbuild_registry', noted::text);
    return null;
end
$$;
comment on function fn_note_change() is 'Notes a change once in a transaction; arguments: its kind and the column of the key';
revoke all on function fn_note_change() from public;

-- At the end of the transaction: whoever waits for the number holds no row that somebody with the number could want.
create constraint trigger note_change after insert or update or delete on tenants
    deferrable initially deferred for each row execute function fn_note_change('tenant', 'id');
create constraint trigger note_change after insert or update or delete on tenant_placements
    deferrable initially deferred for each row execute function fn_note_change('tenant', 'tenant_id');
create constraint trigger note_change after insert or update or delete on tier_catalogue
    deferrable initially deferred for each row execute function fn_note_change('tiers', '');
create constraint trigger note_change after update of secret_hash, user_id, tenant_id, expires_at, revoked_at or delete on api_keys
    deferrable initially deferred for each row execute function fn_note_change('key', 'id');
create constraint trigger note_change after update of user_id, tenant_id, groups, expires_at or delete on sessions
    deferrable initially deferred for each row execute function fn_note_change('session', 'token_hash');
create constraint trigger note_change after insert or update or delete on memberships
    deferrable initially deferred for each row execute function fn_note_change('user', 'user_id');
create constraint trigger note_change after update of operator, status or delete on users
    deferrable initially deferred for each row execute function fn_note_change('user', 'id');
