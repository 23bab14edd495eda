-- The table of the sample application. Its policies stand in R__rls.sql, as for every table of an engine's schema; they can use an
-- index on the tenant because the column has collation C.
create table purchase_requests (
    id           uuid primary key default gen_random_uuid(),
    tenant_id    text collate "C" not null default nullif(current_setting('app.current_tenant', true), ''),
    subject      text           not null,
    amount       numeric(12, 2) not null check (amount >= 0),
    business_key text,
    created_at   timestamptz    not null default now()
);
create index idx_purchase_requests_tenant on purchase_requests (tenant_id, created_at);
