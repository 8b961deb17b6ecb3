package io.keyfuse.ingest.otlp;

import io.keyfuse.ingest.decode.Decoded;
import io.keyfuse.ingest.decode.TokenTotals;
import io.keyfuse.ingest.http.RecordFault;
import io.keyfuse.ingest.validate.RejectReason;
import io.keyfuse.schemas.id.NameUuid;
import io.keyfuse.schemas.v1.Credential;
import io.keyfuse.schemas.v1.TokenCounts;
import io.keyfuse.schemas.v1.UsageEvent;
import io.keyfuse.schemas.v1.UsageSource;
import io.keyfuse.schemas.v1.UsageStatus;
import java.time.Instant;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Makes a usage event of one generative-AI call. Pure, immutable and thread-safe.
 *
 * <p>The event id is trace id and span id, so that a span and the log event inside it count once.
 */
final class CallDecoder {
  static final String ANTHROPIC_ORGANIZATION = "anthropic.organization.id";
  static final String ANTHROPIC_WORKSPACE = "anthropic.workspace.id";
  private static final String ANTHROPIC_FEED = "anthropic-otlp";
  private static final int LONGEST_ERROR = 128;
  private static final int LONGEST_USER_AGENT = 256;

  /** Who tells of the call, and whose key it is. */
  private record Origin(String feed, UsageSource source, Credential credential) {}

  private final OtlpConfig config;
  private final KeyAttribution keys;
  private final Set<String> ignoredOperations;

  CallDecoder(OtlpConfig config) {
    this.config = config;
    this.keys = new KeyAttribution(config.attributes().credential(), config.credentials());
    this.ignoredOperations = Set.copyOf(config.ignoredOperations());
  }

  /** Returns why the call is no inference of its own, or null when it is one. */
  @Nullable String ignored(AttributeSet own) {
    String operation = own.text(Meaning.OPERATION);
    if (operation != null && ignoredOperations.contains(operation)) {
      return "encloses other calls";
    }
    boolean saysSomething =
        own.has(Meaning.INPUT_TOKENS)
            || own.has(Meaning.OUTPUT_TOKENS)
            || (own.has(Meaning.ERROR) && (operation != null || own.has(Meaning.MODEL)));
    return saysSomething ? null : "no generative-AI call";
  }

  /** Decodes a call that is not ignored. */
  Decoded decode(String feed, Call call, AttributeSet resource, Instant now) {
    try {
      Attributed attributes = new Attributed(call.attributes(), resource);
      String organization = attributes.text(ANTHROPIC_ORGANIZATION);
      if (organization == null) {
        Origin origin = new Origin(feed, UsageSource.TELEMETRY, keys.of(attributes));
        return usage(origin, call, attributes, now);
      }
      return pushed(feed, call, attributes, now);
    } catch (RecordFault fault) {
      return new Decoded.Refused(call.where(), fault.rejection());
    }
  }

  private Decoded usage(Origin origin, Call call, Attributed attributes, Instant now) {
    return new Decoded.Usage(call.where(), event(origin, call, attributes, now));
  }

  /** What Anthropic sends itself names a workspace and no key. */
  private Decoded pushed(String feed, Call call, Attributed attributes, Instant now) {
    if (config.anthropic() == ProviderPush.IGNORE) {
      return new Decoded.Ignored(call.where(), "the provider's own push is not counted");
    }
    String account = Objects.requireNonNullElse(attributes.text(ANTHROPIC_WORKSPACE), "default");
    Credential credential = new Credential("anthropic", account, KeyAttribution.UNATTRIBUTED);
    Origin origin =
        config.anthropic() == ProviderPush.PROVIDER_USAGE
            ? new Origin(ANTHROPIC_FEED, UsageSource.PROVIDER_USAGE, credential)
            : new Origin(feed, UsageSource.TELEMETRY, credential);
    return usage(origin, call, attributes, now);
  }

  private UsageEvent event(Origin origin, Call call, Attributed attributes, Instant now) {
    AttributeNames names = config.attributes();
    String error = call.attributes().text(Meaning.ERROR);
    return new UsageEvent(
        id(call),
        occurredAt(call),
        now,
        origin.source(),
        origin.feed(),
        null,
        origin.credential(),
        attributes.text(names.tenant()),
        attributes.text(names.project()),
        attributes.text(names.feature()),
        attributes.text(names.user()),
        attributes.text(names.clientIp()),
        cut(attributes.text(names.userAgent()), LONGEST_USER_AGENT),
        attributes.text(names.region()),
        attributes.text(Meaning.MODEL),
        call.attributes().text(Meaning.OPERATION),
        call.attributes().text(Meaning.SERVICE_TIER),
        1L,
        tokens(call.attributes()),
        null,
        error != null || call.failed() ? UsageStatus.ERROR : UsageStatus.OK,
        cut(error, LONGEST_ERROR));
  }

  private static TokenCounts tokens(AttributeSet own) {
    return TokenTotals.of(
        own.count(Meaning.INPUT_TOKENS),
        own.count(Meaning.CACHE_READ_TOKENS),
        own.count(Meaning.CACHE_WRITE_TOKENS),
        own.count(Meaning.OUTPUT_TOKENS),
        own.count(Meaning.REASONING_TOKENS));
  }

  private static String id(Call call) {
    if (isId(call.traceId(), 32) && isId(call.spanId(), 16)) {
      return call.traceId() + call.spanId();
    }
    String response = call.attributes().text(Meaning.RESPONSE_ID);
    if (response == null) {
      throw new RecordFault(
          RejectReason.MISSING_FIELD,
          "traceId",
          "a trace id of 16 bytes and a span id of 8, or gen_ai.response.id, is required");
    }
    return NameUuid.of("otlp-response", response);
  }

  private static boolean isId(@Nullable String hex, int digits) {
    return hex != null && hex.length() == digits && hex.chars().anyMatch(digit -> digit != '0');
  }

  private static Instant occurredAt(Call call) {
    if (call.unixNanos() <= 0) {
      throw new RecordFault(
          RejectReason.INVALID_TIME, "startTimeUnixNano", "a time of the call is required");
    }
    return Instant.ofEpochMilli(TimeUnit.NANOSECONDS.toMillis(call.unixNanos()));
  }

  private static @Nullable String cut(@Nullable String text, int longest) {
    return text == null || text.length() <= longest ? text : text.substring(0, longest);
  }
}
