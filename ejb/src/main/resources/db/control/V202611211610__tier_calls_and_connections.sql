-- How much of the server and of PostgreSQL a tenant may have at the same time.
alter table tier_catalogue
    add column concurrent_calls bigint check (concurrent_calls > 0),
    add column queued_calls     bigint check (queued_calls >= 0),
    add column connections      integer not null default 10 check (connections > 0);
comment on column tier_catalogue.concurrent_calls is 'HTTP calls that a tenant may have in progress on one server';
comment on column tier_catalogue.queued_calls is 'Further ones that may wait for these';
comment on column tier_catalogue.connections is 'Connections to PostgreSQL of a tenant on one server; also the size of a pool of its own';

update tier_catalogue set concurrent_calls = 4, queued_calls = 8, connections = 10 where tier = 'TRIAL';
update tier_catalogue set concurrent_calls = 8, queued_calls = 16, connections = 20 where tier = 'STARTER';
update tier_catalogue set concurrent_calls = 16, queued_calls = 32, connections = 30 where tier = 'GROWTH';
update tier_catalogue set concurrent_calls = 32, queued_calls = 64, connections = 150 where tier = 'ENTERPRISE';
