#!/usr/bin/env bash
# Makes the platform's roles and its database, as ./netbuild run does. Run by the postgres image when its data directory is
# new; running it again sets the passwords.
set -euo pipefail

bootstrap=${NETBUILD_BOOTSTRAP:-/netbuild/bootstrap.sql}
for name in NETBUILD_OWNER_PASSWORD NETBUILD_APP_PASSWORD NETBUILD_SYSTEM_PASSWORD NETBUILD_OPERATOR_PASSWORD; do
    if [[ -z ${!name:-} ]]; then
        echo "init-netbuild: the environment variable $name is not set" >&2
        exit 1
    fi
done

psql --no-psqlrc --quiet --set=ON_ERROR_STOP=1 --set="bootstrap=$bootstrap" --username="${POSTGRES_USER:-postgres}" --dbname=postgres <<'SQL'
\getenv owner_password NETBUILD_OWNER_PASSWORD
\getenv app_password NETBUILD_APP_PASSWORD
\getenv system_password NETBUILD_SYSTEM_PASSWORD
\getenv operator_password NETBUILD_OPERATOR_PASSWORD
begin;
select set_config('netbuild.owner_password', :'owner_password', true),
       set_config('netbuild.app_password', :'app_password', true),
       set_config('netbuild.system_password', :'system_password', true),
       set_config('netbuild.operator_password', :'operator_password', true)
\g /dev/null
\i :bootstrap
commit;
select 'create database netbuild owner netbuild_owner template template0 encoding ''UTF8'''
where not exists (select from pg_database where datname = 'netbuild')
\gexec
revoke connect on database netbuild from public;
grant connect on database netbuild to netbuild_owner, netbuild_app, netbuild_system, netbuild_operator;
SQL
