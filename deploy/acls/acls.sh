#!/usr/bin/env bash
# Least-privilege ACLs of a Kafka cluster for Keyfuse, one principal per role.
#   BOOTSTRAP=broker:9092 ADMIN_CONFIG=admin.properties deploy/acls/acls.sh            adds them
#   DRY_RUN=1 deploy/acls/acls.sh                                                      prints them
# Where several roles share one process, run this with the same principal for each of them.
# Set topics.create: false then and make the topics yourself: no role below may create one, apart
# from Kafka Streams' internal topics under the application id.
set -euo pipefail

BOOTSTRAP=${BOOTSTRAP:-localhost:9092}
APP_ID=${APP_ID:-keyfuse}                          # streams.application_id
DETECT_APP_ID=${DETECT_APP_ID:-$APP_ID}             # where the roles run apart, each its own
RESPOND_APP_ID=${RESPOND_APP_ID:-$APP_ID}
KAFKA_ACLS=${KAFKA_ACLS:-kafka-acls.sh}
INGEST=${INGEST:-User:keyfuse-ingest}              # POST /v1/usage
DETECT=${DETECT:-User:keyfuse-detect}              # validate, price, detect
RESPOND=${RESPOND:-User:keyfuse-respond}           # incidents, decisions, signed commands
EXECUTOR=${EXECUTOR:-User:keyfuse-executor}        # the only one with provider admin credentials
NOTIFIER=${NOTIFIER:-User:keyfuse-notifier}        # webhooks
CONSOLE=${CONSOLE:-User:keyfuse-console}           # read only
GATEWAY=${GATEWAY:-User:keyfuse-gateway}           # a gateway that follows the deny list
OPERATOR=${OPERATOR:-User:keyfuse-operator}        # context and policies; keyfuse dlq

acl() {
  local command=("$KAFKA_ACLS" --bootstrap-server "$BOOTSTRAP")
  if [[ -n ${ADMIN_CONFIG:-} ]]; then
    command+=(--command-config "$ADMIN_CONFIG")
  fi
  command+=(--add "$@")
  if [[ -n ${DRY_RUN:-} ]]; then
    echo "${command[*]}"
  else
    "${command[@]}"
  fi
}

topics() { # PRINCIPAL OPERATION TOPIC...
  local principal=$1 operation=$2 topic
  shift 2
  for topic in "$@"; do
    acl --allow-principal "$principal" --operation "$operation" --topic "keyfuse.$topic"
  done
}

reads() { topics "$1" Read "${@:2}"; }
writes() { topics "$1" Write "${@:2}"; }

group() { # PRINCIPAL PREFIX
  acl --allow-principal "$1" --operation Read --group "$2" --resource-pattern-type prefixed
}

transactions() { # PRINCIPAL PREFIX
  acl --allow-principal "$1" --operation Write --operation Describe \
    --transactional-id "$2" --resource-pattern-type prefixed
}

streams() { # PRINCIPAL APPLICATION_ID: group, transactions and internal topics of Kafka Streams
  acl --allow-principal "$1" --operation Read --group "$2"
  transactions "$1" "$2-"
  acl --allow-principal "$1" --topic "$2-" --resource-pattern-type prefixed \
    --operation Read --operation Write --operation Create --operation Delete \
    --operation Describe --operation DescribeConfigs
}

# The start-up check sees only topics that it may describe, hence Describe on all, for every role.
for principal in "$INGEST" "$DETECT" "$RESPOND" "$EXECUTOR" "$NOTIFIER" "$CONSOLE"; do
  acl --allow-principal "$principal" --operation Describe \
    --topic keyfuse. --resource-pattern-type prefixed
done

# ingest: writes usage, and nothing else.
writes "$INGEST" usage.v1

# detect: usage and key states in; spend windows, evidence and dead letters out.
reads "$DETECT" usage.v1 keys.v1 context.v1
writes "$DETECT" spend.v1 evidence.v1 dlq.v1
streams "$DETECT" "$DETECT_APP_ID"

# respond: evidence, outcomes, context and policies in; the rest of the story out.
reads "$RESPOND" evidence.v1 outcomes.v1 context.v1 policies.v1
writes "$RESPOND" alerts.v1 commands.v1 keys.v1 decisions.v1 outcomes.v1 dlq.v1
streams "$RESPOND" "$RESPOND_APP_ID"

# executor: commands in, outcomes out, in one transaction. It may not write commands.
reads "$EXECUTOR" commands.v1
writes "$EXECUTOR" outcomes.v1 dlq.v1
group "$EXECUTOR" "$APP_ID-executor"
transactions "$EXECUTOR" "$APP_ID-executor"

# notifier: alerts in; alerts that no webhook took go to the dead letters.
reads "$NOTIFIER" alerts.v1
writes "$NOTIFIER" dlq.v1
group "$NOTIFIER" "$APP_ID-notify"

# console: reads six topics, writes none, and has no consumer group.
reads "$CONSOLE" alerts.v1 commands.v1 outcomes.v1 keys.v1 spend.v1 decisions.v1

# Outside Keyfuse.
reads "$GATEWAY" keys.v1
acl --allow-principal "$GATEWAY" --operation Read --group keyfuse-gateway \
  --resource-pattern-type prefixed
writes "$OPERATOR" context.v1 policies.v1
# keyfuse dlq: reads letters and originals; replays usage and marks the letters, in one transaction.
reads "$OPERATOR" dlq.v1 usage.v1
writes "$OPERATOR" dlq.v1 usage.v1
transactions "$OPERATOR" "$APP_ID-dlq-replay"
