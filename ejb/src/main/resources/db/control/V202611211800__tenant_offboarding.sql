-- Tenants that leave: asked for, waiting for their date, and being erased. All of it goes with the tenant; what stays is the certificate.
create table tenant_offboardings (
    tenant_id       text primary key references tenants on delete cascade,
    id              uuid        not null default gen_random_uuid() unique,
    state           text        not null default 'PENDING' check (state in ('PENDING', 'ERASING', 'FAILED')),
    status_before   text        not null check (status_before in ('ACTIVE', 'SUSPENDED')),
    purge_at        timestamptz not null,
    attempts        integer     not null default 0,
    next_attempt_at timestamptz not null default now(),
    error           text,
    actor           text        not null,
    created_at      timestamptz not null default now(),
    began_at        timestamptz
);
comment on column tenant_offboardings.status_before is 'The status that it has again when it is cancelled';
comment on column tenant_offboardings.began_at is 'When its erasure began; from then on there is no way back';
comment on column tenant_offboardings.error is 'Why the last attempt to erase it has failed';
select fn_protect_tenant_table('tenant_offboardings');
grant select on tenant_offboardings to netbuild_operator;
grant select, insert, update, delete on tenant_offboardings to netbuild_system;

create table offboarding_confirmations (
    token_hash bytea primary key check (octet_length(token_hash) = 32),
    tenant_id  text        not null references tenants on delete cascade,
    purge_at   timestamptz not null,
    expires_at timestamptz not null
);
comment on table offboarding_confirmations is 'What an operator has to send back to have a tenant erased; of the random token only the SHA-256 is kept';
create index idx_offboarding_confirmations_tenant on offboarding_confirmations (tenant_id);
select fn_protect_tenant_table('offboarding_confirmations');
grant select (tenant_id, purge_at, expires_at) on offboarding_confirmations to netbuild_operator;
grant select, insert, delete on offboarding_confirmations to netbuild_system;

create table erasure_places (
    tenant_id     text   not null references tenants on delete cascade,
    server        text   not null,
    database_name text   not null,
    schema_name   text   not null,
    table_name    text   not null,
    rows_before   bigint not null,
    primary key (tenant_id, server, database_name, schema_name, table_name)
);
comment on table erasure_places is 'Where a tenant that is being erased had rows: the most that any attempt has found';
select fn_protect_tenant_table('erasure_places');
grant select on erasure_places to netbuild_operator;
grant select, insert, update, delete on erasure_places to netbuild_system;

-- No foreign key: a certificate is about a tenant that is not there any more.
create table erasure_certificates (
    id          uuid primary key,
    tenant_id   text        not null,
    erased_at   timestamptz not null,
    rows_erased bigint      not null,
    jws         text        not null
);
comment on column erasure_certificates.jws is 'The certificate with its signature, a JSON Web Signature in compact form';
create index idx_erasure_certificates_tenant on erasure_certificates (tenant_id, erased_at);
create index idx_erasure_certificates_erased on erasure_certificates (erased_at desc);
select fn_protect_tenant_table('erasure_certificates');
grant select on erasure_certificates to netbuild_operator;
grant select, insert on erasure_certificates to netbuild_system;
