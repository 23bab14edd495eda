-- The platform's database roles. To be run once by an administrator with CREATEROLE and CREATEDB (no superuser needed), in
-- any database of the server; running it again sets the passwords. PostgreSQL 15 to 18.
--
-- The passwords come from the settings netbuild.owner_password, netbuild.app_password, netbuild.system_password and
-- netbuild.operator_password, for example: psql -c "set netbuild.owner_password = '...'; ..." -f bootstrap.sql
-- Afterwards:
--   create database netbuild owner netbuild_owner template template0 encoding 'UTF8';
--   revoke connect on database netbuild from public;
--   grant connect on database netbuild to netbuild_owner, netbuild_app, netbuild_system, netbuild_operator;
do $bootstrap$
declare
    login record;
    unsafe text;
begin
    -- two launchers at once must not trip over each other
    perform pg_catalog.pg_advisory_xact_lock(pg_catalog.hashtext('netbuild bootstrap'));

    for login in
        select v.role_name, v.setting, v.options
        from (values
            -- owns databases, schemas and tables; migrates; creates the tenants' roles, schemas and databases
            ('netbuild_owner', 'netbuild.owner_password', 'createrole createdb'),
            -- the application: row-level security applies to it
            ('netbuild_app', 'netbuild.app_password', ''),
            -- job acquisition, clean-up, moves: by policies of its own
            ('netbuild_system', 'netbuild.system_password', ''),
            -- reads everything, writes nothing
            ('netbuild_operator', 'netbuild.operator_password', '')) as v (role_name, setting, options)
    loop
        if coalesce(pg_catalog.current_setting(login.setting, true), '') = '' then
            raise exception 'the setting % must hold the password of the role %', login.setting, login.role_name;
        end if;
        if not exists (select from pg_catalog.pg_roles where rolname = login.role_name) then
            execute pg_catalog.format('create role %I', login.role_name);
        end if;
        execute pg_catalog.format('alter role %I with login %s password %L',
            login.role_name, login.options, pg_catalog.current_setting(login.setting));
    end loop;

    -- a server that has stopped in the middle of platform work does not keep the others from theirs
    alter role netbuild_system set idle_in_transaction_session_timeout = '60s';

    -- what every tenant with a database of its own may do there; the owner hands it to the tenants' roles
    if not exists (select from pg_catalog.pg_roles where rolname = 'netbuild_tenant') then
        create role netbuild_tenant nologin;
    end if;
    grant netbuild_tenant to netbuild_owner with admin option;

    -- a move writes a tenant's rows as they are; an administrator who is no superuser may not allow it, then tenants cannot be moved
    begin
        grant set on parameter session_replication_role to netbuild_system;
    exception when insufficient_privilege then
        raise warning 'tenants cannot be moved until a superuser has run: grant set on parameter session_replication_role to netbuild_system';
    end;

    select pg_catalog.string_agg(rolname, ', ' order by rolname) into unsafe
    from pg_catalog.pg_roles
    where (rolsuper or rolbypassrls)
      and rolname in ('netbuild_owner', 'netbuild_app', 'netbuild_system', 'netbuild_operator', 'netbuild_tenant');
    if unsafe is not null then
        raise exception 'row-level security would not apply to %: a role of the platform must be neither superuser nor BYPASSRLS', unsafe;
    end if;

    -- an administrator who is no superuser can create a database only for a role that it is a member of
    if not (select rolsuper from pg_catalog.pg_roles where rolname = current_user) then
        execute pg_catalog.format('grant netbuild_owner to %I', current_user);
    end if;
end
$bootstrap$;
