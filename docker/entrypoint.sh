#!/usr/bin/env bash
# Starts the server in a container. Arguments are passed on to WildFly, for example -Dnetbuild.jobs.threads=16.
set -euo pipefail

server=${NETBUILD_SERVER:?}
ear=${NETBUILD_EAR:?}
base=${NETBUILD_BASE:?}

# A secret may be in a file instead: NETBUILD_APP_PASSWORD_FILE=/run/secrets/app_password
for name in NETBUILD_OWNER_PASSWORD NETBUILD_APP_PASSWORD NETBUILD_SYSTEM_PASSWORD NETBUILD_MASTER_KEY NETBUILD_CREDENTIAL_STORE_PASSWORD NETBUILD_FIRST_OPERATOR_PASSWORD NETBUILD_OIDC_CLIENT_SECRET NETBUILD_BROKER_PASSWORD; do
    file=${name}_FILE
    if [[ -n ${!file:-} ]]; then
        value=$(<"${!file}")
        export "$name=$value"
    fi
done
for name in NETBUILD_DATABASE_URL NETBUILD_OWNER_PASSWORD NETBUILD_APP_PASSWORD NETBUILD_SYSTEM_PASSWORD NETBUILD_MASTER_KEY NETBUILD_CREDENTIAL_STORE_PASSWORD; do
    if [[ -z ${!name:-} ]]; then
        echo "netbuild: the environment variable $name is not set" >&2
        exit 1
    fi
done

# Configuration and deployment are those of this image at every start; data, logs and keys stay.
umask 077
rm -rf "$base"/{configuration,deployments,lib,tmp}
cp -R "$server/standalone/." "$base/"
cp "$ear" "$base/deployments/netbuild.ear"

export JAVA_OPTS="-Xmx${NETBUILD_HEAP:-1g} -XX:+ExitOnOutOfMemoryError -Djava.net.preferIPv4Stack=true -Djava.awt.headless=true -Djboss.modules.system.pkgs=org.jboss.byteman ${NETBUILD_JAVA_OPTS:-}"
export JBOSS_HOME=$server
export LAUNCH_JBOSS_IN_BACKGROUND=true # standalone.sh hands on the signals only then

# What changes in the configuration at run time, tenants' datasources, follows from the registry: it is not kept.
set -m # a job of its own: the server would ignore INT and QUIT otherwise
"$server/bin/standalone.sh" "--read-only-server-config=${NETBUILD_SERVER_CONFIG:-standalone.xml}" \
    "-Djboss.server.base.dir=$base" \
    "-Djboss.bind.address=${NETBUILD_BIND_ADDRESS:-0.0.0.0}" \
    "-Djboss.http.port=${NETBUILD_HTTP_PORT:-8080}" \
    "-Djboss.tx.node.id=${NETBUILD_NODE_ID:-netbuild-1}" \
    "-Djboss.node.name=${NETBUILD_NODE_ID:-netbuild-1}" \
    "-Dnetbuild.http.behind-proxy=${NETBUILD_HTTP_BEHIND_PROXY:-false}" \
    "$@" &
wildfly=$!
for signal in TERM INT HUP QUIT; do
    trap "kill -$signal $wildfly 2>/dev/null || true" "$signal"
done

# WildFly goes on without an application that does not start, for example because the database is not there yet. A container is to end then, and be started again.
refused=
while kill -0 "$wildfly" 2>/dev/null; do
    if [[ -z $refused && -e $base/deployments/netbuild.ear.failed ]]; then
        echo "netbuild: the platform has not started; the reason is above" >&2
        refused=1
        kill -TERM "$wildfly" || true
    fi
    sleep 1 &
    wait $! || true
done
[[ -z $refused ]] || exit 1
wait "$wildfly"
