#!/usr/bin/env bash
# Exit code 0 when the server can serve requests. Needs nothing but bash.
set -euo pipefail

exec 3<>"/dev/tcp/127.0.0.1/${NETBUILD_HTTP_PORT:-8080}"
printf 'GET /health/ready HTTP/1.0\r\nHost: localhost\r\n\r\n' >&3
read -r -t 4 _ status _ <&3
[[ $status == 200 ]]
