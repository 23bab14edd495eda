-- The reports of the platform's tests of its own isolation, the last ones. They hold no tenant's data.
create table isolation_probes (
    id              uuid primary key,
    started_at      timestamptz not null,
    duration_millis bigint      not null,
    started_by      text        not null,
    verdict         text        not null check (verdict in ('isolated', 'leak', 'inconclusive')),
    attempts        bigint      not null,
    leaks           bigint      not null,
    errors          bigint      not null,
    jws             text        not null
);
comment on column isolation_probes.jws is 'The whole report with its signature, a JSON Web Signature in compact form';
create index idx_isolation_probes_started on isolation_probes (started_at desc);

alter table isolation_probes enable row level security, force row level security;
create policy system_rows on isolation_probes to netbuild_system using (true) with check (true);
create policy operator_rows on isolation_probes for select to netbuild_operator using (true);
grant select on isolation_probes to netbuild_operator;
grant select, insert, delete on isolation_probes to netbuild_system;
