-- Rows that an engine would insert when it is first built. With them there, an engine that runs as the application role needs no write access to
-- this table but the locks. The history level is the one that all engines are configured with: full.
insert into act_ge_property (name_, value_, rev_)
values ('historyLevel', '3', 1),
       ('camunda.installation.id', gen_random_uuid()::text, 1);
