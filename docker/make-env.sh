#!/usr/bin/env bash
# Prints a docker/.env with new random secrets, the development issuer switched on.
set -euo pipefail

for name in POSTGRES_PASSWORD NETBUILD_OWNER_PASSWORD NETBUILD_APP_PASSWORD NETBUILD_SYSTEM_PASSWORD NETBUILD_OPERATOR_PASSWORD NETBUILD_CREDENTIAL_STORE_PASSWORD NETBUILD_FIRST_OPERATOR_PASSWORD; do
    echo "$name=$(openssl rand -hex 24)"
done
echo "NETBUILD_MASTER_KEY=$(openssl rand -base64 32)"
echo "NETBUILD_DEVELOPMENT=true"
