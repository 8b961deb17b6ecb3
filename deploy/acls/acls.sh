#!/usr/bin/env bash
# Least-privilege ACLs of a Kafka cluster for Keyfuse, one principal per role.
#   BOOTSTRAP=broker:9092 ADMIN_CONFIG=admin.properties deploy/acls/acls.sh            adds them
#   DRY_RUN=1 deploy/acls/acls.sh                                                      prints them
#
# A process has one `kafka` section, hence one principal. Name principals by how the roles run:
#   one process per role     the defaults below. The respond role runs incidents, executors and
#                            webhooks, so EXECUTOR and NOTIFIER are RESPOND.
#   detect,respond together  one principal for DETECT and RESPOND, and DETECT_APP_ID=keyfuse
#                            RESPOND_APP_ID=keyfuse: together they are one Kafka Streams application.
#   all in one process       the same, and that principal for INGEST and CONSOLE too.
#
# Set topics.create: false: no role may make a topic, apart from Kafka Streams' internal topics under
# its application id. The operator makes and changes them with `keyfuse topics apply`.
set -euo pipefail

BOOTSTRAP=${BOOTSTRAP:-localhost:9092}
APP_ID=${APP_ID:-keyfuse}                          # streams.application_id
DETECT_APP_ID=${DETECT_APP_ID:-$APP_ID-detect}     # what the role makes of it when it runs alone
RESPOND_APP_ID=${RESPOND_APP_ID:-$APP_ID-respond}
EXECUTOR_GROUP=${EXECUTOR_GROUP:-keyfuse-executors} # executors.worker.group_id
KAFKA_ACLS=${KAFKA_ACLS:-kafka-acls.sh}
INGEST=${INGEST:-User:keyfuse-ingest}              # push feeds and pull feeds
DETECT=${DETECT:-User:keyfuse-detect}              # validate, price, detect
RESPOND=${RESPOND:-User:keyfuse-respond}           # incidents, decisions, signed commands
EXECUTOR=${EXECUTOR:-$RESPOND}                     # acts at providers
NOTIFIER=${NOTIFIER:-$RESPOND}                     # webhooks
CONSOLE=${CONSOLE:-User:keyfuse-console}           # read only
GATEWAY=${GATEWAY:-User:keyfuse-gateway}           # a gateway that follows the deny list
OPERATOR=${OPERATOR:-User:keyfuse-operator}        # people: topics apply, dlq, ingest file, policies

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

on_topics() { # OPERATION PRINCIPAL TOPIC...
  local operation=$1 principal=$2 topic names=()
  for topic in "${@:3}"; do
    names+=(--topic "keyfuse.$topic")
  done
  acl --allow-principal "$principal" --operation "$operation" "${names[@]}"
}

reads() { on_topics Read "$@"; }
writes() { on_topics Write "$@"; }

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

# The start-up check sees only topics that it may describe, and compares their settings.
acl --allow-principal "$INGEST" --allow-principal "$DETECT" --allow-principal "$RESPOND" \
  --allow-principal "$EXECUTOR" --allow-principal "$NOTIFIER" --allow-principal "$CONSOLE" \
  --operation Describe --operation DescribeConfigs \
  --topic keyfuse. --resource-pattern-type prefixed

# ingest: usage and context out. Pull feeds keep their marks on context, a page and its mark in one
# transaction, and share themselves out in one group.
reads "$INGEST" context.v1
writes "$INGEST" usage.v1 context.v1
acl --allow-principal "$INGEST" --operation Read --group "$APP_ID-feeds"
transactions "$INGEST" "$APP_ID-feeds-"

# detect: usage and key states in; spend windows, evidence and dead letters out.
reads "$DETECT" usage.v1 keys.v1 context.v1
writes "$DETECT" spend.v1 evidence.v1 dlq.v1
streams "$DETECT" "$DETECT_APP_ID"

# respond: evidence, outcomes and context in; the rest of the story out.
reads "$RESPOND" evidence.v1 outcomes.v1 context.v1
writes "$RESPOND" alerts.v1 commands.v1 keys.v1 decisions.v1 outcomes.v1 dlq.v1
streams "$RESPOND" "$RESPOND_APP_ID"

# executor: commands in, outcomes out, in one transaction; what it did before is in the outcomes.
reads "$EXECUTOR" commands.v1 outcomes.v1
writes "$EXECUTOR" outcomes.v1 dlq.v1
group "$EXECUTOR" "$EXECUTOR_GROUP"
transactions "$EXECUTOR" "$EXECUTOR_GROUP-"

# notifier: alerts in; alerts that no webhook took go to the dead letters. A group per webhook.
reads "$NOTIFIER" alerts.v1
writes "$NOTIFIER" dlq.v1
group "$NOTIFIER" keyfuse-notify-

# console: reads six topics, writes none, and has no consumer group.
reads "$CONSOLE" alerts.v1 commands.v1 outcomes.v1 keys.v1 spend.v1 decisions.v1

# Outside Keyfuse: a gateway may read the deny list, and nothing else.
reads "$GATEWAY" keys.v1
group "$GATEWAY" keyfuse-gateway

# operator: `keyfuse topics plan|apply` makes topics and changes their settings, and looks whether an
# instance runs; dead letters go back into usage, each with its marker in one transaction; `keyfuse
# ingest file` writes usage and context with how far the file is stored, and reads that; context and
# policies are written by people; `keyfuse audit` reads decisions. `keyfuse schemas register` asks the
# registry, not Kafka.
acl --allow-principal "$OPERATOR" --topic keyfuse. --resource-pattern-type prefixed \
  --operation Describe --operation DescribeConfigs --operation Create --operation Alter \
  --operation AlterConfigs
acl --allow-principal "$OPERATOR" --operation Describe --topic "$APP_ID-" \
  --resource-pattern-type prefixed
acl --allow-principal "$OPERATOR" --operation Describe --group "$APP_ID" \
  --group "$EXECUTOR_GROUP" --resource-pattern-type prefixed
reads "$OPERATOR" dlq.v1 usage.v1 context.v1 decisions.v1
writes "$OPERATOR" usage.v1 dlq.v1 context.v1 policies.v1
transactions "$OPERATOR" "$APP_ID-dlq-"
transactions "$OPERATOR" keyfuse-file-
