package io.keyfuse.ingest.file.litellm;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.keyfuse.ingest.decode.Decoded;
import io.keyfuse.ingest.decode.JsonFields;
import io.keyfuse.ingest.decode.PartFault;
import io.keyfuse.ingest.file.json.JsonRecords;
import io.keyfuse.ingest.file.json.RecordShape;
import io.keyfuse.ingest.push.LiteLlmConfig;
import io.keyfuse.ingest.push.LiteLlmDecoder;
import io.keyfuse.ingest.validate.RejectReason;
import io.keyfuse.schemas.v1.Cost;
import io.keyfuse.schemas.v1.CostBasis;
import io.keyfuse.schemas.v1.Credential;
import io.keyfuse.schemas.v1.TokenCounts;
import io.keyfuse.schemas.v1.UsageEvent;
import io.keyfuse.schemas.v1.UsageSource;
import io.keyfuse.schemas.v1.UsageStatus;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * LiteLLM's two records of a call: a spend log row ({@code request_id}, {@code spend}) and a
 * logging payload ({@code id}, {@code response_cost}). Both give one event id, the call's id and
 * type, so that a call in both counts once. A cost of zero for a call with tokens is an unknown
 * model and is left to the price book. Prompts and answers are skipped unread. Immutable and
 * thread-safe.
 */
public final class LiteLlmLog {
  /** Feed of the spend logs' events. */
  public static final String FEED = "litellm-spend";

  private static final String UNATTRIBUTED = "unattributed";
  private static final Set<String> NAMES =
      Set.of(
          "id",
          "request_id",
          "call_type",
          "api_key",
          "cache_hit",
          "startTime",
          "model",
          "custom_llm_provider",
          "team_id",
          "end_user",
          "requester_ip_address",
          "status",
          "spend",
          "response_cost",
          "prompt_tokens",
          "completion_tokens",
          "metadata",
          "user_api_key_hash",
          "user_api_key_team_id",
          "usage_object",
          "prompt_tokens_details",
          "completion_tokens_details",
          "cached_tokens",
          "cache_creation_tokens",
          "reasoning_tokens",
          "error_information",
          "error_code",
          "error_class",
          "user_api_key_alias",
          "user_api_key_org_id",
          "user_api_key_user_id",
          "cache_read_input_tokens",
          "cache_creation_input_tokens",
          "modelParameters",
          "usage");

  /** What is kept of a record. */
  public static final RecordShape SHAPE = RecordShape.of(Set.of("data", "logs"), NAMES);

  private static final JsonRecords METADATA = new JsonRecords(RecordShape.of(Set.of(), NAMES));

  private final String account;
  private final LiteLlmDecoder payloads;

  /** Makes a decoder of one proxy's logs. */
  public LiteLlmLog(LiteLlmConfig config) {
    this.account = config.account();
    this.payloads = new LiteLlmDecoder(config);
  }

  /** Decodes one record. */
  public Decoded part(String where, ObjectNode record, Instant observedAt) {
    return record.has("request_id")
        ? spendLog(where, record, observedAt)
        : payload(where, record, observedAt);
  }

  private Decoded payload(String where, ObjectNode record, Instant observedAt) {
    try (JsonParser parser = record.traverse()) {
      parser.nextToken();
      return payloads.read(parser, where, observedAt);
    } catch (IOException e) {
      throw new UncheckedIOException("a tree cannot be read from memory", e);
    }
  }

  private Decoded spendLog(String where, ObjectNode record, Instant observedAt) {
    JsonNode metadata = metadata(record);
    String id = JsonFields.required(record, "request_id");
    String callType = JsonFields.text(record, "call_type");
    boolean failed = "failure".equals(JsonFields.text(record, "status"));
    TokenCounts tokens = tokens(record, metadata);
    UsageEvent event =
        UsageEvent.newBuilder()
            .setEventId(callType == null ? id : LiteLlmDecoder.eventId(id, callType))
            .setOccurredAt(JsonFields.time(record, "startTime"))
            .setObservedAt(observedAt)
            .setSource(UsageSource.TELEMETRY)
            .setFeed(FEED)
            .setCredential(new Credential("litellm", account, keyId(record, metadata)))
            .setTenant(first(record, "team_id", metadata, "user_api_key_team_id"))
            .setUser(user(record))
            .setClientIp(JsonFields.text(record, "requester_ip_address"))
            .setModel(JsonFields.text(record, "model"))
            .setOperation(operation(callType))
            .setTokens(tokens)
            .setCost(cost(record, tokens))
            .setStatus(failed ? UsageStatus.ERROR : UsageStatus.OK)
            .setErrorCode(failed ? error(record, metadata) : null)
            .build();
    return new Decoded.Usage(where, event);
  }

  /** The metadata of a spend log is JSON in a text. */
  private static JsonNode metadata(ObjectNode record) {
    JsonNode metadata = record.path("metadata");
    if (!metadata.isTextual()) {
      return metadata;
    }
    ObjectNode read = METADATA.first(metadata.asText().getBytes(StandardCharsets.UTF_8));
    if (read == null) {
      throw new PartFault(
          RejectReason.MALFORMED_RECORD, "metadata", "metadata must be a JSON object in a text");
    }
    return read;
  }

  private static String keyId(JsonNode record, JsonNode metadata) {
    String key = first(metadata, "user_api_key_hash", record, "api_key");
    return key == null ? UNATTRIBUTED : key;
  }

  /** A mail address is a person, not an id. */
  private static @Nullable String user(JsonNode record) {
    String user = JsonFields.text(record, "end_user");
    return user == null || user.indexOf('@') >= 0 ? null : user;
  }

  private static @Nullable String operation(@Nullable String callType) {
    if (callType == null) {
      return null;
    }
    String type = callType.startsWith("a") ? callType.substring(1) : callType;
    return switch (type) {
      case "completion", "responses", "nthropic_messages" -> "chat";
      case "text_completion" -> "text_completion";
      case "embedding" -> "embeddings";
      default -> callType;
    };
  }

  private static TokenCounts tokens(JsonNode record, JsonNode metadata) {
    JsonNode usage = metadata.path("usage_object");
    JsonNode prompt = usage.path("prompt_tokens_details");
    return new TokenCounts(
        JsonFields.count(record, "prompt_tokens"),
        JsonFields.count(prompt, "cached_tokens"),
        JsonFields.count(prompt, "cache_creation_tokens"),
        0L,
        JsonFields.count(record, "completion_tokens"),
        JsonFields.count(usage.path("completion_tokens_details"), "reasoning_tokens"));
  }

  private static @Nullable Cost cost(JsonNode record, TokenCounts tokens) {
    Long nanos = JsonFields.nanos(record, "spend");
    boolean cached = "true".equalsIgnoreCase(JsonFields.text(record, "cache_hit"));
    boolean unknown = nanos == null || (nanos == 0 && !cached && tokens.getInput() > 0);
    return unknown ? null : new Cost(Objects.requireNonNull(nanos), CostBasis.REPORTED);
  }

  private static @Nullable String error(JsonNode record, JsonNode metadata) {
    JsonNode own = record.path("error_information");
    JsonNode error = own.isObject() ? own : metadata.path("error_information");
    return first(error, "error_code", error, "error_class");
  }

  private static @Nullable String first(JsonNode a, String nameA, JsonNode b, String nameB) {
    String text = JsonFields.text(a, nameA);
    return text == null ? JsonFields.text(b, nameB) : text;
  }
}
