-- Who is signed in by a browser. The cookie holds a random token, of which only the SHA-256 is kept.
create table sessions (
    token_hash   bytea primary key check (octet_length(token_hash) = 32),
    subject      text        not null,
    user_id      text        references users on delete cascade,
    tenant_id    text        references tenants on delete cascade,
    groups       text[]      not null default '{}',
    created_at   timestamptz not null default now(),
    last_used_at timestamptz not null default now(),
    expires_at   timestamptz not null,
    foreign key (tenant_id, user_id) references memberships on delete cascade
);
comment on table sessions is 'A session ends with its user''s membership';
comment on column sessions.user_id is 'Null: the identity provider knows the user, and groups are what it said';
comment on column sessions.last_used_at is 'To the minute';
comment on column sessions.expires_at is 'However much it is used';
create index idx_sessions_expires on sessions (expires_at);
create index idx_sessions_user on sessions (user_id);
create index idx_sessions_tenant on sessions (tenant_id, user_id);

select fn_protect_tenant_table('sessions');
grant select (subject, user_id, tenant_id, created_at, last_used_at, expires_at) on sessions to netbuild_operator;
grant select, insert, update, delete on sessions to netbuild_system;

-- A sign-in at the identity provider that has begun: what the answer is checked against.
create table sign_in_attempts (
    state_hash  bytea primary key check (octet_length(state_hash) = 32),
    nonce       text        not null,
    verifier    text        not null,
    destination text        not null,
    expires_at  timestamptz not null
);
comment on column sign_in_attempts.verifier is 'The code verifier of PKCE (RFC 7636)';
create index idx_sign_in_attempts_expires on sign_in_attempts (expires_at);
alter table sign_in_attempts enable row level security, force row level security;
create policy system_rows on sign_in_attempts to netbuild_system using (true) with check (true);
create policy operator_rows on sign_in_attempts for select to netbuild_operator using (true);
grant select, insert, delete on sign_in_attempts to netbuild_system;
grant select (destination, expires_at) on sign_in_attempts to netbuild_operator;
