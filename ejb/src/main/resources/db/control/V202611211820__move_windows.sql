-- When a tenant that moves may stand still, and what its new place lacks until its rows are there.
alter table tenant_moves
    add column freeze_from    timestamptz,
    add column freeze_until   timestamptz,
    add column target_indexes text[],
    add constraint tenant_moves_window check (freeze_until > freeze_from);
comment on column tenant_moves.freeze_from is 'The tenant does not stand still before; null: at any time';
comment on column tenant_moves.freeze_until is 'The tenant does not switch afterwards, and the move is rolled back then; null: at any time';
comment on column tenant_moves.target_indexes is 'Definitions of the indexes of a new place that are made when the rows are there; null: it has them';
