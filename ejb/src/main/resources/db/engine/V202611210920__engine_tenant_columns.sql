-- Tables of the engine that hold a tenant's rows but have no TENANT_ID_ of their own get rls_tenant_. The engine names the columns that it inserts,
-- so the default fills it in: the current tenant, or '' (the platform itself, invisible to every tenant) where none is set.
--
-- The keys still start with what the engine looks for, so that look-ups without a tenant (by netbuild_system) use them as well. Foreign keys carry the
-- tenant along: a membership can never join the user of one tenant with the group of another. Constraints keep the engine's names, by which it
-- recognises violations.
do $$
declare
    extended text;
begin
    foreach extended in array array[
        'act_ru_authorization', 'act_ru_filter', 'act_ru_task_meter_log', 'act_id_user', 'act_id_group', 'act_id_membership', 'act_id_info']
    loop
        execute format(
            'alter table %I add column rls_tenant_ varchar(64) collate "C" not null '
            'default coalesce(current_setting(''app.current_tenant'', true), '''')',
            extended);
    end loop;
end
$$;

alter table act_id_membership
    drop constraint act_fk_memb_group,
    drop constraint act_fk_memb_user,
    drop constraint act_id_membership_pkey;
alter table act_id_tenant_member
    drop constraint act_fk_tenant_memb_user,
    drop constraint act_fk_tenant_memb_group;

alter table act_id_user drop constraint act_id_user_pkey, add primary key (id_, rls_tenant_);
alter table act_id_group drop constraint act_id_group_pkey, add primary key (id_, rls_tenant_);

alter table act_id_membership
    add primary key (user_id_, group_id_, rls_tenant_),
    add constraint act_fk_memb_user foreign key (user_id_, rls_tenant_) references act_id_user (id_, rls_tenant_),
    add constraint act_fk_memb_group foreign key (group_id_, rls_tenant_) references act_id_group (id_, rls_tenant_);
-- The only tenant that the engine's identity knows in a tenant is that tenant, by the same id.
alter table act_id_tenant_member
    add constraint act_fk_tenant_memb_user foreign key (user_id_, tenant_id_) references act_id_user (id_, rls_tenant_),
    add constraint act_fk_tenant_memb_group foreign key (group_id_, tenant_id_) references act_id_group (id_, rls_tenant_);

alter table act_ru_authorization
    drop constraint act_uniq_auth_user,
    drop constraint act_uniq_auth_group,
    add constraint act_uniq_auth_user unique (type_, user_id_, resource_type_, resource_id_, rls_tenant_),
    add constraint act_uniq_auth_group unique (type_, group_id_, resource_type_, resource_id_, rls_tenant_);

create index act_idx_auth_rls_tenant on act_ru_authorization (rls_tenant_, resource_type_, resource_id_);
create index act_idx_filter_rls_tenant on act_ru_filter (rls_tenant_);
create index act_idx_task_meter_rls_tenant on act_ru_task_meter_log (rls_tenant_, timestamp_);
create index act_idx_user_rls_tenant on act_id_user (rls_tenant_);
create index act_idx_group_rls_tenant on act_id_group (rls_tenant_);
create index act_idx_memb_rls_tenant on act_id_membership (rls_tenant_);
create index act_idx_info_rls_tenant on act_id_info (rls_tenant_, user_id_);
