-- How long a tenant that moves is likely to stand still.
alter table tenant_moves add column expected_freeze_millis bigint;
comment on column tenant_moves.expected_freeze_millis is 'How long the tenant is likely to stand still: as it was forecast when the move began, then after each round of catching up; null: not known';
