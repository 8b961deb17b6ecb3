package io.keyfuse.ingest.file;

import io.keyfuse.ingest.validate.RejectReason;
import io.keyfuse.ingest.validate.Rejection;
import io.keyfuse.schemas.id.NameUuid;
import io.keyfuse.schemas.money.NanoUsd;
import io.keyfuse.schemas.v1.Cost;
import io.keyfuse.schemas.v1.CostBasis;
import io.keyfuse.schemas.v1.Credential;
import io.keyfuse.schemas.v1.TokenCounts;
import io.keyfuse.schemas.v1.UsageEvent;
import io.keyfuse.schemas.v1.UsageSource;
import io.keyfuse.schemas.v1.UsageStatus;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Makes an event of one row. Without a column for it, the event id is the row's content address:
 * file name, place and content, so that reading a file twice counts it once. Immutable.
 */
public final class RowMapper {
  /** A row that is no event. */
  public static final class RowFault extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient Rejection rejection;

    RowFault(RejectReason reason, String field, String message) {
      super(message, null, false, false);
      this.rejection = new Rejection(reason, field, message);
    }

    /** Returns the closed reason. */
    public Rejection rejection() {
      return rejection;
    }
  }

  private final UsageMapping mapping;
  private final String feed;
  private final String fileName;
  private final Map<String, String> constants = new HashMap<>();
  private final RowTimes times;

  /**
   * Makes a mapper.
   *
   * @param feed feed of its events
   * @param fileName where the rows come from
   */
  public RowMapper(UsageMapping mapping, String feed, String fileName) {
    this.mapping = mapping;
    this.feed = feed;
    this.fileName = fileName;
    this.times = new RowTimes(mapping.timestampPattern(), ZoneId.of(mapping.zone()));
    int dot = fileName.indexOf('.');
    String stem = dot <= 0 ? fileName : fileName.substring(0, dot);
    mapping
        .constants()
        .forEach((field, value) -> constants.put(field, value.replace("{file}", stem)));
  }

  /**
   * Makes the event, not yet validated.
   *
   * @throws RowFault when a value cannot be read
   */
  public UsageEvent event(MappedRow row) {
    Instant occurredAt = Objects.requireNonNull(time(row, "occurred_at", true));
    Instant observedAt = time(row, "observed_at", false);
    return new UsageEvent(
        id(row),
        occurredAt,
        observedAt == null ? occurredAt : observedAt,
        word(row, "source", UsageSource.class, UsageSource.TELEMETRY),
        feed,
        null,
        credential(row),
        text(row, "tenant"),
        text(row, "project"),
        text(row, "feature"),
        text(row, "user"),
        text(row, "client_ip"),
        text(row, "user_agent"),
        text(row, "region"),
        text(row, "model"),
        text(row, "operation"),
        text(row, "service_tier"),
        count(row, "request_count", 1),
        tokens(row),
        cost(row),
        word(row, "status", UsageStatus.class, UsageStatus.UNKNOWN),
        text(row, "error_code"));
  }

  /** Returns the row's own event id, or null when the mapping or the row has none. */
  public @Nullable String eventId(MappedRow row) {
    return text(row, "event_id");
  }

  private String id(MappedRow row) {
    String own = eventId(row);
    if (own != null) {
      return own;
    }
    return NameUuid.of("file-row", fileName, row.address());
  }

  private Credential credential(MappedRow row) {
    return new Credential(
        required(row, "credential.provider"),
        Objects.requireNonNullElse(text(row, "credential.account"), "default"),
        required(row, "credential.key_id"));
  }

  private TokenCounts tokens(MappedRow row) {
    return new TokenCounts(
        count(row, "tokens.input", 0),
        count(row, "tokens.cached_read", 0),
        count(row, "tokens.cache_write", 0),
        count(row, "tokens.cache_write_1h", 0),
        count(row, "tokens.output", 0),
        count(row, "tokens.reasoning", 0));
  }

  private @Nullable Cost cost(MappedRow row) {
    String text = text(row, "cost_usd");
    try {
      return text == null ? null : new Cost(NanoUsd.ofUsd(text), CostBasis.REPORTED);
    } catch (NumberFormatException | ArithmeticException e) {
      throw new RowFault(
          RejectReason.INVALID_NUMBER, "cost_usd", "cost_usd must be a decimal number");
    }
  }

  private long count(MappedRow row, String field, long fallback) {
    String text = text(row, field);
    try {
      return text == null ? fallback : Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw new RowFault(RejectReason.INVALID_NUMBER, field, field + " must be a whole number");
    }
  }

  private @Nullable Instant time(MappedRow row, String field, boolean required) {
    String text = required ? required(row, field) : text(row, field);
    try {
      return text == null ? null : times.parse(text);
    } catch (DateTimeException e) {
      throw new RowFault(
          RejectReason.INVALID_TIME, field, field + " does not match the mapping's pattern");
    }
  }

  private <E extends Enum<E>> E word(MappedRow row, String field, Class<E> words, E fallback) {
    String text = text(row, field);
    try {
      return text == null ? fallback : Enum.valueOf(words, text.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw new RowFault(RejectReason.UNKNOWN_WORD, field, field + " is no known word");
    }
  }

  private String required(MappedRow row, String field) {
    String text = text(row, field);
    if (text == null) {
      throw new RowFault(RejectReason.MISSING_FIELD, field, field + " is empty");
    }
    return text;
  }

  private @Nullable String text(MappedRow row, String field) {
    String column = mapping.columns().get(field);
    String value = column == null ? constants.get(field) : row.value(column);
    return value == null || value.isBlank() ? null : value.strip();
  }
}
