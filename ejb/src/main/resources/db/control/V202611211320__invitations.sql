-- Asks somebody to become a member of a tenant. The invitation is a random token, of which only the SHA-256 is kept.
create table invitations (
    id          uuid primary key default gen_random_uuid(),
    token_hash  bytea       not null unique check (octet_length(token_hash) = 32),
    tenant_id   text        not null references tenants on delete cascade,
    email       text        not null,
    role        text        not null check (role in ('tenant-admin', 'user')),
    groups      text[]      not null default '{}',
    created_by  text        not null,
    created_at  timestamptz not null default now(),
    expires_at  timestamptz not null,
    accepted_by text,
    accepted_at timestamptz,
    check ((accepted_by is null) = (accepted_at is null))
);
create unique index idx_invitations_open on invitations (tenant_id, lower(email)) where accepted_at is null;

select fn_protect_tenant_table('invitations');
grant select (id, tenant_id, email, role, groups, created_by, created_at, expires_at, accepted_by, accepted_at) on invitations to netbuild_operator;
grant select, insert, update, delete on invitations to netbuild_system;
