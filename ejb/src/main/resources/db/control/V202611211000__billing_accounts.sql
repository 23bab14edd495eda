-- What tenants booked, what they were billed, how they pay. No foreign key to the tenants: invoices outlive an erased tenant.
create table subscriptions (
    id         uuid primary key     default gen_random_uuid(),
    tenant_id  text        not null default nullif(current_setting('app.current_tenant', true), ''),
    tier       text        not null references tier_catalogue (tier),
    status     text        not null default 'ACTIVE' check (status in ('ACTIVE', 'PAST_DUE', 'CANCELLED')),
    starts_on  date        not null default current_date,
    ends_on    date check (ends_on >= starts_on),
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now()
);
create unique index idx_subscriptions_current on subscriptions (tenant_id) where status <> 'CANCELLED';
create trigger touch before update on subscriptions for each row execute function fn_touch();
select fn_protect_tenant_table('subscriptions');
grant select on subscriptions to netbuild_app, netbuild_operator;
grant select, insert, update, delete on subscriptions to netbuild_system;

create table invoices (
    id           uuid primary key        default gen_random_uuid(),
    tenant_id    text           not null default nullif(current_setting('app.current_tenant', true), ''),
    number       text           not null unique,
    period_start date           not null,
    period_end   date           not null check (period_end > period_start),
    currency     char(3)        not null default 'EUR' check (currency ~ '^[A-Z]{3}$'),
    amount       numeric(14, 2) not null check (amount >= 0),
    lines        jsonb          not null default '[]' check (jsonb_typeof(lines) = 'array'),
    status       text           not null default 'DRAFT' check (status in ('DRAFT', 'ISSUED', 'PAID', 'VOID')),
    issued_at    timestamptz,
    due_on       date,
    paid_at      timestamptz,
    created_at   timestamptz    not null default now(),
    updated_at   timestamptz    not null default now()
);
comment on column invoices.period_end is 'The first day after the period';
create unique index idx_invoices_period on invoices (tenant_id, period_start) where status <> 'VOID';
create trigger touch before update on invoices for each row execute function fn_touch();
select fn_protect_tenant_table('invoices');
grant select on invoices to netbuild_app, netbuild_operator;
grant select, insert, update, delete on invoices to netbuild_system;

create table payment_methods (
    id             uuid primary key     default gen_random_uuid(),
    tenant_id      text        not null default nullif(current_setting('app.current_tenant', true), ''),
    kind           text        not null check (kind in ('CARD', 'SEPA', 'INVOICE')),
    provider       text        not null,
    provider_token text        not null,
    label          text        not null,
    is_default     boolean     not null default false,
    created_at     timestamptz not null default now(),
    updated_at     timestamptz not null default now()
);
comment on column payment_methods.provider_token is 'The provider''s reference; numbers of cards or accounts are never stored';
create index idx_payment_methods_tenant on payment_methods (tenant_id);
create unique index idx_payment_methods_default on payment_methods (tenant_id) where is_default;
create trigger touch before update on payment_methods for each row execute function fn_touch();
select fn_protect_tenant_table('payment_methods');
grant select, insert, update, delete on payment_methods to netbuild_app;
grant select on payment_methods to netbuild_operator;
grant select, insert, update, delete on payment_methods to netbuild_system;
