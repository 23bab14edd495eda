-- Keys that programs prove themselves with. The secret is shown once and kept as a hash.
create table api_keys (
    id          text primary key,
    secret_hash bytea       not null,
    user_id     text        not null references users on delete cascade,
    tenant_id   text        references tenants on delete cascade,
    role        text        not null check (role in ('operator', 'tenant-admin', 'user')),
    created_at  timestamptz not null default now(),
    expires_at  timestamptz,
    revoked_at  timestamptz
);
comment on column api_keys.secret_hash is 'SHA-256 of the secret';
comment on column api_keys.tenant_id is 'The only tenant that the key is good for; null: an operator''s key';
create index idx_api_keys_tenant on api_keys (tenant_id);
create index idx_api_keys_user on api_keys (user_id);
select fn_protect_tenant_table('api_keys');
grant select (id, user_id, tenant_id, role, created_at, expires_at, revoked_at) on api_keys to netbuild_operator;
grant select, insert, update, delete on api_keys to netbuild_system;

-- Who may connect to the message broker now.
create view producers (id, secret_base64, role) with (security_invoker = true) as
select k.id,
       encode(k.secret_hash, 'base64'),
       case when k.tenant_id is null and k.role = 'operator' then 'operator' else 'producer' end
from api_keys k
join users u on u.id = k.user_id
where k.revoked_at is null
  and (k.expires_at is null or k.expires_at > now())
  and u.status = 'ACTIVE';
grant select on producers to netbuild_system;
