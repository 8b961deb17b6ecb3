// Produces COUNT usage events of one credential, encoded by Confluent's serializer with the schema
// that the registry has for the topic.
// usage: node produce.mjs BOOTSTRAP REGISTRY_URL CREDENTIAL COUNT COST_NANOS OCCURRED_AT_MS
import schemaregistry from '@confluentinc/schemaregistry';
import kafkajs from 'kafkajs';

const { AvroSerializer, SchemaRegistryClient, SerdeType } = schemaregistry;
const TOPIC = 'keyfuse.usage.v1';
const [bootstrap, registry, credential, count, costNanos, occurredAt] = process.argv.slice(2);
const [provider, account, key_id] = credential.split(':');

const client = new SchemaRegistryClient({ baseURLs: [registry] });
const serializer = new AvroSerializer(client, SerdeType.VALUE, {
  autoRegisterSchemas: false,
  useLatestVersion: true,
});

function event(i) {
  return {
    event_id: `node-${i}`,
    occurred_at: Number(occurredAt),
    observed_at: Number(occurredAt),
    source: 'PROVIDER_USAGE',
    feed: 'node',
    credential: { provider, account, key_id },
    model: 'gpt-5',
    operation: 'chat',
    request_count: 1,
    // As many as the money buys: a price beyond every model's is taken for a slip.
    tokens: { input: Math.max(1000, Number(costNanos) / 10000), cached_read: 0, cache_write: 0, cache_write_1h: 0, output: 200, reasoning: 0 },
    cost: { amount_nanos: Number(costNanos), basis: 'REPORTED' },
    status: 'OK',
  };
}

const kafka = new kafkajs.Kafka({ brokers: [bootstrap], logLevel: kafkajs.logLevel.ERROR });
const producer = kafka.producer({ createPartitioner: kafkajs.Partitioners.DefaultPartitioner });
await producer.connect();
for (let i = 0; i < Number(count); i++) {
  const value = await serializer.serialize(TOPIC, event(i));
  await producer.send({ topic: TOPIC, acks: -1, messages: [{ key: credential, value }] });
}
await producer.disconnect();
