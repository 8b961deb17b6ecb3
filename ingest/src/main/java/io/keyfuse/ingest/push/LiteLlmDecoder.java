package io.keyfuse.ingest.push;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.keyfuse.ingest.decode.Decoded;
import io.keyfuse.ingest.http.RecordFault;
import io.keyfuse.ingest.validate.RejectReason;
import io.keyfuse.ingest.validate.Rejection;
import io.keyfuse.schemas.id.NameUuid;
import io.keyfuse.schemas.v1.Credential;
import io.keyfuse.schemas.v1.UsageEvent;
import io.keyfuse.schemas.v1.UsageSource;
import io.keyfuse.schemas.v1.UsageStatus;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes a usage event of LiteLLM's StandardLoggingPayload. Messages and responses are skipped
 * unread. Immutable and thread-safe.
 */
public final class LiteLlmDecoder {
  /** Feed of the callback's events. */
  public static final String FEED = "litellm-callback";

  private static final int LONGEST_ID = 128;
  private static final int LONGEST_ERROR = 128;
  private static final Map<String, String> OPERATIONS =
      Map.of(
          "completion", "chat",
          "acompletion", "chat",
          "text_completion", "text_completion",
          "atext_completion", "text_completion",
          "embedding", "embeddings",
          "aembedding", "embeddings",
          "responses", "chat",
          "aresponses", "chat",
          "anthropic_messages", "chat");

  private final LiteLlmConfig config;
  private final JsonPicker picker = new JsonPicker(LiteLlmFields.POINTERS);

  /** Makes a decoder. */
  public LiteLlmDecoder(LiteLlmConfig config) {
    this.config = config;
  }

  /** Returns the event id of a call, the same for the callback and for the spend logs. */
  public static String eventId(String id, String callType) {
    String both = id + ':' + callType;
    return both.length() <= LONGEST_ID ? both : NameUuid.of("litellm", id, callType);
  }

  /**
   * Reads the value that the parser stands at to its end.
   *
   * @param where its place in the input
   * @param now becomes observed_at
   * @throws IOException when the JSON is broken
   */
  public Decoded read(JsonParser in, String where, Instant now) throws IOException {
    if (in.currentToken() != JsonToken.START_OBJECT) {
      in.skipChildren();
      return new Decoded.Refused(
          where, new Rejection(RejectReason.WRONG_TYPE, "record", "must be a JSON object"));
    }
    LiteLlmFields fields = new LiteLlmFields(picker.pick(in));
    try {
      if (fields.isOldFormat()) {
        throw new RecordFault(
            RejectReason.MALFORMED_RECORD,
            "record",
            "this is the format of generic_api_use_v1; take that setting out of LiteLLM");
      }
      if ("true".equals(fields.text("/cache_hit"))) {
        return new Decoded.Ignored(where, "answered from the gateway's cache");
      }
      return new Decoded.Usage(where, event(fields, now));
    } catch (RecordFault fault) {
      return new Decoded.Refused(where, fault.rejection());
    }
  }

  private UsageEvent event(LiteLlmFields fields, Instant now) {
    String callType = fields.required("/call_type");
    String hash = fields.text("/metadata/user_api_key_hash");
    boolean failed = "failure".equals(fields.text("/status"));
    return UsageEvent.newBuilder()
        .setEventId(eventId(fields.required("/id"), callType))
        .setOccurredAt(fields.startTime())
        .setObservedAt(now)
        .setSource(UsageSource.TELEMETRY)
        .setFeed(FEED)
        .setCredential(
            new Credential("litellm", config.account(), hash == null ? "unattributed" : hash))
        .setTenant(fields.text("/metadata/user_api_key_team_id"))
        .setProject(fields.text("/metadata/user_api_key_org_id"))
        .setFeature(fields.text("/metadata/user_api_key_alias"))
        .setUser(withoutAddress(fields.text("/end_user", "/metadata/user_api_key_user_id")))
        .setClientIp(fields.text("/requester_ip_address", "/metadata/requester_ip_address"))
        .setModel(fields.text("/model"))
        .setOperation(OPERATIONS.getOrDefault(callType, callType))
        .setTokens(fields.tokens())
        .setCost(fields.cost())
        .setStatus(failed ? UsageStatus.ERROR : UsageStatus.OK)
        .setErrorCode(failed ? errorCode(fields) : null)
        .build();
  }

  private static @Nullable String errorCode(LiteLlmFields fields) {
    String code = fields.text("/error_information/error_code", "/error_information/error_class");
    return code == null || code.length() <= LONGEST_ERROR ? code : code.substring(0, LONGEST_ERROR);
  }

  // Proxies are often run with the e-mail address as the user's id; the contract wants none.
  private static @Nullable String withoutAddress(@Nullable String user) {
    return user == null || user.indexOf('@') >= 0 ? null : user;
  }
}
