#!/usr/bin/python3
"""Reads a Keyfuse topic without any Keyfuse code: Debian's python3-confluent-kafka and python3-avro,
the schema fetched from the registry by curl. Prints one JSON object a record and stops after COUNT.

usage: consume.py BOOTSTRAP REGISTRY_URL TOPIC [COUNT [TIMEOUT_S]]
"""
import datetime
import io
import json
import struct
import subprocess
import sys
import time

import avro.io
import avro.schema
import confluent_kafka

schemas = {}


def schema_of(registry, schema_id):
    """Fetches a schema once; the registry speaks Confluent's protocol."""
    if schema_id not in schemas:
        answer = subprocess.run(
            ["curl", "-sf", f"{registry}/schemas/ids/{schema_id}"],
            check=True, capture_output=True, text=True).stdout
        schemas[schema_id] = avro.schema.parse(json.loads(answer)["schema"])
    return schemas[schema_id]


def decode(registry, value):
    """Confluent wire format: magic byte 0, schema id as 4 bytes big-endian, Avro binary."""
    magic, schema_id = struct.unpack(">bI", value[:5])
    if magic != 0:
        raise ValueError(f"magic byte is {magic}, not 0")
    reader = avro.io.DatumReader(schema_of(registry, schema_id))
    return reader.read(avro.io.BinaryDecoder(io.BytesIO(value[5:])))


def text(value):
    return value.isoformat() if isinstance(value, datetime.datetime) else repr(value)


def main(bootstrap, registry, topic, count="1", timeout_s="30"):
    consumer = confluent_kafka.Consumer({
        "bootstrap.servers": bootstrap, "group.id": f"consume.py-{time.time_ns()}",
        "auto.offset.reset": "earliest", "isolation.level": "read_committed"})
    consumer.subscribe([topic])
    left, end = int(count), time.monotonic() + float(timeout_s)
    while left > 0 and time.monotonic() < end:
        message = consumer.poll(0.5)
        if message is None or message.error():
            continue
        headers = {k: v.decode("utf-8", "replace") for k, v in message.headers() or []}
        print(json.dumps({"key": message.key().decode(), "headers": headers,
                          "value": decode(registry, message.value())}, default=text), flush=True)
        left -= 1
    consumer.close()
    return 0 if left == 0 else 1


if __name__ == "__main__":
    if not 4 <= len(sys.argv) <= 6:
        sys.exit(__doc__)
    sys.exit(main(*sys.argv[1:]))
