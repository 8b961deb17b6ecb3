package io.keyfuse.ingest.file.aws;

import com.fasterxml.jackson.databind.JsonNode;
import io.keyfuse.ingest.decode.Decoded;
import io.keyfuse.ingest.decode.JsonFields;
import io.keyfuse.ingest.decode.PartSink;
import io.keyfuse.ingest.file.FileDecoder;
import io.keyfuse.ingest.file.FileInput;
import io.keyfuse.ingest.file.json.JsonDecoder;
import io.keyfuse.ingest.file.json.RecordShape;
import io.keyfuse.schemas.v1.Credential;
import io.keyfuse.schemas.v1.TokenCounts;
import io.keyfuse.schemas.v1.UsageEvent;
import io.keyfuse.schemas.v1.UsageSource;
import io.keyfuse.schemas.v1.UsageStatus;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decodes Bedrock's model invocation log, from S3 or CloudWatch. Prompts and answers are skipped
 * unread; only the token counts of an answer are looked at. The event id is the request id.
 * Thread-safe once the join is filled.
 */
public final class BedrockLogDecoder implements FileDecoder {
  private static final String FEED = "bedrock-log";
  private static final Set<String> INFERENCE =
      Set.of(
          "InvokeModel",
          "InvokeModelWithResponseStream",
          "InvokeModelWithBidirectionalStream",
          "Converse",
          "ConverseStream");

  /** What is kept of a record. */
  public static final RecordShape SHAPE =
      RecordShape.of(
          Set.of("Records", "records", "events", "logEvents"),
          Set.of(
              "schemaType",
              "timestamp",
              "accountId",
              "identity",
              "arn",
              "region",
              "inferenceRegion",
              "requestId",
              "operation",
              "modelId",
              "errorCode",
              "input",
              "inputTokenCount",
              "cacheReadInputTokenCount",
              "cacheWriteInputTokenCount",
              "output",
              "outputTokenCount",
              "outputBodyJson",
              "message",
              "metadata",
              "usage",
              "inputTokens",
              "outputTokens",
              "cacheReadInputTokens",
              "cacheWriteInputTokens",
              "input_tokens",
              "output_tokens",
              "cache_read_input_tokens",
              "cache_creation_input_tokens"));

  private final AwsJoin join;

  /** Makes a decoder that takes the callers from a join. */
  public BedrockLogDecoder(AwsJoin join) {
    this.join = join;
  }

  /** Tells the join which calls a file has. */
  public static void collect(FileInput file, AwsJoin join) throws IOException {
    JsonDecoder.scan(
        SHAPE,
        file,
        record -> {
          String request = JsonFields.text(record, "requestId");
          if (request != null && isInference(record)) {
            join.logSaw(request);
          }
        });
  }

  static boolean isInference(JsonNode record) {
    String operation = JsonFields.text(record, "operation");
    return operation != null && INFERENCE.contains(operation);
  }

  static boolean isInferenceName(@Nullable String eventName) {
    return eventName != null && INFERENCE.contains(eventName);
  }

  /** Returns the OpenTelemetry name of an operation, as far as it can be told. */
  static String operation(String name, @Nullable String model) {
    boolean embeds = model != null && model.toLowerCase(Locale.ROOT).contains("embed");
    return embeds ? "embeddings" : "chat";
  }

  /** Returns a model id without the ARN around it. */
  static @Nullable String model(@Nullable String id) {
    return id != null && id.startsWith("arn:") ? id.substring(id.lastIndexOf('/') + 1) : id;
  }

  @Override
  public void decode(List<FileInput> files, PartSink out) throws IOException {
    new JsonDecoder(SHAPE, this::part).decode(files, out);
  }

  private Decoded part(String where, JsonNode record, Instant observedAt) {
    JsonFields.required(record, "operation");
    return isInference(record)
        ? new Decoded.Usage(where, event(record, observedAt))
        : new Decoded.Ignored(where, "no_inference");
  }

  private UsageEvent event(JsonNode record, Instant observedAt) {
    String request = JsonFields.required(record, "requestId");
    String account = JsonFields.required(record, "accountId");
    AwsJoin.Caller caller = join.caller(request);
    Credential credential =
        caller == null
            ? AwsPrincipal.ofArn(account, JsonFields.text(record.path("identity"), "arn"))
            : caller.credential();
    String model = model(JsonFields.text(record, "modelId"));
    String error = JsonFields.text(record, "errorCode");
    String inferenceRegion = JsonFields.text(record, "inferenceRegion");
    return UsageEvent.newBuilder()
        .setEventId(request)
        .setOccurredAt(JsonFields.time(record, "timestamp"))
        .setObservedAt(observedAt)
        .setSource(UsageSource.PROVIDER_USAGE)
        .setFeed(FEED)
        .setCredential(credential)
        .setClientIp(caller == null ? null : caller.clientIp())
        .setUserAgent(caller == null ? null : caller.userAgent())
        .setRegion(inferenceRegion == null ? JsonFields.text(record, "region") : inferenceRegion)
        .setModel(model)
        .setOperation(operation(JsonFields.required(record, "operation"), model))
        .setTokens(BedrockTokens.of(record))
        .setStatus(error == null ? UsageStatus.OK : UsageStatus.ERROR)
        .setErrorCode(error)
        .build();
  }

  /** Returns no tokens, for calls whose log is not at hand. */
  static TokenCounts noTokens() {
    return new TokenCounts(0L, 0L, 0L, 0L, 0L, 0L);
  }
}
