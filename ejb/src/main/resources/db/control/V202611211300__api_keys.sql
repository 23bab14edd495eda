-- Keys by which programs act as a user. A key is <id>.<secret>; of the secret only the SHA-256 is kept, which is enough for 256 random bits.
create table api_keys (
    id           text primary key check (id ~ '^nbk_[a-z2-7]{16}$'),
    secret_hash  bytea       not null check (octet_length(secret_hash) = 32),
    name         text        not null,
    user_id      text        not null references users on delete cascade,
    tenant_id    text        references tenants on delete cascade,
    created_by   text        not null,
    created_at   timestamptz not null default now(),
    expires_at   timestamptz,
    revoked_at   timestamptz,
    last_used_at timestamptz,
    foreign key (tenant_id, user_id) references memberships on delete cascade
);
comment on table api_keys is 'A key ends with its user''s membership';
comment on column api_keys.tenant_id is 'Where the user acts by it; null: the user is an operator';
comment on column api_keys.last_used_at is 'To the minute';
create index idx_api_keys_user on api_keys (user_id);
create index idx_api_keys_tenant on api_keys (tenant_id, user_id);

select fn_protect_tenant_table('api_keys');
grant select (id, name, user_id, tenant_id, created_by, created_at, expires_at, revoked_at, last_used_at) on api_keys to netbuild_operator;
grant select, insert, update, delete on api_keys to netbuild_system;

-- Whoever may put messages into the queue, for the broker: the key's id is the user name, its secret the password.
create view producers with (security_invoker = true) as
select k.id, encode(k.secret_hash, 'base64') as secret_base64, case when u.operator then 'operator' else 'producer' end as role
from api_keys k
join users u on u.id = k.user_id
where k.revoked_at is null
  and (k.expires_at is null or k.expires_at > now())
  and u.status = 'ACTIVE'
  and u.operator = (k.tenant_id is null);
comment on view producers is 'The keys that are valid now';
grant select on producers to netbuild_system;
