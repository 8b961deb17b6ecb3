// Prints the first record of a topic as JSON, decoded by Confluent's deserializer with the schema
// that the registry has for its id.
// usage: node consume.mjs BOOTSTRAP REGISTRY_URL TOPIC TIMEOUT_S
import schemaregistry from '@confluentinc/schemaregistry';
import kafkajs from 'kafkajs';
import lz4 from 'lz4js';

const { AvroDeserializer, SchemaRegistryClient, SerdeType } = schemaregistry;
const [bootstrap, registry, topic, timeoutS] = process.argv.slice(2);

// Keyfuse's producers compress with LZ4, for which kafkajs wants a codec.
kafkajs.CompressionCodecs[kafkajs.CompressionTypes.LZ4] = () => ({
  compress: async (encoder) => Buffer.from(lz4.compress(encoder.buffer)),
  decompress: async (buffer) => Buffer.from(lz4.decompress(buffer)),
});

const deserializer = new AvroDeserializer(
  new SchemaRegistryClient({ baseURLs: [registry] }), SerdeType.VALUE, {});
const kafka = new kafkajs.Kafka({ brokers: [bootstrap], logLevel: kafkajs.logLevel.ERROR });
const consumer = kafka.consumer({ groupId: `node-${Date.now()}`, readUncommitted: false });

function fail(why) {
  console.error(why);
  process.exit(1);
}
setTimeout(() => fail(`no record on ${topic} within ${timeoutS} s`), Number(timeoutS) * 1000);
consumer.on(consumer.events.CRASH, (crash) => fail(crash.payload.error.message));

await consumer.connect();
await consumer.subscribe({ topic, fromBeginning: true });
await consumer.run({
  eachMessage: async ({ message }) => {
    const value = await deserializer.deserialize(topic, message.value);
    const headers = Object.fromEntries(
      Object.entries(message.headers ?? {}).map(([name, bytes]) => [name, bytes.toString()]));
    const json = { key: message.key.toString(), headers, value };
    process.stdout.write(JSON.stringify(json) + '\n', () => process.exit(0));
  },
});
