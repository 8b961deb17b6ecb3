#!/usr/bin/env bash
# Makes the secrets that compose.yaml mounts, once; files that exist stay as they are.
# The folder is closed to other users; the files are readable, since the container's user reads them.
set -euo pipefail
cd "$(dirname "$0")"
mkdir -p secrets
chmod 700 secrets

token() {
  [[ -s secrets/$1 ]] || openssl rand -hex 32 > "secrets/$1"
}

token console_token
token usage_token
token metrics_token
if [[ ! -s secrets/signing_key.pem ]]; then
  openssl genpkey -algorithm ed25519 -out secrets/signing_key.pem
fi
openssl pkey -in secrets/signing_key.pem -pubout -out secrets/signing_key.pub.pem
chmod 444 secrets/*
echo "secrets are in $PWD/secrets; the console's token is in secrets/console_token"
