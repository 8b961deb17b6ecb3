// Sends spans with OpenTelemetry's own exporters.
// Usage: node export.mjs BASE_URL TOKEN CREDENTIAL_ID proto|json COUNT START_MILLIS
import { SpanKind } from '@opentelemetry/api';
import { OTLPTraceExporter as JsonExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { OTLPTraceExporter as ProtoExporter } from '@opentelemetry/exporter-trace-otlp-proto';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { BatchSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace';

const [url, token, credential, encoding, count, start] = process.argv.slice(2);
const settings = {
  url: `${url}/v1/traces`,
  headers: { Authorization: `Bearer ${token}` },
  compression: 'gzip',
};
const exporter = encoding === 'proto' ? new ProtoExporter(settings) : new JsonExporter(settings);
const provider = new TracerProvider({
  resource: resourceFromAttributes({
    'service.name': 'checkout',
    'keyfuse.credential.id': credential,
  }),
  spanProcessors: [new BatchSpanProcessor({ exporter })],
});
const tracer = provider.getTracer('interop');
const agent = tracer.startSpan('invoke_agent', {
  startTime: Number(start),
  attributes: { 'gen_ai.operation.name': 'invoke_agent', 'gen_ai.usage.input_tokens': 1000000 },
});
for (let i = 0; i < Number(count); i++) {
  const span = tracer.startSpan('chat gpt-4o', {
    kind: SpanKind.CLIENT,
    startTime: Number(start) + i,
    attributes: {
      'gen_ai.provider.name': 'openai',
      'gen_ai.operation.name': 'chat',
      'gen_ai.response.model': 'gpt-4o',
      'gen_ai.usage.input_tokens': 1000,
      'gen_ai.usage.cache_read.input_tokens': 400,
      'gen_ai.usage.output_tokens': 100,
      'gen_ai.input.messages': 'write a poem',
    },
  });
  span.end(Number(start) + i + 1);
}
agent.end(Number(start) + 10);
await provider.forceFlush();
await provider.shutdown();
