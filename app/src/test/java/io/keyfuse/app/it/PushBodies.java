package io.keyfuse.app.it;

import java.time.Instant;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Bodies of the push feeds, for tests; records of different numbers differ. */
final class PushBodies {
  /** A mapping of the name {@code acme} that reads what {@link #acme} writes. */
  static final String ACME_MAPPING =
      """
      name: acme
      columns:
        event_id: /call/id
        occurred_at: /at
        credential.key_id: /key
        cost_usd: /usd
      constants: {credential.provider: openai}
      """;

  private static final String ATTRIBUTES =
      """
      {"key":"gen_ai.provider.name","value":{"stringValue":"openai"}},
      {"key":"gen_ai.operation.name","value":{"stringValue":"chat"}},
      {"key":"gen_ai.usage.input_tokens","value":{"intValue":"9"}},
      {"key":"gen_ai.token.type","value":{"stringValue":"input"}},
      {"key":"gen_ai.request.model","value":{"stringValue":"gpt-4o-%d"}}""";
  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";

  private PushBodies() {}

  static String array(int count, IntFunction<String> record) {
    return joined(count, record, "[", "]");
  }

  static String litellm(int number) {
    return """
        {"id":"chatcmpl-%d","call_type":"acompletion","status":"success","model":"gpt-4o",
         "startTime":%d.25,"prompt_tokens":10,"completion_tokens":20,"response_cost":0.000225,
         "metadata":{"user_api_key_hash":"88dc28d0f030c55e"},"messages":[{"content":"a poem"}]}"""
        .formatted(number, Instant.now().getEpochSecond());
  }

  /** What LiteLLM's cache answered. */
  static String litellmCached() {
    return litellm(0).replace("\"messages\"", "\"cache_hit\":true,\"messages\"");
  }

  /** A CloudEvent whose data leaves its id and time to the envelope. */
  static String event(int number) {
    return """
        {"specversion":"1.0","id":"%d","source":"/it","type":"io.keyfuse.usage.v1","time":"%s",
         "data":%s}"""
        .formatted(number, Instant.now(), eventData());
  }

  static String eventData() {
    return """
        {"credential":{"provider":"openai","key_id":"key_event"},"cost_usd":"0.01"}""";
  }

  /** A record of a shape of somebody's own. */
  static String acme(int number) {
    return """
        {"call":{"id":"a-%d"},"at":"%s","key":"key_acme","usd":"0.01","note":"x"}"""
        .formatted(number, Instant.now());
  }

  static String traces(int count, Instant at) {
    return "{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":"
        + joined(count, number -> "{" + call(number) + nanos("startTime", at) + "}", "[", "]}]}]}");
  }

  static String logs(int count, Instant at) {
    return "{\"resourceLogs\":[{\"scopeLogs\":[{\"logRecords\":"
        + joined(
            count,
            number ->
                "{\"eventName\":\"gen_ai.client.inference.operation.details\","
                    + call(number)
                    + nanos("time", at)
                    + "}",
            "[",
            "]}]}]}");
  }

  static String metrics(int count, Instant at) {
    return "{\"resourceMetrics\":[{\"scopeMetrics\":[{\"metrics\":[{"
        + "\"name\":\"gen_ai.client.token.usage\","
        + "\"histogram\":{\"aggregationTemporality\":1,\"dataPoints\":"
        + joined(
            count,
            number ->
                "{\"count\":\"1\",\"sum\":9,"
                    + nanos("startTime", at.minusSeconds(10))
                    + ","
                    + nanos("time", at)
                    + attributes(number)
                    + "}",
            "[",
            "]}}]}]}]}");
  }

  private static String call(int number) {
    return "\"traceId\":\"%s\",\"spanId\":\"%016x\"%s,"
        .formatted(TRACE, number + 1, attributes(number));
  }

  private static String attributes(int number) {
    return ",\"attributes\":[" + ATTRIBUTES.formatted(number) + "]";
  }

  private static String nanos(String name, Instant at) {
    return "\"%sUnixNano\":\"%d\"".formatted(name, at.toEpochMilli() * 1_000_000L);
  }

  private static String joined(int count, IntFunction<String> one, String before, String after) {
    return IntStream.range(0, count).mapToObj(one).collect(Collectors.joining(",", before, after));
  }
}
