-- One directory of users for all tenants: who they are, where they belong, and what they prove it with. No secret stands here in clear text.
create table users (
    id                  text primary key check (id ~ '^[a-z0-9][a-z0-9._@-]{0,63}$'),
    display_name        text        not null,
    email               text        not null,
    operator            boolean     not null default false,
    status              text        not null default 'ACTIVE' check (status in ('ACTIVE', 'DISABLED')),
    password_hash       text,
    password_changed_at timestamptz,
    failed_sign_ins     integer     not null default 0,
    locked_until        timestamptz,
    created_at          timestamptz not null default now(),
    updated_at          timestamptz not null default now(),
    version             bigint      not null default 1
);
comment on column users.operator is 'Runs the platform and belongs to no tenant';
comment on column users.password_hash is 'Argon2id in its own format, with parameters and salt; null: no password';
comment on column users.locked_until is 'Until then no password is tried, because too many were wrong';
create unique index idx_users_email on users (lower(email));

create table memberships (
    tenant_id  text        not null references tenants on delete cascade,
    user_id    text        not null references users on delete cascade,
    role       text        not null check (role in ('tenant-admin', 'user')),
    groups     text[]      not null default '{}',
    created_at timestamptz not null default now(),
    primary key (tenant_id, user_id)
);
comment on column memberships.groups is 'Groups of the tenant''s own, besides the role, that authorizations and tasks may name';
create index idx_memberships_user on memberships (user_id);

select fn_protect_tenant_table('memberships');
grant select on memberships to netbuild_app, netbuild_operator;
grant select, insert, update, delete on memberships to netbuild_system;

-- It does for users what it does for tenants.
alter function fn_touch_tenant() rename to fn_touch_version;
create trigger touch before update of display_name, email, operator, status, password_hash on users for each row execute function fn_touch_version();

-- An operator stands above all tenants and so is a member of none.
create function fn_refuse_operator_as_member() returns trigger
    language plpgsql
    set search_path = ${flyway:defaultSchema}, pg_temp as
$$
begin
    perform from users where id = new.user_id and operator for share;
    if found then
        raise exception 'User % is an operator', new.user_id using errcode = 'check_violation', constraint = 'operator_is_no_member';
    end if;
    return new;
end
$$;
revoke all on function fn_refuse_operator_as_member() from public;
create trigger operator_is_no_member before insert or update on memberships for each row execute function fn_refuse_operator_as_member();

create function fn_refuse_member_as_operator() returns trigger
    language plpgsql
    set search_path = ${flyway:defaultSchema}, pg_temp as
$$
begin
    if exists (select from memberships where user_id = new.id) then
        raise exception 'User % is a member of a tenant', new.id using errcode = 'check_violation', constraint = 'operator_is_no_member';
    end if;
    return new;
end
$$;
revoke all on function fn_refuse_member_as_operator() from public;
create trigger operator_is_no_member before update of operator on users for each row
    when (new.operator and not old.operator) execute function fn_refuse_member_as_operator();

-- The application sees the users of the current tenant, and of them who they are, not what they prove it with.
alter table users enable row level security, force row level security;
create policy member_rows on users for select to netbuild_app using (
    exists (select from memberships m where m.user_id = id and m.tenant_id = nullif(current_setting('app.current_tenant', true), '')));
create policy system_rows on users to netbuild_system using (true) with check (true);
create policy operator_rows on users for select to netbuild_operator using (true);
grant select (id, display_name, email, status) on users to netbuild_app;
grant select (id, display_name, email, operator, status, password_changed_at, failed_sign_ins, locked_until, created_at, updated_at, version)
    on users to netbuild_operator;
grant select, insert, update, delete on users to netbuild_system;
