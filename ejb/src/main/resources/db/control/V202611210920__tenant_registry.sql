-- The truth about tenants: who they are, where they live, how far their provisioning is.
create table tenants (
    id            text primary key check (id ~ '^[a-z0-9-]{1,40}$'),
    external_key  char(16)    not null unique check (external_key ~ '^[0-9a-f]{16}$'),
    name          text        not null,
    organisation  text        not null,
    email_domain  text        not null,
    tier          text        not null references tier_catalogue (tier),
    status        text        not null default 'PROVISIONING'
        check (status in ('PROVISIONING', 'ACTIVE', 'SUSPENDED', 'OFFBOARDING', 'ERASED', 'MOVING', 'FAILED')),
    status_reason text,
    limits        jsonb       not null default '{}' check (jsonb_typeof(limits) = 'object'),
    labels        jsonb       not null default '{}' check (jsonb_typeof(labels) = 'object'),
    request_hash  text,
    created_at    timestamptz not null default now(),
    updated_at    timestamptz not null default now(),
    version       bigint      not null default 1
);
comment on column tenants.external_key is 'Derived from organisation and e-mail domain; the same after a restart';
comment on column tenants.limits is 'What was agreed other than the limits of the tier, by the names of the tier catalogue';
comment on column tenants.request_hash is 'Hash of the request that created it: the same request is the same tenant';
comment on column tenants.version is 'Grows by one with each change, whoever makes it';
create index idx_tenants_status on tenants (status);
create index idx_tenants_labels on tenants using gin (labels jsonb_path_ops);

create function fn_touch_tenant() returns trigger
    language plpgsql
    set search_path = pg_catalog, pg_temp as
$$
begin
    new.updated_at := now();
    new.version := old.version + 1;
    return new;
end
$$;
revoke all on function fn_touch_tenant() from public;
create trigger touch before update on tenants for each row execute function fn_touch_tenant();

select fn_protect_tenant_table('tenants', 'id');
grant select on tenants to netbuild_app, netbuild_operator;
grant select, insert, update, delete on tenants to netbuild_system;

create table tenant_placements (
    tenant_id       text primary key references tenants on delete cascade,
    isolation       text        not null check (isolation in ('SHARED', 'SCHEMA', 'DATABASE')),
    engine_name     text        not null,
    datasource_name text        not null,
    server          text        not null,
    database_name   text        not null,
    schema_name     text        not null,
    role_name       text        not null,
    epoch           bigint      not null default 1,
    created_at      timestamptz not null default now(),
    updated_at      timestamptz not null default now()
);
comment on column tenant_placements.server is 'The database server by its name in the configuration';
comment on column tenant_placements.epoch is 'Grows with each move: who has read an older one must read again';
create unique index idx_tenant_placements_schema on tenant_placements (server, database_name, schema_name) where isolation <> 'SHARED';
create trigger touch before update on tenant_placements for each row execute function fn_touch();

select fn_protect_tenant_table('tenant_placements');
grant select on tenant_placements to netbuild_app, netbuild_operator;
grant select, insert, update, delete on tenant_placements to netbuild_system;

create table provisioning_steps (
    tenant_id   text    not null references tenants on delete cascade,
    step        text    not null,
    status      text    not null default 'PENDING' check (status in ('PENDING', 'RUNNING', 'DONE', 'FAILED')),
    attempts    integer not null default 0,
    error       text,
    started_at  timestamptz,
    finished_at timestamptz,
    primary key (tenant_id, step)
);
select fn_protect_tenant_table('provisioning_steps');
grant select on provisioning_steps to netbuild_operator;
grant select, insert, update, delete on provisioning_steps to netbuild_system;

create table idempotency_keys (
    key          text primary key check (length(key) between 1 and 255),
    tenant_id    text        not null references tenants on delete cascade,
    request_hash text        not null,
    created_at   timestamptz not null default now()
);
create index idx_idempotency_keys_tenant on idempotency_keys (tenant_id);
create index idx_idempotency_keys_created on idempotency_keys (created_at);
select fn_protect_tenant_table('idempotency_keys');
grant select on idempotency_keys to netbuild_operator;
grant select, insert, update, delete on idempotency_keys to netbuild_system;

-- What a tenant is bound to beyond its tier: may force its isolation whatever is measured.
create table tenant_classifications (
    tenant_id        text primary key references tenants on delete cascade,
    classification   text        not null default 'INTERNAL' check (classification in ('PUBLIC', 'INTERNAL', 'CONFIDENTIAL', 'RESTRICTED')),
    compliance       text[]      not null default '{}',
    service_level    text        not null default 'STANDARD' check (service_level in ('STANDARD', 'PREMIUM', 'CRITICAL')),
    residency        text,
    forced_isolation text check (forced_isolation in ('SHARED', 'SCHEMA', 'DATABASE')),
    reason           text,
    created_at       timestamptz not null default now(),
    updated_at       timestamptz not null default now()
);
comment on column tenant_classifications.compliance is 'Regimes such as GDPR, HIPAA, PCI-DSS';
comment on column tenant_classifications.residency is 'Where the data must stay, ISO 3166; null: anywhere';
create trigger touch before update on tenant_classifications for each row execute function fn_touch();
select fn_protect_tenant_table('tenant_classifications');
grant select on tenant_classifications to netbuild_app, netbuild_operator;
grant select, insert, update, delete on tenant_classifications to netbuild_system;
